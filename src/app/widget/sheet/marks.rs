//! The marks before the choices of a question: its letter, whether it was chosen, whether that is right.

use std::collections::BTreeMap;

use super::answering::UNPAIRED;
use super::spots::Spot;
use crate::domain::quiz::{Answer, Ending, Form, Graded, Key};
use crate::lesson::quiz::Asked;
use crate::lesson::{Role, Words};

/// The state of a part of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Open,
    Taken,
    Right,
    Wrong,
    /// Right, but not taken.
    Missed,
}

impl State {
    pub(super) fn role(self) -> Role {
        match self {
            State::Open => Role::ListMarker,
            State::Taken => Role::Important,
            State::Right | State::Missed => Role::Tip,
            State::Wrong => Role::Caution,
        }
    }
}

/// The marks before the choices of a question.
pub(super) struct Marks<'a> {
    pub(super) asked: &'a Asked,
    pub(super) spot: &'a Spot,
    pub(super) answer: Option<&'a Answer>,
    pub(super) graded: Option<&'a Graded>,
    /// The item in focus; none where the question isn't.
    pub(super) at: Option<usize>,
}

impl Marks<'_> {
    pub(super) fn put(&self, marks: &mut BTreeMap<usize, Words>) {
        for (place, choice) in self.spot.order.iter().enumerate() {
            if let Some(block) = self.spot.choices.get(usize::from(*choice)) {
                marks.insert(*block, self.mark(place, *choice));
            }
        }
        for (place, partner) in self.spot.partner_order.iter().enumerate() {
            if let Some(block) = self.spot.partners.get(usize::from(*partner)) {
                marks.insert(*block, Words::new(format!("{} ", letter(place)), Role::Key));
            }
        }
    }

    fn mark(&self, place: usize, choice: u16) -> Words {
        let at = usize::from(choice);
        let part = self.part(at);
        match (self.asked.question.form, self.answer) {
            (Form::Pairs, answer) => self.pair_mark(at, answer, part),
            (Form::Order, answer) => self.order_mark(place, choice, answer, part),
            (Form::Program, answer) => {
                let taken = matches!(
                    (answer, choice),
                    (Some(Answer::Prints(_)), 0) | (Some(Answer::Fails(_)), 1)
                );
                let right = match &self.asked.question.key {
                    Some(Key::Program(ending)) => self
                        .graded
                        .map(|_| matches!(ending, Ending::Prints(_)) == (choice == 0)),
                    _ => None,
                };
                choice_mark(place, taken, right, ['○', '●'])
            }
            (form, answer) => {
                let taken =
                    matches!(answer, Some(Answer::Choices(taken)) if taken.contains(&choice));
                let signs = match form {
                    Form::Several => ['□', '■'],
                    _ => ['○', '●'],
                };
                choice_mark(place, taken, part.map(|part| part == taken), signs)
            }
        }
    }

    /// Whether a part of the answer is right, where that is told.
    fn part(&self, at: usize) -> Option<bool> {
        let parts = &self.graded?.parts;
        match parts.is_empty() {
            true => None,
            false => Some(parts.get(at).copied().unwrap_or_default()),
        }
    }

    fn pair_mark(&self, at: usize, answer: Option<&Answer>, part: Option<bool>) -> Words {
        let letter_of = |partner: u16| {
            let place = self
                .spot
                .partner_order
                .iter()
                .position(|one| *one == partner);
            place.map_or(' ', letter)
        };
        let pair = match answer {
            Some(Answer::Pairs(pairs)) => pairs.get(at).copied().filter(|pair| *pair != UNPAIRED),
            _ => None,
        };
        let given = pair.map_or('·', letter_of);
        let right = u16::try_from(at).map_or(' ', letter_of);
        let here = if self.at == Some(at) && self.graded.is_none() {
            '▸'
        } else {
            ' '
        };
        match part {
            Some(true) => Words::new(format!("✓ {given}   "), State::Right.role()),
            Some(false) => Words::new(format!("✗ {given}→{right} "), State::Wrong.role()),
            None => Words::new(
                format!("{here} {given}   "),
                if pair.is_some() {
                    State::Taken
                } else {
                    State::Open
                }
                .role(),
            ),
        }
    }

    fn order_mark(
        &self,
        place: usize,
        choice: u16,
        answer: Option<&Answer>,
        part: Option<bool>,
    ) -> Words {
        let given = match answer {
            Some(Answer::Order(taken)) => taken.iter().position(|one| *one == choice),
            _ => None,
        };
        let number = |place: Option<usize>| {
            place.map_or_else(|| "·".to_owned(), |place| (place + 1).to_string())
        };
        let right = Some(usize::from(choice));
        match part {
            Some(_) if given == right => {
                Words::new(format!("✓ {:>2}    ", number(given)), State::Right.role())
            }
            Some(_) => Words::new(
                format!("✗ {:>2}→{:<2} ", number(given), number(right)),
                State::Wrong.role(),
            ),
            None => {
                let state = if given.is_some() {
                    State::Taken
                } else {
                    State::Open
                };
                Words::new(
                    format!("{} {:>2}    ", letter(place), number(given)),
                    state.role(),
                )
            }
        }
    }
}

/// The mark of a choice; `right` says whether it should be taken, once that is told.
fn choice_mark(place: usize, taken: bool, right: Option<bool>, [open, full]: [char; 2]) -> Words {
    let sign = if taken { full } else { open };
    let (lead, state) = match (right, taken) {
        (None, true) => (letter(place), State::Taken),
        (None, false) => (letter(place), State::Open),
        (Some(true), true) => ('✓', State::Right),
        (Some(true), false) => ('✓', State::Missed),
        (Some(false), true) => ('✗', State::Wrong),
        (Some(false), false) => (' ', State::Open),
    };
    Words::new(format!("{lead} {sign} "), state.role())
}

fn letter(place: usize) -> char {
    let letters = 'a'..='z';
    letters.into_iter().nth(place).unwrap_or('·')
}
