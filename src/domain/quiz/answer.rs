//! A learner's answer to a question, as records keep it. Choices are counted as the author wrote them, from 0.

use serde::{Deserialize, Serialize};

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
    /// What a program prints.
    Prints(String),
    /// A program doesn't compile or fails, in the line that was typed.
    Fails(String),
    /// Whether the learner says that they knew.
    Knew(bool),
}

impl Answer {
    /// The longest text of a blank or of a program's output, in bytes.
    pub const MAX_TEXT: usize = 500;
}
