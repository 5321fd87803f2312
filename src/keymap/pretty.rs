//! Keys as the screen shows them: short, with the signs that stand on the keys themselves.

use super::key::{Key, KeyCode};
use super::sequence::KeySequence;

impl Key {
    /// The key for the footer and the help: `↵`, `↑`, `space`, `^d`.
    pub fn pretty(self) -> String {
        let ctrl_letter = self.to_string().strip_prefix("ctrl-").map(str::to_owned);
        match (ctrl_letter, sign(self.code())) {
            (Some(letter), None) if letter.chars().count() == 1 => format!("^{letter}"),
            (_, Some(sign)) => self.modifiers().collect::<String>() + sign,
            (_, None) => self.to_string(),
        }
    }
}

impl KeySequence {
    /// The keys for the footer and the help, without a gap between letters: `gg`.
    pub fn pretty(&self) -> String {
        let keys: Vec<String> = self.keys().iter().map(|key| key.pretty()).collect();
        let letters_only = keys.iter().all(|key| key.chars().count() == 1);
        keys.join(if letters_only { "" } else { " " })
    }
}

fn sign(code: KeyCode) -> Option<&'static str> {
    Some(match code {
        KeyCode::Enter => "↵",
        KeyCode::Tab => "⇥",
        KeyCode::BackTab => "⇤",
        KeyCode::Up => "↑",
        KeyCode::Down => "↓",
        KeyCode::Left => "←",
        KeyCode::Right => "→",
        KeyCode::PageUp => "PgUp",
        KeyCode::PageDown => "PgDn",
        KeyCode::Backspace => "⌫",
        KeyCode::Delete => "del",
        _ => return None,
    })
}
