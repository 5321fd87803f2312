//! The parts of a page around its Markdown: the title, links to media, lists of objectives and facts. They are data
//! that becomes blocks ([`parse`](super::parse)), never Markdown of ours.

/// A part of a page that isn't written in the page's Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Made {
    /// A heading of a level from 1, in plain text.
    Heading(u8, String),
    /// Words and links in one paragraph, parted by dots.
    Media(Vec<Medium>),
    /// A box titled "You will learn", with a list of sentences.
    Objectives(Vec<String>),
    /// A list of sentences.
    List(Vec<Sentence>),
}

/// A word about a lesson's media, or something to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Medium {
    /// Plain text.
    Word(String),
    /// A text and the address that it leads to.
    Link(&'static str, String),
}

/// A sentence of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sentence {
    /// As an author wrote it, with inline Markdown.
    Markdown(String),
    /// Plain text.
    Plain(String),
}

/// The parts around a page's Markdown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Around {
    /// Whether the page's Markdown begins with a title of its own, which `above` then stands below.
    pub(super) own_title: bool,
    /// Before the Markdown, or below its own title.
    pub(super) above: Vec<Made>,
    /// Behind the Markdown.
    pub(super) below: Vec<Made>,
}
