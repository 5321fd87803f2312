//! Messages: a key, the mouse, the passing of time, an answer.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::effect::CopiedTo;
use super::frame::geometry::{Area, Size};
use super::frame::notices::Notice;
use super::image::ImageMode;
use super::preview::Folder;
use super::request::Answer;
use super::study::clock::Millis;
use crate::keymap::Key;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// The program begins.
    Started,
    /// A key was pressed.
    Key(Key),
    /// The mouse did something at a cell.
    Mouse(Mouse),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resize(Size),
    /// Images are shown in this way from now on; none where they are not.
    Images(Option<ImageMode>),
    /// The terminal got or lost the focus.
    Focus(bool),
    /// Time went on to where the model wanted to look.
    Look,
    /// The program goes on after it was suspended.
    Resumed,
    /// The system asks the program to suspend.
    Suspend,
    /// The system asks the program to end.
    Hangup,
    /// A request was answered.
    Answered(Answer),
    /// Code was put on a clipboard.
    Copied {
        /// How many lines it has.
        lines: usize,
        /// The clipboard.
        to: CopiedTo,
    },
    /// Courses were added or updated, or another window did something in them.
    CoursesChanged,
    /// The system says that the network changed: it may be back.
    NetworkChanged,
    /// The store can't be written: what is done from now on is not kept.
    NothingIsKept,
    /// The folder of the preview was read.
    Previewed(Arc<Folder>),
    /// The editor ended; a notice says why, where it couldn't be used.
    Edited(Option<Notice>),
    /// The runtime has something to say.
    Told(Notice),
}

/// An event of the mouse at a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// Column from the left, from 0.
    pub column: u16,
    /// Row from the top, from 0.
    pub row: u16,
    /// The gesture.
    pub gesture: Gesture,
}

impl Mouse {
    /// True where the cell lies in the area.
    pub(super) fn is_in(self, area: Area) -> bool {
        area.contains(self.column, self.row)
    }

    /// The row of the area, from 0; none outside of it.
    pub(super) fn row_in(self, area: Area) -> Option<usize> {
        self.is_in(area).then(|| usize::from(self.row - area.y))
    }
}

/// A gesture of the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// The left button went down.
    Click,
    /// The mouse moved with the left button down.
    Drag,
    /// The wheel turned away from the person.
    WheelUp,
    /// The wheel turned towards the person.
    WheelDown,
}

/// The clocks at the moment of a message.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Env {
    /// The boot's monotonic clock.
    pub now: Millis,
    /// The wall clock with the learner's offset from UTC.
    pub local: DateTime<FixedOffset>,
}
