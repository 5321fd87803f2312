//! What a terminal says when it is asked for its version, told apart from what a person types.
//!
//! crossterm knows nothing of such an answer (`ESC P > | kitty(0.41.1) ESC \`) and takes it for keys: Alt-P, the
//! characters, Alt-\. So it is taken out of the keys, whenever it comes. What may be its beginning is held until
//! the next key decides, and given back where it was none: no key is lost.

use std::convert::Infallible;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tokio::sync::oneshot;
use tokio::sync::oneshot::error::TryRecvError;
use tokio::time::Instant;

/// Asks (xterm's control sequences, XTVERSION).
pub(super) const QUESTION: &str = "\x1b[>0q";

/// How an answer begins.
const START: &str = "\x1bP>|";

/// When a terminal that said nothing yet is taken for one that doesn't answer: no network takes longer there and back.
const TOO_LATE: Duration = Duration::from_secs(5);

/// A longer version is none, in bytes.
const LONGEST: usize = 80;

/// How far the answer is.
#[derive(Debug)]
pub(super) enum Answer {
    /// Nothing is expected: all keys are a person's.
    Settled,
    /// It may come.
    Expected {
        /// These events may be its beginning; without any, it may begin with the next one.
        held: Vec<Event>,
        /// Goes when the answer came.
        #[expect(dead_code, reason = "that it is gone says enough")]
        owed: oneshot::Sender<Infallible>,
    },
}

/// What came of an event.
#[derive(Debug, PartialEq)]
pub(super) enum Heard {
    /// These are a person's; none where the next event decides.
    Typed(Vec<Event>),
    /// The answer: what the terminal calls itself, with its version.
    Version(String),
}

/// What events are of an answer.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Beginning,
    Whole(String),
    None,
}

/// The answer, as long as the terminal owes it.
#[derive(Debug)]
pub(super) struct Owed {
    answer: oneshot::Receiver<Infallible>,
    until: Instant,
}

impl Owed {
    /// Whether it didn't come yet and may still be on its way.
    pub(super) fn is_due(&mut self, now: Instant) -> bool {
        now < self.until && self.answer.try_recv() == Err(TryRecvError::Empty)
    }
}

/// The answer to a question that is asked now.
pub(super) fn expected(now: Instant) -> (Answer, Owed) {
    let (owed, answer) = oneshot::channel();
    let (held, until) = (Vec::new(), now + TOO_LATE);
    (Answer::Expected { held, owed }, Owed { answer, until })
}

impl Answer {
    /// Takes an event, and says what is known now.
    pub(super) fn hear(&mut self, event: Event) -> Heard {
        let Answer::Expected { held, .. } = self else {
            return Heard::Typed(vec![event]);
        };
        if matches!(event, Event::Resize(..)) {
            // Not from the keyboard: it may come in the middle of an answer.
            return Heard::Typed(vec![event]);
        }
        held.push(event);
        match part(held) {
            Part::Beginning => Heard::Typed(Vec::new()),
            Part::Whole(version) => {
                *self = Answer::Settled;
                Heard::Version(version)
            }
            Part::None => {
                // What came last may be the beginning after all.
                let (before, last) = held.split_at(held.len() - 1);
                let none = if part(last) == Part::Beginning {
                    before.len()
                } else {
                    held.len()
                };
                Heard::Typed(held.drain(..none).collect())
            }
        }
    }
}

fn part(events: &[Event]) -> Part {
    let Some(text) = events.iter().map(written).collect::<Option<String>>() else {
        return Part::None;
    };
    let Some(rest) = text.strip_prefix(START) else {
        // An Esc alone waits for nothing.
        let begins = text.len() > 1 && START.starts_with(&text);
        return if begins { Part::Beginning } else { Part::None };
    };
    match rest.split_once('\x1b') {
        None if rest.len() <= LONGEST => Part::Beginning,
        Some((_, "")) => Part::Beginning,
        Some((version, "\\")) => Part::Whole(version.to_owned()),
        _ => Part::None,
    }
}

/// What a terminal wrote for crossterm to take for this event; none where it can't belong to an answer. An `ESC` at
/// the end of what could be read at once is an Esc by itself.
fn written(event: &Event) -> Option<String> {
    match *event {
        Event::Key(KeyEvent {
            code: KeyCode::Char(character),
            modifiers,
            ..
        }) => match modifiers - KeyModifiers::SHIFT {
            KeyModifiers::NONE => Some(character.to_string()),
            KeyModifiers::ALT => Some(format!("\x1b{character}")),
            _ => None,
        },
        Event::Key(KeyEvent {
            code: KeyCode::Esc,
            modifiers: KeyModifiers::NONE,
            ..
        }) => Some("\x1b".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    /// As crossterm reads these bytes all at once.
    fn events(text: &str) -> Vec<Event> {
        let mut events = Vec::new();
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            events.push(match (character, characters.as_str().chars().next()) {
                ('\x1b', None) => key(KeyCode::Esc, KeyModifiers::NONE),
                ('\x1b', Some(held)) => {
                    characters.next();
                    key(KeyCode::Char(held), KeyModifiers::ALT)
                }
                _ => key(KeyCode::Char(character), KeyModifiers::NONE),
            });
        }
        events
    }

    /// What was typed, and the version.
    fn heard(answer: &mut Answer, events: &[Event]) -> (Vec<Event>, Option<String>) {
        let (mut typed, mut version) = (Vec::new(), None);
        for event in events {
            match answer.hear(event.clone()) {
                Heard::Typed(events) => typed.extend(events),
                Heard::Version(text) => version = Some(text),
            }
        }
        (typed, version)
    }

    const ANSWER: &str = "\x1bP>|kitty(0.26.5)\x1b\\";

    #[test]
    fn the_answer_is_taken_out_of_what_is_typed() {
        let read = events(&format!("jj{ANSWER}kk\x1bPx"));
        let (typed, version) = heard(&mut expected(Instant::now()).0, &read);
        assert_eq!(typed, events("jjkk\x1bPx"));
        assert_eq!(version.as_deref(), Some("kitty(0.26.5)"));
    }

    #[test]
    fn an_answer_whose_end_is_read_in_two_pieces_is_taken_out_as_well() {
        let mut answer = expected(Instant::now()).0;
        let (first, second) = ANSWER.split_at(ANSWER.len() - 1);
        assert_eq!(heard(&mut answer, &events(first)), (Vec::new(), None));
        let (typed, version) = heard(&mut answer, &events(&format!("{second}jk")));
        assert_eq!((typed, version.is_some()), (events("jk"), true));
    }

    #[test]
    fn no_key_waits_longer_than_an_answer_could_come_of_it() {
        for none in ["\x1b", "\x1bPj", "\x1bP>j", "\x1bP>|x\x1bj"] {
            let read = events(none);
            assert_eq!(
                heard(&mut expected(Instant::now()).0, &read).0,
                read,
                "{none:?}"
            );
        }
        let resize = Event::Resize(80, 24);
        let mut answer = expected(Instant::now()).0;
        heard(&mut answer, &events("\x1bP>|"));
        assert_eq!(answer.hear(resize.clone()), Heard::Typed(vec![resize]));
    }

    #[test]
    fn an_answer_is_due_until_it_comes_or_none_can_be_expected_any_more() {
        let asked = Instant::now();
        let (mut answer, mut owed) = expected(asked);
        let soon = asked + TOO_LATE / 2;
        assert!(owed.is_due(soon));
        assert!(!owed.is_due(asked + TOO_LATE));
        heard(&mut answer, &events(ANSWER));
        assert!(!owed.is_due(soon));
    }

    #[test]
    fn who_asked_nothing_hears_nothing() {
        let read = events(ANSWER);
        assert_eq!(heard(&mut Answer::Settled, &read), (read.clone(), None));
    }

    /// Keys of a person, mostly such as an answer has too, but never its end.
    fn typed() -> impl Strategy<Value = Vec<Event>> {
        let one = prop_oneof![
            Just(key(KeyCode::Char('P'), KeyModifiers::ALT)),
            Just(key(KeyCode::Char('c'), KeyModifiers::CONTROL)),
            Just(key(KeyCode::Esc, KeyModifiers::NONE)),
            Just(key(KeyCode::Down, KeyModifiers::NONE)),
            Just(Event::FocusGained),
            proptest::sample::select(vec!['>', '|', 'P', 'j'])
                .prop_map(|typed| key(KeyCode::Char(typed), KeyModifiers::NONE)),
        ];
        let like_an_answer = Just(events("\x1bP>|kitty"));
        let few = prop_oneof![4 => one.prop_map(|key| vec![key]), 1 => like_an_answer];
        proptest::collection::vec(few, 0..150).prop_map(|typed| typed.concat())
    }

    proptest! {
        #[test]
        fn every_key_comes_out_in_its_order(before in typed(), after in typed(), answers: bool) {
            let answer = if answers { events(ANSWER) } else { Vec::new() };
            // A key that decides on those before it.
            let last = vec![key(KeyCode::Enter, KeyModifiers::NONE)];
            let read = [before.clone(), answer, after.clone(), last.clone()].concat();
            let (typed, version) = heard(&mut expected(Instant::now()).0, &read);
            prop_assert_eq!(typed, [before, after, last].concat());
            prop_assert_eq!(version.is_some(), answers);
        }
    }
}
