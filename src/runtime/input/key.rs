//! Keys as terminals send them: characters, the sequences of xterm and its kin, and kitty's keyboard protocol.

use crate::keymap::{Key, KeyCode};

/// The most bytes that a character takes.
const LONGEST: usize = 4;

/// The key that these bytes begin with, and how many they are; none while the rest of a character is to come. Bytes that
/// are no text are no key.
pub(super) fn typed(bytes: &[u8], is_all: bool) -> Option<(usize, Option<Key>)> {
    let first = *bytes.first()?;
    if first < 0x80 {
        return Some((1, Some(of_ascii(first))));
    }
    let few = bytes.get(..LONGEST.min(bytes.len()))?;
    let valid = match str::from_utf8(few) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() > 0 => {
            str::from_utf8(few.get(..error.valid_up_to())?).ok()?
        }
        Err(error) => {
            return match error.error_len() {
                None if !is_all => None,
                Some(length) => Some((length, None)),
                None => Some((few.len(), None)),
            };
        }
    };
    let character = valid.chars().next()?;
    // A control character of the second set is no key of anybody's.
    let key = (!character.is_control()).then(|| Key::new(KeyCode::Char(character)));
    Some((character.len_utf8(), key))
}

fn of_ascii(byte: u8) -> Key {
    let with_ctrl = |character: u8| Key::new(KeyCode::Char(character.into())).with_ctrl();
    match byte {
        b'\r' => Key::new(KeyCode::Enter),
        b'\t' => Key::new(KeyCode::Tab),
        0x1B => Key::new(KeyCode::Esc),
        0x7F => Key::new(KeyCode::Backspace),
        0 => with_ctrl(b' '),
        1..=0x1A => with_ctrl(byte - 1 + b'a'),
        // What terminals send for these digits.
        0x1C..=0x1F => with_ctrl(byte - 0x1C + b'4'),
        _ => Key::new(KeyCode::Char(byte.into())),
    }
}

/// The key behind `ESC O`.
pub(super) fn of_application(last: u8) -> Option<KeyCode> {
    match last {
        b'M' => Some(KeyCode::Enter),
        _ => of_letter(last),
    }
}

/// The key behind `ESC [ [`.
pub(super) fn of_console(last: u8) -> Option<KeyCode> {
    let number = last.checked_sub(b'A').filter(|number| *number < 5)?;
    Some(KeyCode::F(number + 1))
}

/// The key of a control sequence.
pub(super) fn of_sequence(parameters: &str, last: u8) -> Option<Key> {
    let mut fields = parameters.split(';');
    let (first, held) = (
        fields.next().unwrap_or_default(),
        fields.next().unwrap_or_default(),
    );
    let number = || first.split(':').next()?.parse::<u32>().ok();
    let code = match last {
        b'~' => of_number(number()?)?,
        b'u' => of_unicode(number()?)?,
        _ => of_letter(last)?,
    };
    with_held(Key::new(code), first, held)
}

fn of_letter(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'Z' => KeyCode::BackTab,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

fn of_number(number: u32) -> Option<KeyCode> {
    let function = |first: u32, key: u8| u8::try_from(number - first).map(|n| KeyCode::F(n + key));
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(11, 1).ok(),
        17..=21 => function(17, 6).ok(),
        23..=26 => function(23, 11).ok(),
        28..=29 => function(28, 15).ok(),
        31..=34 => function(31, 17).ok(),
        _ => None,
    }
}

/// The key of a code point (kitty's keyboard protocol); those of its own numbers mean nothing here.
fn of_unicode(number: u32) -> Option<KeyCode> {
    match number {
        9 => Some(KeyCode::Tab),
        13 | 57414 => Some(KeyCode::Enter),
        27 => Some(KeyCode::Esc),
        127 => Some(KeyCode::Backspace),
        57344..=63743 => None,
        _ => char::from_u32(number).map(KeyCode::Char),
    }
}

/// The key with what is held with it, a number and a bit mask above 1; none where it is let go. A terminal may say which
/// character Shift makes of it.
fn with_held(key: Key, code: &str, held: &str) -> Option<Key> {
    const RELEASE: &str = "3";
    let mut parts = held.split(':');
    let mask = parts.next().and_then(|mask| mask.parse::<u32>().ok());
    let mask = mask.unwrap_or(1).saturating_sub(1);
    if parts.next() == Some(RELEASE) {
        return None;
    }
    let shifted = code.split(':').nth(1).and_then(|code| code.parse().ok());
    let shifted = shifted.and_then(char::from_u32).map(KeyCode::Char);
    let mut key = match shifted {
        Some(code) if mask & 1 != 0 && mask & 4 == 0 => Key::new(code),
        _ if mask & 1 != 0 => key.with_shift(),
        _ => key,
    };
    if mask & 2 != 0 {
        key = key.with_alt();
    }
    if mask & 4 != 0 {
        key = key.with_ctrl();
    }
    Some(key)
}
