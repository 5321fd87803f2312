//! Asks for a secret on the terminal, without echo.

use std::io::{self, IsTerminal, Write, stderr, stdin};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, read};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use super::output::Failure;
use crate::secrets::Secret;

/// The bytes that a secret may have. There is room for all of them at once: a text that grows leaves copies behind.
const ROOM: usize = 4096;

/// True where somebody can be asked.
pub(super) fn can_ask() -> bool {
    stdin().is_terminal()
}

/// Asks, and gives what was typed. Backspace and ctrl-u correct it.
///
/// # Errors
/// The person pressed ctrl-c, or the terminal can't be used.
pub(super) fn ask(question: &str) -> Result<Secret, Failure> {
    let typed = ask_without_echo(question);
    writeln!(stderr())?;
    typed?.ok_or_else(|| Failure::said("cancelled; nothing was changed"))
}

/// None where the person cancelled.
fn ask_without_echo(question: &str) -> io::Result<Option<Secret>> {
    // First the echo goes, then the question comes: some answer at once.
    enable_raw_mode()?;
    let _given_back = RawMode;
    write!(stderr(), "{question}")?;
    let mut typed = String::with_capacity(ROOM);
    let entered = loop {
        let key = match read() {
            Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => key,
            Ok(_) => continue,
            Err(error) => break Err(error),
        };
        match step(key, &mut typed) {
            Step::On => {}
            Step::Entered => break Ok(true),
            Step::Cancelled => break Ok(false),
        }
    };
    // Overwritten in any case.
    let secret = Secret::new(typed);
    Ok(entered?.then_some(secret))
}

/// The effect of a key press.
enum Step {
    On,
    Entered,
    Cancelled,
}

fn step(key: KeyEvent, typed: &mut String) -> Step {
    match (key.code, key.modifiers.contains(KeyModifiers::CONTROL)) {
        (KeyCode::Enter, _) | (KeyCode::Char('j' | 'm'), true) => return Step::Entered,
        (KeyCode::Char('c' | 'd'), true) | (KeyCode::Esc, _) => return Step::Cancelled,
        (KeyCode::Char('u'), true) => typed.clear(),
        (KeyCode::Backspace, _) => drop(typed.pop()),
        (KeyCode::Char(letter), false) if typed.len() + letter.len_utf8() <= ROOM => {
            typed.push(letter);
        }
        _ => {}
    }
    Step::On
}

/// Gives the terminal its echo back.
struct RawMode;

impl Drop for RawMode {
    fn drop(&mut self) {
        // A terminal that is gone needs none.
        let _gone = disable_raw_mode();
    }
}
