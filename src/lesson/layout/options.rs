//! How a lesson is laid out.

use super::image::Canvas;
use serde::{Deserialize, Serialize};

/// The narrowest layout; a narrower pane shows its left part. Behind the deepest indent, half of it, and a mark of two
/// cells there is room for the widest character.
pub const MIN_WIDTH: u16 = 10;

/// How a lesson is laid out. Another set of options is another layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutOptions {
    /// Cells of a line, at least [`MIN_WIDTH`].
    pub width: u16,
    /// The form of tables that are wider than the page.
    pub tables: TableForm,
    /// Wraps or scrolls code lines that are wider than the page.
    pub code: CodeWrap,
    /// Code blocks longer than this whose author asks for it fold to their first lines; none: all are shown.
    pub fold_code: Option<u16>,
    /// Whether lines of code that their author hides are shown.
    pub hidden_code: bool,
    /// Whether a free line stands below each line of text that another one follows.
    pub airy: bool,
    /// The room that images get; none: they are their alternative text.
    pub images: Option<Canvas>,
}

impl LayoutOptions {
    /// The usual options at a width.
    pub fn new(width: u16) -> Self {
        LayoutOptions {
            width,
            tables: TableForm::Fit,
            code: CodeWrap::Wrap,
            fold_code: None,
            hidden_code: false,
            airy: false,
            images: None,
        }
    }

    /// The same with tables in another form.
    pub(super) fn with_tables(&self, tables: TableForm) -> Self {
        LayoutOptions {
            tables,
            ..self.clone()
        }
    }

    /// The cells of a line.
    pub fn cells(&self) -> usize {
        usize::from(self.width.max(MIN_WIDTH))
    }
}

/// The form of tables that are wider than the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableForm {
    /// Cells wrap; where that leaves too little for a column, each row becomes a card.
    #[default]
    Fit,
    /// The table keeps its width and scrolls sideways ([`Line::window`](super::Line::window)).
    Scroll,
    /// Each row is a card: a line for each cell, with its header.
    Cards,
    /// Each cell is a line `header: value`, without any drawing: for screen readers.
    Linear,
}

impl TableForm {
    /// The forms that come after this one, in a circle that ends with it.
    pub fn others(self) -> impl Iterator<Item = TableForm> {
        const CIRCLE: [TableForm; 4] = [
            TableForm::Fit,
            TableForm::Scroll,
            TableForm::Cards,
            TableForm::Linear,
        ];
        let here = CIRCLE.iter().position(|form| *form == self);
        let after = CIRCLE.into_iter().cycle().skip(here.unwrap_or(0) + 1);
        after.take(CIRCLE.len() - 1)
    }
}

/// Wraps or scrolls code lines that are wider than the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeWrap {
    /// They go on in the next line, behind a mark.
    #[default]
    Wrap,
    /// They scroll sideways ([`Line::window`](super::Line::window)).
    Scroll,
}
