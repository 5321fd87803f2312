//! What a layout shows of a lesson.

use std::sync::Arc;

use lyceum::lesson::{Document, Layout, LayoutOptions, MIN_WIDTH, Place, display_width};

/// The text of a lesson as laid out.
pub(crate) struct Shown {
    /// The author's text outside of tables, in order.
    pub(crate) flowing: String,
    /// Everything, with what layout adds.
    pub(crate) all: String,
    /// The first line that is wider than the layout.
    pub(crate) too_wide: Option<String>,
}

impl Shown {
    pub(crate) fn of(markdown: &str, width: u16) -> Shown {
        let document = Arc::new(Document::parse(markdown));
        let mut layout = Layout::new(Arc::clone(&document), LayoutOptions::new(width));
        for block in 0..document.block_count() {
            layout.reveal(block);
        }
        let mut shown = Shown {
            flowing: String::new(),
            all: String::new(),
            too_wide: None,
        };
        layout.prepare(Place::default(), usize::MAX / 2);
        for (place, line) in layout.visible(Place::default(), usize::MAX) {
            let text = line.text();
            assert!(
                !text.contains(['\n', '\t', '\r', '\u{1b}']),
                "control in {text:?}"
            );
            if display_width(&text) > usize::from(width.max(MIN_WIDTH)) && shown.too_wide.is_none()
            {
                shown.too_wide = Some(text.clone());
            }
            shown.all.push_str(&text);
            if !document.is_table(place.block) {
                let written = line.content().iter();
                shown.flowing.extend(written.map(|run| run.text.as_str()));
            }
        }
        shown
    }
}
