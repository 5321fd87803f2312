//! Effects: everything that update asks of the world, as plain data.

use std::path::PathBuf;

use super::request::{Request, RequestId};

/// Something that the runtime carries out.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Carry out a request; its answer comes back as a message. Writes happen in the order in which they are asked
    /// for.
    Start(Request),
    /// Stop a request whose answer nobody wants any more.
    Cancel(RequestId),
    /// Hand the terminal back and stop until the shell continues the program.
    Suspend,
    /// Clear the screen and draw all of it.
    Redraw,
    /// Leave, once everything asked for before is written down.
    Quit,
    /// Put code on the clipboard; a message says where it went.
    Copy {
        /// The code.
        text: String,
    },
    /// Open an address outside; the learner was asked.
    OpenOutside(String),
    /// Open a file in the editor; a message says that it ended.
    Edit(FilePlace),
    /// Draw with the theme of that name, once it is read.
    UseTheme(String),
    /// Show images in the way that the setting of that name asks for; a message says how that is.
    UseImages(String),
    /// Use the mouse, or leave it to the terminal.
    UseMouse(bool),
    /// Put a line into the log file.
    Trace(String),
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePlace {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
}

/// Where a text was copied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopiedTo {
    /// The system's clipboard, and the terminal's as far as it has one.
    System,
    /// The terminal's alone: it doesn't say whether it has one.
    Terminal,
}
