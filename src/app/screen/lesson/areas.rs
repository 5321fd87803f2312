//! Where the columns of the Lesson screen are, and how much fits into them.

use super::LessonScreen;
use super::images::canvas;
use super::reader::Column;
use crate::app::frame::geometry::{self, InList, ReaderColumns, Sides};
use crate::app::preferences::Preferences;
use crate::app::shared::Shared;
use crate::lesson::LayoutOptions;

impl LessonScreen {
    /// Where outline, text and contents are.
    pub fn columns(&self, shared: &Shared) -> ReaderColumns {
        let Preferences {
            outline,
            contents,
            focus,
            ..
        } = shared.preferences;
        let wanted = Sides {
            outline: outline && !focus,
            contents: contents && !focus,
        };
        let measure = shared.settings.measure;
        geometry::reader_columns(shared.bands.body, measure, wanted)
    }

    /// The columns that are on screen, from the left.
    pub(super) fn shown_columns(&self, shared: &Shared) -> impl Iterator<Item = Column> {
        let columns = self.columns(shared);
        let outline = columns.outline.map(|_| Column::Outline);
        let contents = columns.contents.map(|_| Column::Contents);
        outline.into_iter().chain([Column::Text]).chain(contents)
    }

    /// The filter and the rows of the outline beside the text; none where it isn't on screen.
    pub fn in_outline(&self, shared: &Shared) -> Option<InList> {
        let list = self.columns(shared).outline?;
        let reader = self.reader.as_ref();
        let shows_filter = reader.is_some_and(|reader| reader.beside.shows_filter());
        Some(geometry::in_list(list, shows_filter))
    }

    /// How many rows of the outline beside the text are on screen.
    pub fn outline_rows(&self, shared: &Shared) -> usize {
        let list = self.in_outline(shared);
        list.map_or(0, |list| list.rows.height.into())
    }

    /// How many rows of the contents beside the text are on screen.
    pub fn contents_rows(&self, shared: &Shared) -> usize {
        let area = self.columns(shared).contents;
        area.map_or(0, |area| area.inside_border().height.into())
    }

    /// How many lines of the text are on screen.
    pub(super) fn lines(&self, shared: &Shared) -> usize {
        self.columns(shared).text.height.into()
    }

    /// The options for the lesson's text.
    pub(super) fn options(&self, shared: &Shared) -> LayoutOptions {
        let area = self.columns(shared).text;
        LayoutOptions {
            images: canvas(area.height, shared),
            ..shared.layout_options(area.width)
        }
    }
}
