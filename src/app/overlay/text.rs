//! A text that scrolls, under a title: a course's description, a notice's detail.

use std::sync::Arc;

use super::{Next, Panel};
use crate::app::frame::geometry::Area;
use crate::app::frame::notices::Notice;
use crate::app::shared::Shared;
use crate::app::widget::movement::scroll_text;
use crate::app::widget::text_view::TextView;
use crate::domain::Course;
use crate::keymap::{Action, Layer};
use crate::lesson::{Document, LayoutOptions, Source, course_page};

/// A text under a title.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The title.
    pub title: String,
    /// The text.
    pub view: Box<TextView>,
}

impl Text {
    /// Shows a text.
    pub(in crate::app) fn new(title: String, source: impl Into<Source>, shared: &Shared) -> Text {
        let document = Arc::new(Document::parse(source));
        let view = TextView::new(document, LayoutOptions::new(1), 1);
        let mut text = Text {
            title,
            view: Box::new(view),
        };
        text.fit(shared);
        text
    }

    /// A course's description.
    pub(in crate::app) fn about(course: &Course, shared: &Shared) -> Text {
        Text::new(course.title.clone(), course_page(course), shared)
    }

    /// All that a notice says.
    pub(in crate::app) fn notice(notice: &Notice, shared: &Shared) -> Text {
        let detail = notice.detail.as_deref();
        let detail = detail.unwrap_or("No further details.");
        let markdown = format!("**{}**\n\n{detail}\n", notice.summary);
        Text::new("Notice".to_owned(), markdown, shared)
    }
}

impl Panel for Text {
    fn layers(&self) -> Vec<Layer> {
        vec![Layer::Scroll]
    }

    fn act(&mut self, action: Action, _: &mut Shared) -> Next {
        scroll_text(&mut self.view, action, 1);
        Next::Stay
    }

    fn rows_inside(&self, inside: Area) -> Area {
        inside.padded(1)
    }

    fn scroll(&mut self, rows: isize, _: &Shared) {
        self.view.scroll(rows);
    }

    fn fit(&mut self, shared: &Shared) {
        let area = self.rows(shared);
        let options = shared.layout_options(area.width);
        self.view.resize(options, area.height.into());
    }
}
