//! The key of a graded quiz, which the academy keeps: learners get the text, and never the right answers.

use serde::{Deserialize, Serialize};

use super::{Answer, QuestionId, Revision, Taking, Typed};
use crate::domain::{Held, Refused};

/// A lesson with graded questions, parted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// The lesson's Markdown as learners get it.
    pub public: String,
    /// The right answers.
    pub questions: Vec<QuestionKey>,
}

/// The key of one version of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct QuestionKey {
    /// The question.
    #[schema(value_type = String)]
    pub question: QuestionId,
    /// The version, by its public text.
    #[schema(value_type = u32)]
    pub revision: Revision,
    /// How often a learner may answer it.
    pub attempts: u32,
    /// The right answers.
    #[schema(value_type = Object)]
    pub solution: Solution,
}

/// The right answer, counted as the public text counts. The academy's `grade` says the same in SQL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Solution {
    /// These choices and no other, in ascending order.
    Choices(Vec<u16>),
    /// The items in this order.
    Order(Vec<u16>),
    /// The partner of each item on the left.
    Pairs(Vec<u16>),
    /// The answers that each blank takes.
    Blanks(Vec<Vec<Taking>>),
    /// The words that a program prints.
    Prints(String),
    /// It doesn't compile or fails, in that line where one is asked for.
    Fails(Option<String>),
}

impl Solution {
    /// Whether an answer is right; `typed` has the forms of its texts.
    pub fn is_met(&self, answer: &Answer, typed: &[Typed]) -> bool {
        match (self, answer) {
            (Solution::Choices(right), Answer::Choices(given))
            | (Solution::Order(right), Answer::Order(given))
            | (Solution::Pairs(right), Answer::Pairs(given)) => right == given,
            (Solution::Blanks(blanks), Answer::Blanks(texts)) => {
                let given = texts.iter().zip(typed);
                let takes = |blank: &[Taking], text: &str, typed: &Typed| {
                    blank.iter().any(|taking| taking.takes(text, typed))
                };
                blanks.len() == texts.len()
                    && blanks.len() == typed.len()
                    && blanks
                        .iter()
                        .zip(given)
                        .all(|(blank, (text, typed))| takes(blank, text, typed))
            }
            (Solution::Prints(right), Answer::Prints(given)) => right == given,
            (Solution::Fails(right), Answer::Fails(given)) => {
                right.as_ref().is_none_or(|right| right == given)
            }
            _ => false,
        }
    }
}

/// The verdict on an answer that only the academy can grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It goes with the next sync.
    Waiting,
    /// The academy doesn't grade it yet.
    Held(Held),
    /// The academy never grades it.
    Refused(Refused),
    /// It is right.
    Right,
    /// It isn't.
    Wrong,
}
