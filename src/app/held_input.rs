//! Holds input until the screen that it is meant for is there.

use super::msg::Mouse;
use crate::keymap::{Action, Key};

/// Something typed or clicked that waits for its turn.
#[derive(Debug, Clone, PartialEq)]
pub enum HeldInput {
    /// An action, with the number that was typed before it.
    Action(Action, Option<usize>),
    /// A key, whose meaning depends on what came before it.
    Key(Key),
    /// The mouse.
    Mouse(Mouse),
    /// A text that was pasted.
    Paste(String),
}
