//! The count before a movement, such as the 3 of `3j`, and the keys of a sequence that was begun.

use crate::keymap::Key;

/// The largest number before a movement.
const MOST_TIMES: usize = 999;

/// Keys that wait for those after them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Typed {
    /// A sequence that was begun.
    pub(super) keys: Vec<Key>,
    /// The number before the next movement, where digits were typed.
    pub count: Option<usize>,
}

impl Typed {
    pub(super) fn add_digit(&mut self, key: Key) {
        let digit = key.text().and_then(|digit| digit.to_digit(10));
        let digit = digit.and_then(|digit| usize::try_from(digit).ok());
        let count = self.count.unwrap_or(0) * 10 + digit.unwrap_or(0);
        self.count = (count > 0).then_some(count.min(MOST_TIMES));
    }

    pub(super) fn forget_sequence(&mut self) {
        self.keys.clear();
    }

    /// Forgets all that was typed so far.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}
