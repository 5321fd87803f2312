//! Markdown becomes blocks, and blocks become lines of one width. No terminal library.

pub mod style;

pub use style::{Role, TextStyle};
