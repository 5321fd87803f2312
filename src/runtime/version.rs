//! What a terminal says when it is asked for its version, told apart from what a person types.
//!
//! crossterm knows nothing of such an answer (`ESC P > | kitty(0.41.1) ESC \`) and takes it for keys: Alt-P, the
//! characters, Alt-\. So it is taken out of the keys, whenever it comes; nothing waits for it.

use crossterm::event::{Event, KeyCode, KeyModifiers};

/// Asks (xterm's control sequences, XTVERSION).
pub(super) const QUESTION: &str = "\x1b[>0q";

/// A longer answer is none.
const LONGEST: usize = 80;

/// How far the answer is.
#[derive(Debug)]
pub(super) enum Answer {
    /// Nothing is expected: all keys are a person's.
    Settled,
    /// It may begin with the next key.
    Expected,
    /// These characters of it came.
    Coming(String),
}

/// What an event is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// Nothing of the answer.
    Other,
    /// A part of the answer.
    Part,
    /// Its end: what the terminal calls itself, with its version.
    Version(String),
}

impl Answer {
    /// Takes the event where it belongs to the answer.
    pub(super) fn hear(&mut self, event: &Event) -> Heard {
        let Event::Key(key) = event else {
            return Heard::Other;
        };
        let KeyCode::Char(character) = key.code else {
            return Heard::Other;
        };
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match self {
            Answer::Expected if alt && character == 'P' => {
                *self = Answer::Coming(String::new());
                Heard::Part
            }
            Answer::Coming(text) if alt && character == '\\' => {
                let version = text.trim_start_matches(['>', '|']).to_owned();
                *self = Answer::Settled;
                Heard::Version(version)
            }
            Answer::Coming(text) if is_next(text, character) => {
                text.push(character);
                Heard::Part
            }
            Answer::Coming(_) => {
                *self = Answer::Settled;
                Heard::Other
            }
            Answer::Settled | Answer::Expected => Heard::Other,
        }
    }
}

fn is_next(text: &str, character: char) -> bool {
    match text.len() {
        0 => character == '>',
        1 => character == '|',
        length => length < LONGEST,
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyEvent;

    use super::*;

    fn key(character: char, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(character), modifiers))
    }

    /// As crossterm reads these bytes.
    fn events(text: &str) -> Vec<Event> {
        let mut events = Vec::new();
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            let event = match character {
                '\x1b' => characters.next().map(|held| key(held, KeyModifiers::ALT)),
                typed => Some(key(typed, KeyModifiers::NONE)),
            };
            events.extend(event);
        }
        events
    }

    /// What was typed, and the version.
    fn heard(answer: &mut Answer, text: &str) -> (String, Option<String>) {
        let (mut typed, mut version) = (String::new(), None);
        for event in events(text) {
            match answer.hear(&event) {
                Heard::Part => {}
                Heard::Version(text) => version = Some(text),
                Heard::Other => {
                    if let Event::Key(key) = event {
                        typed.extend(key.code.as_char());
                    }
                }
            }
        }
        (typed, version)
    }

    #[test]
    fn the_answer_is_taken_out_of_what_is_typed() {
        let mut answer = Answer::Expected;
        let typed = heard(&mut answer, "jj\x1bP>|kitty(0.26.5)\x1b\\kk\x1bPx");
        assert_eq!(
            typed,
            ("jjkkPx".to_owned(), Some("kitty(0.26.5)".to_owned()))
        );
    }

    #[test]
    fn keys_that_begin_like_an_answer_are_given_back() {
        for typed in ["\x1bPjk", "\x1bP>jk"] {
            let mut answer = Answer::Expected;
            assert_eq!(heard(&mut answer, typed), ("jk".to_owned(), None));
        }
        let endless = format!("\x1bP>|{}", "x".repeat(200));
        let (typed, version) = heard(&mut Answer::Expected, &endless);
        assert!(typed.len() > 100 && version.is_none(), "{typed}");
    }

    #[test]
    fn who_asked_nothing_hears_nothing() {
        let typed = heard(&mut Answer::Settled, "\x1bP>|kitty(0.41.1)\x1b\\");
        assert_eq!(typed, ("P>|kitty(0.41.1)\\".to_owned(), None));
    }
}
