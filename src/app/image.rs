//! Images of lessons, as far as the model knows them: what terminals can show, and a handle for each that was made.
//! Their pixels, and what a terminal is told of them, are in the runtime.

use crate::lesson::{CellSize, ImageRow};

/// How images are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageMode {
    /// The terminal's graphics.
    pub protocol: Protocol,
    /// The terminal's cells.
    pub cell: CellSize,
}

/// A terminal's graphics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// Two pixels a cell: every terminal with colours.
    HalfBlocks,
    /// kitty's graphics, placed by characters.
    Kitty,
    /// DEC's sixels.
    Sixel,
    /// iTerm2's inline files.
    Iterm2,
}

/// A size in cells of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grid {
    /// From left to right.
    pub columns: u16,
    /// From top to bottom.
    pub rows: u16,
}

impl Grid {
    /// The cells of a part of a layout.
    pub fn of(row: &ImageRow) -> Grid {
        Grid {
            columns: row.columns,
            rows: row.rows,
        }
    }
}

/// The handle of an image that is ready to be drawn; no other of the same run has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RenderingId(pub u32);

/// Why an image can't be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unshown {
    /// The course no longer has its file.
    Gone,
    /// The store could not be read.
    Unread,
    /// It takes more memory than an image may.
    TooLarge,
    /// Its file can't be decoded.
    Damaged,
}
