//! The bytes that a frame sends to the terminal, and what it knows by then of cursor and colours.

use ratatui::layout::Position;

use super::grapheme::Kind;
use super::pen::{Pen, push_number};
use super::row::Writing;

const CLEAR_REST: &str = "\x1b[K";

/// The output pending for a frame.
#[derive(Default)]
pub(super) struct Frame {
    pub(super) bytes: String,
    pub(super) pen: Pen,
    /// Where the cursor stands, as far as that is known.
    pub(super) cursor: Option<Position>,
}

/// Nothing that is shown moves the cursor. In UTF-8 the control characters of the second set begin with `C2`.
fn is_harmless(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte >= b' ' && !matches!(byte, 0x7F | 0xC2))
}

impl Frame {
    pub(super) fn write(&mut self, writing: &Writing<'_>, columns: u16) {
        self.move_to(writing.at);
        if writing.kind.is_disputed() {
            self.pen.take(writing.rest, None, &mut self.bytes);
            self.bytes.extend((0..writing.width()).map(|_| ' '));
            self.cursor = None;
            self.move_to(writing.at);
        }
        for (cell, address) in writing.signs() {
            self.pen.take(cell, address, &mut self.bytes);
            let text = cell.symbol();
            if writing.kind == Kind::Commands || is_harmless(text) {
                self.bytes.push_str(text);
            } else {
                self.bytes.extend(text.chars().filter(|c| !c.is_control()));
            }
        }
        let behind = writing.behind(columns);
        self.cursor = behind.filter(|_| writing.kind == Kind::Agreed);
        if let Some(behind) = behind.filter(|_| writing.clears_rest) {
            // Text that is written over half a sign moves the row in mlterm.
            self.move_to(behind);
            self.bytes.push_str(CLEAR_REST);
            self.cursor = Some(behind);
        }
    }

    fn move_to(&mut self, at: Position) {
        if self.cursor != Some(at) {
            push_move(&mut self.bytes, at);
        }
    }
}

/// Puts the cursor there.
pub(super) fn push_move(bytes: &mut String, at: Position) {
    bytes.push_str("\x1b[");
    push_number(bytes, at.y + 1);
    bytes.push(';');
    push_number(bytes, at.x + 1);
    bytes.push('H');
}
