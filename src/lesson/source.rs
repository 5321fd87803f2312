//! The source of a page: Markdown, shared and never copied, and the parts around it.

use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use super::page_parts::Around;
use super::quiz::Paper;
use crate::domain::Markdown;

/// The Markdown of a page, and what the page shows around it. A clone is the same text: an excerpt of a long lesson
/// and the whole, which takes its place, hold it once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source(Arc<Page>);

#[derive(Debug, PartialEq, Eq)]
struct Page {
    around: Around,
    markdown: Markdown,
    /// The quizzes and cards in it; their text is `markdown`.
    paper: Option<Paper>,
    /// The seed of the order of their choices.
    seed: u64,
}

impl Source {
    pub(super) fn with(around: Around, markdown: Markdown) -> Source {
        Source(Arc::new(Page {
            around,
            markdown,
            paper: None,
            seed: 0,
        }))
    }

    /// A page that asks.
    pub(super) fn asking(around: Around, mut paper: Paper, seed: u64) -> Source {
        let markdown = std::mem::take(&mut paper.text).into();
        Source(Arc::new(Page {
            around,
            markdown,
            paper: Some(paper),
            seed,
        }))
    }

    /// A page that is one question.
    pub fn of_paper(paper: Paper, seed: u64) -> Source {
        Source::asking(Around::default(), paper, seed)
    }

    /// The quizzes and cards of the page, where it has any.
    pub(super) fn paper(&self) -> Option<&Paper> {
        self.0.paper.as_ref()
    }

    pub(super) fn seed(&self) -> u64 {
        self.0.seed
    }

    /// Its text.
    pub fn markdown(&self) -> &Markdown {
        &self.0.markdown
    }

    pub(super) fn around(&self) -> &Around {
        &self.0.around
    }
}

impl Deref for Source {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0.markdown
    }
}

impl Default for Source {
    fn default() -> Self {
        String::new().into()
    }
}

impl Hash for Source {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.markdown.hash(state);
    }
}

impl From<Markdown> for Source {
    fn from(text: Markdown) -> Self {
        Source::with(Around::default(), text)
    }
}

impl From<String> for Source {
    fn from(text: String) -> Self {
        Markdown::from(text).into()
    }
}

impl From<&String> for Source {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<&str> for Source {
    fn from(text: &str) -> Self {
        Markdown::from(text).into()
    }
}

impl From<&Source> for Source {
    fn from(source: &Source) -> Self {
        source.clone()
    }
}
