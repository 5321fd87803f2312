//! One key press, free of any terminal library, and its name in files: `ctrl-d`, `G`, `space`, `f1`.

use std::fmt;
use std::str::FromStr;

use crate::domain::diagnostic::closest;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those on the keys")]
pub enum KeyCode {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Insert,
    Home,
    End,
    PageUp,
    PageDown,
    Up,
    Down,
    Left,
    Right,
    /// A function key, from 1.
    F(u8),
}

/// Names of keys that aren't one character; the first name of a code is the canonical one.
const NAMES: &[(&str, KeyCode)] = &[
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("return", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("escape", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
];

/// The highest function key that terminals report.
const LAST_FUNCTION_KEY: u8 = 24;

/// A key press in its one normal form: `G` is the character `G` and never `shift-g`, `shift-tab` is `backtab`,
/// and a letter with ctrl is lower-case, however the terminal reports them.
///
/// ```
/// use lyceum::keymap::{Key, KeyCode};
/// let reported = Key::new(KeyCode::Char('g')).with_shift();
/// assert_eq!(reported, "G".parse::<Key>().unwrap());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
    shift: bool,
}

/// A text that names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not a key")]
pub struct UnknownKey {
    /// What was written.
    pub found: String,
    /// The name of a key that is close to it.
    pub meant: Option<String>,
}

impl Key {
    /// The key without modifiers.
    pub fn new(code: KeyCode) -> Key {
        Key {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// The key with Control held.
    pub fn with_ctrl(mut self) -> Key {
        self.ctrl = true;
        self.normal()
    }

    /// The key with Alt held.
    pub fn with_alt(mut self) -> Key {
        self.alt = true;
        self
    }

    /// The key with Shift held.
    pub fn with_shift(mut self) -> Key {
        self.shift = true;
        self.normal()
    }

    /// The key without Alt, where that is held.
    pub fn without_alt(self) -> Option<Key> {
        self.alt.then_some(Key { alt: false, ..self })
    }

    /// The key without its modifiers.
    pub fn code(self) -> KeyCode {
        self.code
    }

    /// The character that the key types, where it types one.
    pub fn text(self) -> Option<char> {
        match self.code {
            KeyCode::Char(character) if !self.ctrl && !self.alt => Some(character),
            _ => None,
        }
    }

    pub(super) fn modifiers(self) -> impl Iterator<Item = &'static str> {
        [
            (self.ctrl, "ctrl-"),
            (self.alt, "alt-"),
            (self.shift, "shift-"),
        ]
        .into_iter()
        .filter_map(|(held, name)| held.then_some(name))
    }

    fn normal(mut self) -> Key {
        match self.code {
            KeyCode::Tab | KeyCode::BackTab if self.shift => {
                self.code = KeyCode::BackTab;
                self.shift = false;
            }
            KeyCode::Char(character) if self.ctrl => {
                self.code = KeyCode::Char(character.to_ascii_lowercase());
            }
            KeyCode::Char(character) if self.shift => {
                self.code = KeyCode::Char(upper_case(character));
                self.shift = false;
            }
            _ => {}
        }
        self
    }
}

fn upper_case(character: char) -> char {
    let mut upper = character.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(single), None) => single,
        _ => character,
    }
}

impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut rest = text;
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        loop {
            let (held, name) = match rest.split_once('-') {
                Some(("ctrl", name)) => (&mut ctrl, name),
                Some(("alt", name)) => (&mut alt, name),
                Some(("shift", name)) => (&mut shift, name),
                _ => break,
            };
            *held = true;
            rest = name;
        }
        let code = code(rest).ok_or_else(|| UnknownKey {
            found: text.to_owned(),
            meant: closest(rest, NAMES.iter().map(|(name, _)| *name))
                .map(|name| format!("{}{name}", text.strip_suffix(rest).unwrap_or_default())),
        })?;
        let key = Key {
            code,
            ctrl,
            alt,
            shift,
        };
        Ok(key.normal())
    }
}

fn code(name: &str) -> Option<KeyCode> {
    let mut characters = name.chars();
    if let (Some(only), None) = (characters.next(), characters.next()) {
        return (!only.is_control()).then_some(KeyCode::Char(only));
    }
    if let Some(number) = name
        .strip_prefix('f')
        .and_then(|digits| digits.parse().ok())
    {
        return (1..=LAST_FUNCTION_KEY)
            .contains(&number)
            .then_some(KeyCode::F(number));
    }
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, code)| *code)
}

/// The name as files write it.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.modifiers().try_for_each(|name| f.write_str(name))?;
        let name = NAMES.iter().find(|(_, code)| *code == self.code);
        match (self.code, name) {
            (_, Some((name, _))) => f.write_str(name),
            (KeyCode::Char(character), _) => write!(f, "{character}"),
            (KeyCode::F(number), _) => write!(f, "f{number}"),
            _ => Ok(()),
        }
    }
}
