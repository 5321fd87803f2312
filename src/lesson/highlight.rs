//! The colours of code: which role each stretch of a line has.

use super::style::Role;

/// The colours of a code block, line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Highlight {
    lines: Vec<Vec<Paint>>,
}

/// A stretch of a line with one role: from the end of the one before to `end`, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    /// Where it ends.
    pub end: u32,
    /// What it is.
    pub role: Role,
}

impl Highlight {
    /// The stretches of a line; none where there are no colours.
    pub fn line(&self, number: usize) -> &[Paint] {
        self.lines.get(number).map_or(&[], Vec::as_slice)
    }
}
