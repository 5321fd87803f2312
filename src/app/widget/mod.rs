//! Pieces that several screens and overlays are made of. They know nothing of the program around them.

pub(super) mod filter;
pub(super) mod fuzzy;
pub mod input_line;
pub mod list;
pub(super) mod movement;
pub mod outline;
pub mod scroll_bar;
pub mod sheet;
mod sideways;
pub mod text_view;
