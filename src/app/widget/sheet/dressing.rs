//! The dress of a sheet: what is hidden until it is answered, what was chosen, how it came out.

use std::collections::BTreeMap;
use std::ops::Range;

use super::answering::UNPAIRED;
use super::{Asked, Quiz, Sheet, Spot};
use crate::app::shared::Shared;
use crate::app::widget::input_line::CARET;
use crate::domain::quiz::{Answer, Ending, Graded, Key, Score};
use crate::keymap::{Action, Layer};
use crate::lesson::quiz::BLANK;
use crate::lesson::{Dress, Role, TextStyle, Words};

/// The keys that a sheet names, as a person reads them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    /// Hands in, goes on.
    pub submit: String,
    /// Shows a hint.
    pub hint: String,
    /// Asks again what was missed; none where nothing is asked again, and no result is said.
    pub retry: Option<String>,
}

impl Keys {
    /// The keys as they are bound, while a blank is filled in or not.
    pub(in crate::app) fn of(shared: &Shared, is_typing: bool) -> Keys {
        let layer = if is_typing {
            Layer::Blank
        } else {
            Layer::Answering
        };
        let key = |action| shared.key_of(action, &[layer]).unwrap_or_default();
        Keys {
            submit: key(Action::HandIn),
            hint: key(Action::Hint),
            retry: shared.key_of(Action::Retry, &[Layer::Answering]),
        }
    }
}

/// How a part of an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Taken,
    Right,
    Wrong,
    /// Right, but not taken.
    Missed,
}

impl State {
    fn role(self) -> Role {
        match self {
            State::Open => Role::ListMarker,
            State::Taken => Role::Important,
            State::Right | State::Missed => Role::Tip,
            State::Wrong => Role::Caution,
        }
    }
}

impl Sheet {
    /// What is put on the text now.
    pub fn dress(&self, keys: &Keys) -> Dress {
        let mut dress = Dress::default();
        let mut question = 0;
        for quiz in self.quizzes() {
            for asked in &quiz.questions {
                if let Some(spot) = self.spots.get(question) {
                    self.dress_question(question, asked, spot, keys, &mut dress);
                }
                question += 1;
            }
            self.dress_end(quiz, question, keys, &mut dress);
        }
        for task in &self.tasks {
            dress.marks.insert(task.block, task_mark(task.done));
        }
        dress.hidden = merged(std::mem::take(&mut dress.hidden));
        dress
    }

    fn dress_question(
        &self,
        question: usize,
        asked: &Asked,
        spot: &Spot,
        keys: &Keys,
        dress: &mut Dress,
    ) {
        let graded = self.round.graded(&asked.question);
        let answer = self.round.answer(&asked.question);
        let hints = self.hints.get(&question).copied().unwrap_or_default();
        dress.hidden.extend(spot.hints.iter().skip(hints).cloned());
        if !self.is_revealed(question) {
            dress.hidden.extend(spot.explanation.iter().cloned());
        }
        for (feedback, choice) in spot.feedback.iter().zip(0u16..) {
            let is_said = graded.is_some()
                && matches!(answer, Some(Answer::Choices(taken)) if taken.contains(&choice));
            if !is_said {
                dress.hidden.extend(feedback.iter().cloned());
            }
        }
        let at = self
            .focus
            .as_ref()
            .filter(|focus| focus.question == question)
            .map(|focus| focus.at);
        let marks = Marks {
            asked,
            spot,
            answer,
            graded: graded.as_ref(),
            at,
        };
        marks.put(&mut dress.marks);
        self.fill(asked, answer, graded.as_ref(), at, dress);
        let mut said = Vec::new();
        if let Some(graded) = &graded {
            said.push(verdict(asked, graded));
        }
        if at.is_some() {
            said.extend(self.offers(question, asked, graded.is_some(), keys));
        }
        if !said.is_empty() {
            dress.below.entry(spot.verdict).or_default().extend(said);
        }
    }

    /// Puts what was typed into the blanks.
    fn fill(
        &self,
        asked: &Asked,
        answer: Option<&Answer>,
        graded: Option<&Graded>,
        at: Option<usize>,
        dress: &mut Dress,
    ) {
        let is_typing = at.is_some() && self.is_typing();
        for (number, blank) in asked.blanks.iter().enumerate() {
            let (text, is_here) = match (&asked.question.key, answer) {
                (Key::Blanks(_), Some(Answer::Blanks(texts))) => (
                    texts.get(number).map(String::as_str).unwrap_or_default(),
                    at == Some(number),
                ),
                (Key::Blanks(_), _) => ("", at == Some(number)),
                (_, Some(Answer::Prints(text))) => {
                    (if number == 0 { text.as_str() } else { "" }, number == 0)
                }
                (_, Some(Answer::Fails(text))) => {
                    (if number == 1 { text.as_str() } else { "" }, number == 1)
                }
                _ => ("", false),
            };
            let (text, role) = match graded {
                Some(graded) => {
                    let part = if matches!(asked.question.key, Key::Blanks(_)) {
                        number
                    } else {
                        0
                    };
                    let is_right = graded.parts.get(part).copied().unwrap_or_default();
                    let sign = if is_right { '✓' } else { '✗' };
                    let state = if is_right { State::Right } else { State::Wrong };
                    match text {
                        "" => (BLANK.to_owned(), Role::Dim),
                        text => (format!("{text} {sign}"), state.role()),
                    }
                }
                None if is_here && is_typing => (format!("{text}{CARET}"), Role::Important),
                None if text.is_empty() => (BLANK.to_owned(), Role::Dim),
                None => (text.to_owned(), Role::Important),
            };
            dress
                .fills
                .insert(blank.start, (blank.end, Words::new(text, role)));
        }
    }

    /// The keys that do something for the question in focus.
    fn offers(
        &self,
        question: usize,
        asked: &Asked,
        is_over: bool,
        keys: &Keys,
    ) -> Option<Vec<Words>> {
        let mut offers: Vec<(&str, String)> = Vec::new();
        let shown = self.hints.get(&question).copied().unwrap_or_default();
        let left = asked.hints.len().saturating_sub(shown);
        if is_over {
            if self.next_open().is_some() {
                offers.push((&keys.submit, "next question".to_owned()));
            }
        } else {
            let does = match asked.question.key {
                Key::Knew if self.revealed.contains(&question) => {
                    offers.push(("a", "I knew".to_owned()));
                    offers.push(("b", "I didn't".to_owned()));
                    "done"
                }
                Key::Knew => "show the answer",
                _ => "hand in",
            };
            offers.push((&keys.submit, does.to_owned()));
            if left > 0 {
                offers.push((&keys.hint, "hint".to_owned()));
            }
        }
        let words = offers
            .into_iter()
            .enumerate()
            .flat_map(|(number, (key, does))| {
                let gap = if number > 0 { "  " } else { "" };
                [
                    Words::new(format!("{gap}{key}"), Role::Key),
                    Words::new(format!(" {does}"), Role::Dim),
                ]
            });
        let words: Vec<Words> = words.collect();
        (!words.is_empty()).then_some(words)
    }

    /// Says below a quiz how it came out, once all of it was answered.
    fn dress_end(&self, quiz: &Quiz, behind: usize, keys: &Keys, dress: &mut Dress) {
        let Some(retry) = &keys.retry else { return };
        let score = self.score_of(quiz);
        let last = behind.checked_sub(1).and_then(|last| self.spots.get(last));
        let Some(last) = last.filter(|_| score.is_complete()) else {
            return;
        };
        let block = last.blocks.end.saturating_sub(1).max(last.verdict);
        // Below feedback that isn't shown nothing is.
        let hidden = merged(dress.hidden.clone());
        let is_hidden = |block: usize| hidden.iter().any(|range| range.contains(&block));
        let block = (last.blocks.start..=block)
            .rev()
            .find(|block| !is_hidden(*block))
            .unwrap_or(last.verdict);
        let below = dress.below.entry(block).or_default();
        below.push(result(quiz, score));
        below.push(vec![
            Words::new(retry.clone(), Role::Key),
            Words::new(
                if score.right < score.of {
                    " what was missed again"
                } else {
                    " all of it again"
                },
                Role::Dim,
            ),
        ]);
    }
}

fn result(quiz: &Quiz, score: Score) -> Vec<Words> {
    let said = format!(
        "{} of {} right · {}",
        score.right,
        score.of,
        score.percent()
    );
    let (role, passed) = match quiz.rules.pass {
        Some(mark) if score.passes(mark) => (Role::Tip, format!(" · passed (from {mark} on)")),
        Some(mark) => (Role::Warning, format!(" · not passed: {mark} are needed")),
        None if score.right == score.of => (Role::Tip, String::new()),
        None => (Role::Important, String::new()),
    };
    vec![strong("Result  ", role), strong(said + &passed, role)]
}

fn verdict(asked: &Asked, graded: &Graded) -> Vec<Words> {
    if asked.question.key == Key::Knew {
        let said = if graded.right {
            "✓ You knew it"
        } else {
            "✗ It will come back for review"
        };
        return vec![strong(
            said,
            if graded.right {
                Role::Tip
            } else {
                Role::Caution
            },
        )];
    }
    if graded.right {
        return vec![strong("✓ Right", Role::Tip)];
    }
    let mut words = vec![strong("✗ Not right", Role::Caution)];
    let right = match &asked.question.key {
        Key::Blanks(blanks) => blanks
            .iter()
            .map(|blank| blank.shown())
            .collect::<Vec<_>>()
            .join(" · "),
        Key::Program(Ending::Prints(output)) => {
            format!(
                "it prints {}",
                output.split_whitespace().collect::<Vec<_>>().join(" ")
            )
        }
        Key::Program(Ending::Fails(Some(line))) => format!("it fails in line {line}"),
        Key::Program(Ending::Fails(None)) => "it doesn't compile, or fails".to_owned(),
        _ => return words,
    };
    words.push(Words::new(format!(": {right}"), Role::Text));
    words
}

fn strong(text: impl Into<String>, role: Role) -> Words {
    Words::new(
        text,
        TextStyle {
            strong: true,
            ..role.into()
        },
    )
}

fn task_mark(done: bool) -> Words {
    match done {
        true => Words::new("[x] ", Role::TaskDone),
        false => Words::new("[ ] ", Role::TaskOpen),
    }
}

/// The marks before the choices of a question.
struct Marks<'a> {
    asked: &'a Asked,
    spot: &'a Spot,
    answer: Option<&'a Answer>,
    graded: Option<&'a Graded>,
    /// The item in focus; none where the question isn't.
    at: Option<usize>,
}

impl Marks<'_> {
    fn put(&self, marks: &mut BTreeMap<usize, Words>) {
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
        let part = self
            .graded
            .map(|graded| graded.parts.get(at).copied().unwrap_or_default());
        match (&self.asked.question.key, self.answer) {
            (Key::Pairs(_), answer) => self.pair_mark(at, answer, part),
            (Key::Order(_), answer) => self.order_mark(place, choice, answer),
            (Key::Program(ending), answer) => {
                let taken = matches!(
                    (answer, choice),
                    (Some(Answer::Prints(_)), 0) | (Some(Answer::Fails(_)), 1)
                );
                let right = matches!(ending, Ending::Prints(_)) == (choice == 0);
                choice_mark(place, taken, self.graded.map(|_| right), ['○', '●'])
            }
            (key, answer) => {
                let taken =
                    matches!(answer, Some(Answer::Choices(taken)) if taken.contains(&choice));
                let signs = match key {
                    Key::Several { .. } => ['□', '■'],
                    _ => ['○', '●'],
                };
                choice_mark(place, taken, part.map(|part| part == taken), signs)
            }
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
        let here = if self.at == Some(at) && part.is_none() {
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

    fn order_mark(&self, place: usize, choice: u16, answer: Option<&Answer>) -> Words {
        let given = match answer {
            Some(Answer::Order(taken)) => taken.iter().position(|one| *one == choice),
            _ => None,
        };
        let number = |place: Option<usize>| {
            place.map_or_else(|| "·".to_owned(), |place| (place + 1).to_string())
        };
        let right = Some(usize::from(choice));
        match self.graded {
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

/// Ranges in ascending order, those that touch as one.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges.into_iter().filter(|range| !range.is_empty()) {
        match merged.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => merged.push(range),
        }
    }
    merged
}
