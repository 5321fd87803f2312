//! Input from the terminal, as messages: keys, the mouse, pastes, the focus. There is one reader of its bytes, and it
//! is ours.
//!
//! crossterm's takes a sequence that comes in two reads for an Esc and letters, loses an Esc that comes together with a
//! letter, cuts a paste at what was read of it, and never ends where the terminal is gone (crossterm#793). Until it has
//! an input that waits, we read by ourselves.

mod decode;
mod escape;
mod key;
mod lent;
mod mouse;
mod reader;

pub(super) use lent::Lender;
pub(super) use reader::listen;

use crate::app::Msg;

/// A decoded piece of the terminal's input.
#[derive(Debug, Clone, PartialEq)]
enum Heard {
    /// A person did something.
    Msg(Msg),
    /// The terminal answers what it is, with its version.
    Version(String),
}
