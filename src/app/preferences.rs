//! The learner's choices while using the program, kept from one sitting to the next.

use serde::{Deserialize, Serialize};

use crate::lesson::{CodeWrap, TableForm};

/// How the catalog is sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The course read last first; then those not read, in the catalog's order.
    #[default]
    Recent,
    /// By title.
    Title,
    /// From beginner to expert.
    Difficulty,
    /// The nearest to completion first, then the untouched, then the complete.
    Progress,
}

impl Sort {
    /// The next one, in a circle.
    pub fn next(self) -> Sort {
        match self {
            Sort::Recent => Sort::Title,
            Sort::Title => Sort::Difficulty,
            Sort::Difficulty => Sort::Progress,
            Sort::Progress => Sort::Recent,
        }
    }

    /// The name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Sort::Recent => "recently read",
            Sort::Title => "title",
            Sort::Difficulty => "difficulty",
            Sort::Progress => "progress",
        }
    }
}

/// The learner's preferences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// How the catalog is sorted.
    pub sort: Sort,
    /// The outline beside the text, where there is room.
    pub outline: bool,
    /// The contents beside the text, where there is room.
    pub contents: bool,
    /// Only the text is shown, until the program ends.
    #[serde(skip)]
    pub focus: bool,
    /// The reader's own speed in words per minute, as it was measured.
    pub words_per_minute: Option<u32>,
    /// The form of tables that are wider than the page.
    pub tables: TableForm,
    /// Whether code lines that are wider than the page wrap or scroll.
    pub code: CodeWrap,
    /// Whether lines of code that their author hides are shown.
    pub hidden_code: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            sort: Sort::default(),
            outline: true,
            contents: true,
            focus: false,
            words_per_minute: None,
            tables: TableForm::default(),
            code: CodeWrap::default(),
            hidden_code: false,
        }
    }
}
