//! Pieces that several screens and overlays are made of.

pub(super) mod bar;
pub(super) mod details;
pub(super) mod headings;
pub(super) mod input_line;
pub(super) mod mark;
pub(super) mod markdown;
pub(super) mod outline;
pub(super) mod text;
pub(super) mod two_rows;
