//! Answers as they are typed on a line: letters for choices, in the order in which they stand in the text.

use std::ops::Range;

use super::asking::Stop;
use crate::domain::quiz::{Answer, Form, Key};
use crate::lesson::quiz::Asked;

/// A line to ask for.
pub(super) struct Prompt {
    /// The answer that is wanted, as it goes on behind `Type `.
    pub(super) text: String,
    /// How the learner stops instead.
    pub(super) stop: Stop,
}

/// The lines to ask for.
pub(super) fn prompts(asked: &Asked) -> Vec<Prompt> {
    let last = |count: usize| letter(count.saturating_sub(1));
    let choices = last(asked.choices.len());
    let (texts, stop) = match asked.question.form {
        Form::One => (vec![format!("one letter, a to {choices}")], Stop::ByLetter),
        Form::Several => {
            let text = format!("all that are right, a to {choices}, such as ac");
            (vec![text], Stop::ByLetter)
        }
        Form::Order => {
            let text = format!("the order of all, a to {choices}, such as bac");
            (vec![text], Stop::ByLetter)
        }
        Form::Pairs => {
            let partners = last(asked.partners.len());
            let text = format!("the partner of each in turn, a to {partners}, such as ba");
            (vec![text], Stop::ByLetter)
        }
        Form::Blanks => {
            let blanks = 1..=asked.blanks.len();
            (
                blanks.map(|number| format!("blank {number}")).collect(),
                Stop::AtEnd,
            )
        }
        Form::Program => {
            let text = "what it prints, or `fails` and the line".to_owned();
            (vec![text], Stop::AtEnd)
        }
        Form::Knew => (Vec::new(), Stop::ByLetter),
    };
    let prompts = texts.into_iter();
    prompts.map(|text| Prompt { text, stop }).collect()
}

/// The answer in some lines; none where they have none.
pub(super) fn answer(asked: &Asked, lines: &[String]) -> Option<Answer> {
    let first = lines.first().map(String::as_str).unwrap_or_default();
    let choices = asked.choices.iter().map(|choice| &choice.range);
    match asked.question.form {
        Form::One => picked(first, choices)
            .filter(|one| one.len() == 1)
            .map(Answer::Choices),
        Form::Several => picked(first, choices).map(|mut all| {
            all.sort_unstable();
            all.dedup();
            Answer::Choices(all)
        }),
        Form::Order => each(picked(first, choices), asked.choices.len()).map(Answer::Order),
        Form::Pairs => {
            let partners = picked(first, asked.partners.iter());
            each(partners, asked.choices.len()).map(Answer::Pairs)
        }
        Form::Blanks => Some(Answer::Blanks(lines.to_vec())),
        Form::Program => Some(match first.strip_prefix("fails") {
            Some(line) => Answer::Fails(line.trim().to_owned()),
            None => Answer::Prints(first.to_owned()),
        }),
        Form::Knew => None,
    }
}

/// The choices picked, where that is so many.
fn each(picked: Option<Vec<u16>>, count: usize) -> Option<Vec<u16>> {
    picked.filter(|picked| picked.len() == count)
}

/// The choices that letters pick, as the author counts; none where one of them picks nothing.
fn picked<'r>(letters: &str, parts: impl Iterator<Item = &'r Range<usize>>) -> Option<Vec<u16>> {
    let order = order(parts);
    let letters = letters.chars().filter(|c| !c.is_whitespace() && *c != ',');
    let picked: Option<Vec<u16>> = letters
        .map(|c| {
            let place = ('a'..='z').position(|letter| letter == c.to_ascii_lowercase())?;
            order.get(place).copied()
        })
        .collect();
    picked.filter(|picked| !picked.is_empty())
}

/// The bullet or number, and the box, of each choice, and the letter to put in their place. A choice that is a code block
/// stays one: it begins on the next line.
pub(super) fn marks(text: &str, choices: Vec<Range<usize>>) -> Vec<(Range<usize>, String)> {
    let mut choices = choices;
    choices.sort_unstable_by_key(|range| range.start);
    let choices = choices.into_iter().enumerate();
    choices
        .map(|(place, choice)| {
            let item = text.get(choice.clone()).unwrap_or_default();
            let words = item
                .trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit())
                .trim_start_matches(['-', '*', '+', '.', ')'])
                .trim_start_matches(' ');
            let words = words.strip_prefix("[ ]").unwrap_or(words);
            let words = words.trim_start_matches(' ');
            let mark = choice.start..choice.start + item.len() - words.len();
            (mark, format!("- **{}** ", letter(place)))
        })
        .collect()
}

/// The numbers of some parts in the order of the text.
fn order<'r>(parts: impl Iterator<Item = &'r Range<usize>>) -> Vec<u16> {
    let mut order: Vec<(usize, u16)> = parts.map(|range| range.start).zip(0u16..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, number)| number).collect()
}

/// The letters of the right answer, as they stand in the text; none where no letters are asked for.
pub(super) fn right_letters(asked: &Asked) -> Option<String> {
    let choices = order(asked.choices.iter().map(|choice| &choice.range));
    let partners = order(asked.partners.iter());
    let letters = |order: &[u16], right: &[u16]| -> String {
        let place = |number: &u16| order.iter().position(|one| one == number);
        right.iter().filter_map(place).map(letter).collect()
    };
    match asked.question.key.as_ref()? {
        Key::One { right, .. } => Some(letters(&choices, &[*right])),
        Key::Several { right, .. } => {
            let mut right: Vec<char> = letters(&choices, right).chars().collect();
            right.sort_unstable();
            Some(right.into_iter().collect())
        }
        Key::Order(count) => Some(letters(&choices, &(0..*count).collect::<Vec<_>>())),
        Key::Pairs(count) => Some(letters(&partners, &(0..*count).collect::<Vec<_>>())),
        Key::Blanks(_) | Key::Program(_) | Key::Knew => None,
    }
}

fn letter(place: usize) -> char {
    ('a'..='z').nth(place).unwrap_or('z')
}
