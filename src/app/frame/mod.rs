//! What stands around the panes: where everything is, the top and the bottom line, what is said, which keys apply.

pub mod footer;
pub mod geometry;
pub mod header;
mod layers;
pub mod notices;
