//! Markdown becomes blocks, and blocks become lines of one width. No terminal library.
//!
//! A [`Document`] is a parsed lesson: immutable, shared, answering questions about headings, links, words and
//! code without layout. A [`Layout`] gives its lines at one width, laid out only where somebody looks.
//!
//! # From text to screen
//!
//! A lesson is parsed once, off the loop. A long one is parsed in sections that begin at headings
//! (`parse/sections.rs`), so that it costs little more memory than its blocks; the blocks are those of a parse of the
//! whole. A very long one is shown before it is parsed: the sections around the place are a document of their own
//! (`excerpt.rs`), and the whole takes its place when it is ready.
//!
//! A place is (block, line), not a row, so that a resize or another day finds the same paragraph. In a lesson that is
//! edited while it is read, places go with their lines (`edit.rs`). The title, media and objectives above the text are
//! data (`around.rs`) that becomes blocks without a place in the source.
//!
//! Text is sanitized when it becomes a piece of a block: after parsing, because the parser decodes entities. Code is
//! coloured near the viewport, after the text is shown.

mod block;
mod code_block;
mod course_page;
mod digest;
mod document;
mod edit;
mod first_look;
mod front_matter;
mod hidden_code;
pub mod highlight;
pub mod html;
mod language;
mod layout;
mod link;
pub mod math;
mod page_parts;
mod parse;
mod passage;
pub mod plain;
pub mod quiz;
mod reading;
mod reading_text;
pub(crate) mod scripts;
mod search;
mod slug;
mod source;
pub mod style;
mod title;
mod width;
pub mod words;

pub use crate::domain::display_width;
pub use block::Alert;
pub use code_block::{BareFence, CodeBlock};
pub use course_page::{course_page, titled_course_page};
pub use document::{Document, Heading, Place};
pub use edit::Edit;
pub use first_look::Opening;
pub use front_matter::{Above, FrontMatter};
pub use hidden_code::HiddenLines;
pub use highlight::Highlight;
pub(crate) use layout::wrap::wrap;
pub use layout::{
    Canvas, CellSize, CodeWrap, Dress, ImageRow, Layout, LayoutOptions, Line, MIN_WIDTH, Run,
    StickyHeader, TableForm, Words,
};
pub use link::{Image, ImageFile, Link, Target};
pub(crate) use parse::is_box;
pub use reading_text::one_line;
pub use search::{MAX_MATCHES, Match};
pub use slug::Anchors;
pub use source::Source;
pub use style::{Role, TextStyle};
pub use title::{Answers, headed, headed_as};
pub use width::{truncated, truncated_start};
