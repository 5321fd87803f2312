//! A learner's answer to a question, as records keep it. Choices are counted as the author wrote them, from 0.

use serde::{Deserialize, Serialize};

use super::typed::{Typed, words};

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The choices that were taken, in ascending order.
    Choices(Vec<u16>),
    /// The items in the order that they were put in.
    Order(Vec<u16>),
    /// The text of each blank.
    Blanks(Vec<String>),
    /// The partner of each item on the left.
    Pairs(Vec<u16>),
    /// The output of a program.
    Prints(String),
    /// A program doesn't compile or fails, in the line that was typed.
    Fails(String),
    /// Whether the learner says that they knew.
    Knew(bool),
}

impl Answer {
    /// The longest text of a blank or of a program's output, in bytes.
    pub const MAX_TEXT: usize = 500;

    /// The same with single spaces in its texts, as the academy compares them.
    pub fn for_the_academy(self) -> Answer {
        match self {
            Answer::Blanks(texts) => Answer::Blanks(texts.iter().map(|text| words(text)).collect()),
            Answer::Prints(text) => Answer::Prints(words(&text)),
            Answer::Fails(text) => Answer::Fails(words(&text)),
            other => other,
        }
    }

    /// The forms of what was typed, blank by blank.
    pub fn typed(&self) -> Vec<Typed> {
        match self {
            Answer::Blanks(texts) => texts.iter().map(|text| Typed::of(text)).collect(),
            _ => Vec::new(),
        }
    }
}
