//! Decodes the bytes after an Esc: a control sequence, an answer of the terminal, a key with Alt, or nothing of it.

use super::Heard;
use super::{key, mouse};
use crate::app::Msg;
use crate::keymap::{Key, KeyCode};

const ESC: u8 = 0x1B;

/// No sequence is longer, in bytes.
const LONGEST: usize = 4096;

/// How an answer about the version begins, behind its Esc (xterm's control sequences, XTVERSION).
const VERSION: &[u8] = b"P>|";

/// The result of decoding bytes.
#[derive(Debug)]
pub(super) enum Step {
    /// So many bytes say this, or nothing that concerns us.
    Said(usize, Option<Heard>),
    /// So many bytes begin a paste.
    Paste(usize),
    /// More must come first.
    Wait,
}

impl Step {
    pub(super) fn key(length: usize, key: Key) -> Step {
        Step::Said(length, Some(Heard::Msg(Msg::Key(key))))
    }

    /// The same with one more byte before it.
    fn behind_one(self) -> Step {
        match self {
            Step::Said(length, said) => Step::Said(length + 1, said),
            Step::Paste(length) => Step::Paste(length + 1),
            Step::Wait => Step::Wait,
        }
    }
}

/// Decodes an Esc followed by these bytes. `is_all`: no more will come.
pub(super) fn step(bytes: &[u8], is_all: bool) -> Step {
    match bytes {
        [] if is_all => Step::key(1, Key::new(KeyCode::Esc)),
        [] => Step::Wait,
        [ESC, rest @ ..] => twice(rest, is_all),
        _ => behind(bytes, is_all).behind_one(),
    }
}

/// An Esc before a sequence is Alt held, in some terminals; before anything else it is an Esc.
fn twice(rest: &[u8], is_all: bool) -> Step {
    let alone = Step::key(1, Key::new(KeyCode::Esc));
    match rest {
        [] if !is_all => Step::Wait,
        [b'[' | b'O', ..] => match step(rest, is_all) {
            Step::Wait => Step::Wait,
            Step::Said(length, Some(Heard::Msg(Msg::Key(key)))) if length > 2 => {
                Step::key(length + 1, key.with_alt())
            }
            _ => alone,
        },
        _ => alone,
    }
}

fn behind(bytes: &[u8], is_all: bool) -> Step {
    match bytes {
        [b'[' | b'O' | b'P' | b']' | b'_'] if !is_all => Step::Wait,
        [b'[', rest @ ..] if !rest.is_empty() => {
            control(rest, is_all).map_or_else(|| with_alt(bytes, is_all), Step::behind_one)
        }
        [b'O', end, ..] => match key::of_application(*end) {
            Some(code) => Step::key(2, Key::new(code)),
            None => with_alt(bytes, is_all),
        },
        [b'P', b'>' | b'!' | b'0'..=b'9', ..] | [b']', b'0'..=b'9', ..] | [b'_', b'G', ..] => {
            answer(bytes, is_all)
        }
        _ => with_alt(bytes, is_all),
    }
}

/// Alt held with what follows.
fn with_alt(bytes: &[u8], is_all: bool) -> Step {
    match key::typed(bytes, is_all) {
        Some((length, Some(key))) => Step::key(length, key.with_alt()),
        Some((length, None)) => Step::Said(length, None),
        None => Step::Wait,
    }
}

/// A control sequence without its beginning (ECMA-48, CSI); none where it isn't one.
fn control(bytes: &[u8], is_all: bool) -> Option<Step> {
    let unfinished = if is_all || bytes.len() > LONGEST {
        Step::Said(bytes.len(), None)
    } else {
        Step::Wait
    };
    match bytes {
        // The function keys of Linux's console.
        [b'[', end, ..] => return Some(said(2, key::of_console(*end))),
        [b'['] => return Some(unfinished),
        [b'M', button, column, row, ..] => {
            let told = mouse::of_bytes([*button, *column, *row]);
            return Some(Step::Said(
                4,
                told.map(|mouse| Heard::Msg(Msg::Mouse(mouse))),
            ));
        }
        [b'M', ..] => return Some(unfinished),
        _ => {}
    }
    let is_inside = |byte: &u8| (0x20..=0x3F).contains(byte);
    let Some(end) = bytes.iter().position(|byte| !is_inside(byte)) else {
        return Some(unfinished);
    };
    let parameters = bytes
        .get(..end)
        .and_then(|text| str::from_utf8(text).ok())?;
    match *bytes.get(end)? {
        b'~' if parameters == "200" => Some(Step::Paste(end + 1)),
        last @ 0x40..=0x7E => Some(Step::Said(end + 1, meaning(parameters, last))),
        _ if end == 0 => None,
        _ => Some(Step::Said(end, None)),
    }
}

fn said(length: usize, code: Option<KeyCode>) -> Step {
    Step::Said(
        length,
        code.map(|code| Heard::Msg(Msg::Key(Key::new(code)))),
    )
}

fn meaning(parameters: &str, last: u8) -> Option<Heard> {
    match (parameters, last) {
        ("", b'I') => Some(Heard::Msg(Msg::Focus(true))),
        ("", b'O') => Some(Heard::Msg(Msg::Focus(false))),
        (_, b'M' | b'm') => mouse::of_numbers(parameters, last).map(|m| Heard::Msg(Msg::Mouse(m))),
        _ => key::of_sequence(parameters, last).map(|key| Heard::Msg(Msg::Key(key))),
    }
}

/// A string that terminals send and nobody types: an answer to a question (ECMA-48: DCS, OSC, APC). The one about the
/// version is ours, others were asked by a program before us.
fn answer(bytes: &[u8], is_all: bool) -> Step {
    const BELL: u8 = 0x07;
    let end = bytes.iter().position(|byte| matches!(*byte, ESC | BELL));
    let ended = |end: usize, behind: usize| {
        let version = bytes.get(..end).and_then(|text| text.strip_prefix(VERSION));
        let version = version.map(|text| String::from_utf8_lossy(text).into_owned());
        Step::Said(behind, version.map(Heard::Version))
    };
    let Some(end) = end else {
        return match bytes.len() {
            // So little may be typed.
            ..=2 if is_all => with_alt(bytes, is_all),
            length if is_all || length > LONGEST => Step::Said(length, None),
            _ => Step::Wait,
        };
    };
    match bytes.get(end..).unwrap_or_default() {
        [BELL, ..] => ended(end, end + 1),
        [ESC, b'\\', ..] => ended(end, end + 2),
        [ESC] if !is_all => Step::Wait,
        // Something else begins: this one was broken off.
        _ => Step::Said(end, None),
    }
}
