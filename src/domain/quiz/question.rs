//! A question: its identity and its key.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::blank::Blank;
use crate::domain::RecordId;

/// Identifies a question or card in its lesson: the author's name for it, or one made of its text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct QuestionId(String);

/// A text that names no question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a question's id has up to 100 letters, digits, `-`, `_` and `.`")]
pub struct InvalidQuestionId;

impl TryFrom<String> for QuestionId {
    type Error = InvalidQuestionId;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        QuestionId::named(&name).ok_or(InvalidQuestionId)
    }
}

impl From<QuestionId> for String {
    fn from(id: QuestionId) -> String {
        id.0
    }
}

impl QuestionId {
    /// The longest name, in bytes.
    pub const MAX: usize = 100;

    /// The name that an author gave; none where it has other signs than letters, digits, `-`, `_` and `.`.
    pub fn named(name: &str) -> Option<QuestionId> {
        let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let fits = (1..=Self::MAX).contains(&name.len()) && name.chars().all(is_sign);
        fits.then(|| QuestionId(name.to_owned()))
    }

    /// The name of a question that has none, made of its text.
    pub fn of_text(text: &str) -> QuestionId {
        let words: Vec<&str> = text.split_whitespace().collect();
        QuestionId(digest(&words.join(" ")).simple().to_string())
    }

    /// The name of a card that a learner made: its record's id.
    pub fn of_record(record: RecordId) -> QuestionId {
        QuestionId(record.to_string())
    }

    /// The record of a card that a learner made; none for other questions.
    pub fn as_record(&self) -> Option<RecordId> {
        let id = Uuid::try_parse(&self.0).ok()?;
        // A question without a name has a digest for one, without hyphens.
        (id.hyphenated().to_string() == self.0).then_some(RecordId(id))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name before its last dot, which siblings share: at most one of them is asked a day.
    pub fn family(&self) -> Option<&str> {
        self.0.rsplit_once('.').map(|(family, _)| family)
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A digest of a question as it is written, answers included. Compared for equality only.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Revision(pub u32);

impl Revision {
    /// The revision of a question that is written so.
    pub fn of(source: &str) -> Revision {
        Revision(digest(source).as_fields().0)
    }
}

fn digest(text: &str) -> Uuid {
    const QUESTIONS: Uuid = Uuid::from_u128(0x6b1d_3f0e_52c7_4a35_9c55_0f6f_3f6a_0e11);
    Uuid::new_v5(&QUESTIONS, text.as_bytes())
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its identity in its lesson: the history hangs on it.
    pub id: QuestionId,
    /// Its version.
    pub revision: Revision,
    /// How it is answered.
    pub form: Form,
    /// The right answer; none where only the academy knows it.
    pub key: Option<Key>,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// By one choice.
    One,
    /// By all choices that are right.
    Several,
    /// By putting items in order.
    Order,
    /// By typing into blanks.
    Blanks,
    /// By giving each item its partner.
    Pairs,
    /// By saying what a program does.
    Program,
    /// By saying whether one knew.
    Knew,
}

impl Form {
    /// The forms of questions that an academy can grade, by the words that a public text has for them.
    const WORDS: [(&'static str, Form); 6] = [
        ("one", Form::One),
        ("several", Form::Several),
        ("order", Form::Order),
        ("blanks", Form::Blanks),
        ("match", Form::Pairs),
        ("program", Form::Program),
    ];

    /// The word for it in a public text; none for what only the learner can grade.
    pub fn word(self) -> Option<&'static str> {
        let mut words = Form::WORDS.iter();
        words.find(|(_, form)| *form == self).map(|(word, _)| *word)
    }

    /// The form with that word.
    pub fn of(word: &str) -> Option<Form> {
        let mut words = Form::WORDS.iter();
        words.find(|(of, _)| *of == word).map(|(_, form)| *form)
    }

    /// Whether the order in which its items are written is the answer.
    pub fn is_in_order(self) -> bool {
        matches!(self, Form::Order | Form::Pairs)
    }
}

/// The right answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// One of several choices.
    One {
        /// The right choice.
        right: u16,
        /// How many there are.
        of: u16,
    },
    /// All choices that are right, and no other.
    Several {
        /// The right choices, in ascending order.
        right: Vec<u16>,
        /// How many there are.
        of: u16,
    },
    /// So many items in the order in which they are written.
    Order(u16),
    /// Texts to be typed.
    Blanks(Vec<Blank>),
    /// So many pairs: each item on the left belongs to the one beside it.
    Pairs(u16),
    /// How a program ends.
    Program(Ending),
    /// Only the learner can say: a knowledge check, a card.
    Knew,
}

impl Key {
    /// How a question with this key is answered.
    pub fn form(&self) -> Form {
        match self {
            Key::One { .. } => Form::One,
            Key::Several { .. } => Form::Several,
            Key::Order(_) => Form::Order,
            Key::Blanks(_) => Form::Blanks,
            Key::Pairs(_) => Form::Pairs,
            Key::Program(_) => Form::Program,
            Key::Knew => Form::Knew,
        }
    }
}

/// How a program ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It runs and prints this.
    Prints(String),
    /// It doesn't compile or fails, in that line where one is asked for.
    Fails(Option<u32>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_without_a_name_is_known_by_its_words() {
        assert_eq!(
            QuestionId::of_text("What  is\nit?"),
            QuestionId::of_text("What is it?")
        );
        assert_ne!(
            QuestionId::of_text("What is it?"),
            QuestionId::of_text("What was it?")
        );
        assert!(QuestionId::named(QuestionId::of_text("").as_str()).is_some());
    }

    #[test]
    fn a_name_is_short_and_plain() {
        assert!(QuestionId::named("tokens-2.b_c").is_some());
        for bad in ["", "a b", "ä", "a/b", &"x".repeat(101)] {
            assert_eq!(QuestionId::named(bad), None, "{bad}");
        }
    }
}
