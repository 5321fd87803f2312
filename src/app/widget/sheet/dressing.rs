//! The dress of a sheet: what is hidden until it is answered, what was chosen, how it came out.

use std::ops::Range;

use super::marks::{Marks, State};
use super::{Asked, Quiz, Sheet, Spot};
use crate::app::shared::Shared;
use crate::app::widget::input_line::CARET;
use crate::domain::quiz::{Answer, Blank, Ending, Form, Graded, Key, Score, Verdict};
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

impl Sheet {
    /// The dress of the text now.
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
        match (&graded, self.round.verdict(&asked.question)) {
            (Some(graded), _) => said.push(verdict(asked, graded)),
            (None, Some(verdict)) => said.push(waits(verdict)),
            (None, None) => {}
        }
        if at.is_some() {
            let is_over = self.round.is_submitted(&asked.question);
            said.extend(self.offers(question, asked, is_over, keys));
        }
        if !said.is_empty() {
            let below = self.said_below(spot, answer, graded.is_some());
            dress.below.entry(below).or_default().extend(said);
        }
    }

    /// The block below which the outcome is said: behind what is said of the last choice, where it was chosen.
    fn said_below(&self, spot: &Spot, answer: Option<&Answer>, is_graded: bool) -> usize {
        let last = spot.order.last().copied().filter(|_| is_graded);
        let is_taken =
            |choice: &u16| matches!(answer, Some(Answer::Choices(taken)) if taken.contains(choice));
        let said = last
            .filter(is_taken)
            .and_then(|choice| spot.feedback.get(usize::from(choice)));
        let said = said.and_then(|said| said.last());
        said.map_or(spot.verdict, |said| {
            spot.verdict.max(said.end.saturating_sub(1))
        })
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
            let (text, is_here) = match (asked.question.form, answer) {
                (Form::Blanks, Some(Answer::Blanks(texts))) => (
                    texts.get(number).map(String::as_str).unwrap_or_default(),
                    at == Some(number),
                ),
                (Form::Blanks, _) => ("", at == Some(number)),
                (_, Some(Answer::Prints(text))) => {
                    (if number == 0 { text.as_str() } else { "" }, number == 0)
                }
                (_, Some(Answer::Fails(text))) => {
                    (if number == 1 { text.as_str() } else { "" }, number == 1)
                }
                _ => ("", false),
            };
            let (text, role) = match graded {
                Some(graded) if !graded.parts.is_empty() => {
                    let part = if asked.question.form == Form::Blanks {
                        number
                    } else {
                        0
                    };
                    let is_right = graded.parts.get(part).copied().unwrap_or_default();
                    let sign = if is_right { '✓' } else { '✗' };
                    let state = if is_right { State::Right } else { State::Wrong };
                    match text {
                        "" => (BLANK.to_owned(), Role::Dim),
                        text => (
                            format!("{text} {sign}{}", spelling(asked, number, text)),
                            state.role(),
                        ),
                    }
                }
                _ if is_here && is_typing => (format!("{text}{CARET}"), Role::Important),
                _ if text.is_empty() => (BLANK.to_owned(), Role::Dim),
                _ => (text.to_owned(), Role::Important),
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
            if asked.question.form == Form::Knew && self.revealed.contains(&question) {
                offers.push(("a", "I knew".to_owned()));
                offers.push(("b", "I didn't".to_owned()));
            }
            let does = self.submit_does();
            offers.extend(does.map(|does| (keys.submit.as_str(), does.to_owned())));
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
                    Words::new(gap, Role::Text),
                    Words::new(key, Role::Key),
                    Words::new(format!(" {does}"), Role::Dim),
                ]
            });
        let words: Vec<Words> = words.collect();
        (!words.is_empty()).then_some(words)
    }

    /// Says below a quiz how it came out, once all of it was answered.
    fn dress_end(&self, quiz: &Quiz, behind: usize, keys: &Keys, dress: &mut Dress) {
        let Some(retry) = &keys.retry else { return };
        let score = quiz.score(&self.round);
        let last = behind.checked_sub(1).and_then(|last| self.spots.get(last));
        let Some(last) = last.filter(|_| score.is_handed_in()) else {
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
        if self.missed(quiz).next().is_none() {
            return;
        }
        below.push(vec![
            Words::new(retry.clone(), Role::Key),
            Words::new(" answer missed questions again", Role::Dim),
        ]);
    }
}

fn result(quiz: &Quiz, score: Score) -> Vec<Words> {
    if score.waiting > 0 {
        let said = format!("{} of {} waiting for the academy", score.waiting, score.of);
        return vec![
            strong("Result  ", Role::Important),
            strong(said, Role::Important),
        ];
    }
    let said = format!(
        "{} of {} correct · {}",
        score.right,
        score.of,
        score.percent()
    );
    let (role, passed) = match quiz.rules.pass {
        Some(mark) if score.passes(mark) => (Role::Tip, format!(" · passed ({mark} needed)")),
        Some(mark) => (Role::Warning, format!(" · not passed: {mark} needed")),
        None if score.right == score.of => (Role::Tip, String::new()),
        None => (Role::Important, String::new()),
    };
    vec![strong("Result  ", role), strong(said + &passed, role)]
}

fn verdict(asked: &Asked, graded: &Graded) -> Vec<Words> {
    if asked.question.form == Form::Knew {
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
        return vec![strong("✓ Correct", Role::Tip)];
    }
    let mut words = vec![strong("✗ Incorrect", Role::Caution)];
    let right = match &asked.question.key {
        Some(Key::Blanks(blanks)) => blanks
            .iter()
            .filter_map(Blank::shown)
            .collect::<Vec<_>>()
            .join(" · "),
        Some(Key::Program(Ending::Prints(output))) => {
            format!(
                "it prints {}",
                output.split_whitespace().collect::<Vec<_>>().join(" ")
            )
        }
        Some(Key::Program(Ending::Fails(Some(line)))) => format!("it fails in line {line}"),
        Some(Key::Program(Ending::Fails(None))) => "it doesn't compile, or fails".to_owned(),
        _ => return words,
    };
    if !right.is_empty() {
        words.push(Words::new(format!(". Answer: {right}"), Role::Text));
    }
    words
}

/// The right spelling behind an answer that was taken although it has a typo.
fn spelling(asked: &Asked, blank: usize, text: &str) -> String {
    let Some(Key::Blanks(blanks)) = &asked.question.key else {
        return String::new();
    };
    let right = blanks.get(blank).and_then(|blank| blank.spelling(text));
    right.map_or_else(String::new, |right| format!(" → {right}"))
}

/// The words below an answer that the academy hasn't graded.
fn waits(verdict: Verdict) -> Vec<Words> {
    match verdict {
        Verdict::Held(code) => vec![
            strong("◌ Submitted, and held", Role::Warning),
            Words::new(format!(": {}", code.reason()), Role::Text),
        ],
        Verdict::Refused(code) => vec![
            strong("✗ Not graded", Role::Caution),
            Words::new(format!(": {}", code.reason()), Role::Text),
        ],
        _ => vec![
            strong("◌ Submitted", Role::Important),
            Words::new(": the academy grades it with the next sync", Role::Text),
        ],
    }
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
