//! Review: the queue of a day, the questions in it, and their outcomes.

use std::sync::Arc;

use chrono::NaiveDate;

use super::Ask;
use crate::app::lesson_ref::LessonRef;
use crate::domain::quiz::{QuestionId, QuizFigures};
use crate::domain::review::Rating;
use crate::domain::{Moment, RecordId};
use crate::lesson::Document;

/// Reads the queue of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadQueue {
    /// The learner's date.
    pub today: NaiveDate,
    /// The most reviews of a day.
    pub bound: usize,
}

/// The queue of a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Queue {
    /// The questions and cards, in order.
    pub cards: Vec<CardRef>,
    /// How many more are due beyond the bound, as far as they were counted.
    pub beyond: usize,
    /// Whether there are still more than were counted.
    pub is_uncounted: bool,
    /// Cards that were set aside: forgotten too often.
    pub leeches: usize,
}

/// A question or card that is due.
#[derive(Debug, Clone, PartialEq)]
pub struct CardRef {
    /// Its lesson.
    pub lesson: LessonRef,
    /// The question or card.
    pub question: QuestionId,
    /// How often it was reviewed.
    pub reviews: u32,
}

impl CardRef {
    /// Whether it is the same question, however often it was reviewed.
    pub fn is_same(&self, other: &CardRef) -> bool {
        (&self.lesson, &self.question) == (&other.lesson, &other.question)
    }

    /// Whether it looks like a card of the learner's own, which goes by the id of its record.
    pub fn is_own(&self) -> bool {
        self.question.as_record().is_some()
    }
}

impl Ask for ReadQueue {
    type Answer = Queue;
}

/// Reads how quizzes and reviews went until a date, and what comes due behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFigures {
    /// The learner's date.
    pub today: NaiveDate,
    /// The most reviews of a day.
    pub bound: usize,
}

impl Ask for ReadFigures {
    type Answer = QuizFigures;
}

/// Counts the queue of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct CountDue {
    /// The learner's date.
    pub today: NaiveDate,
    /// The most reviews of a day.
    pub bound: usize,
}

impl Ask for CountDue {
    type Answer = usize;
}

/// Reads a question as a page of its own; none where the lesson has it no more.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadCard {
    /// The card.
    pub card: CardRef,
}

/// A question as a page of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct CardPage {
    /// The page.
    pub document: Arc<Document>,
    /// Where it comes from; none where its lesson is gone.
    pub place: Option<CardPlace>,
}

/// Where a question comes from, for a person.
#[derive(Debug, Clone, PartialEq)]
pub struct CardPlace {
    /// The title of its course.
    pub course: String,
    /// The number and the title of its lesson.
    pub lesson: String,
}

impl Ask for ReadCard {
    type Answer = Option<CardPage>;
}

/// Keeps a review; the answer is its record.
#[derive(Debug, Clone, PartialEq)]
pub struct SaveRecall {
    /// The card.
    pub card: CardRef,
    /// How well it was known.
    pub rating: Rating,
    /// How long it took.
    pub seconds: u32,
    /// The time.
    pub at: Moment,
}

impl Ask for SaveRecall {
    type Answer = RecordId;
}

/// Keeps a card of the learner's own.
#[derive(Debug, Clone, PartialEq)]
pub struct MakeCard {
    /// The lesson that it is made in.
    pub lesson: LessonRef,
    /// The question: one line of Markdown.
    pub front: String,
    /// The answer: Markdown.
    pub back: String,
    /// The time.
    pub at: Moment,
}

impl Ask for MakeCard {
    type Answer = ();
}

/// Throws a card of the learner's own away; false where it is none.
#[derive(Debug, Clone, PartialEq)]
pub struct DiscardCard {
    /// The card.
    pub card: CardRef,
    /// The time.
    pub at: Moment,
}

impl Ask for DiscardCard {
    type Answer = bool;
}

/// Takes a review back.
#[derive(Debug, Clone, PartialEq)]
pub struct UndoRecall {
    /// The card.
    pub card: CardRef,
    /// The review's record.
    pub recall: RecordId,
    /// The time.
    pub at: Moment,
}

impl Ask for UndoRecall {
    type Answer = ();
}
