//! Puts text on the clipboard, through the terminal, so that it also works over SSH.

use std::io::{self, stdout};

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;

/// Sends the text to the terminal's clipboard (OSC 52), exactly as it is: it travels encoded, so that nothing in
/// it can act on the terminal.
pub(super) fn copy(text: &str) -> io::Result<()> {
    execute!(stdout(), CopyToClipboard::to_clipboard_from(text))
}
