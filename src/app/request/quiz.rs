//! Quizzes and tasks: what was filled in so far, and what becomes a record.

use std::collections::BTreeMap;

use super::Ask;
use crate::app::lesson_ref::LessonRef;
use crate::domain::quiz::{Answer, QuestionId, Revision, Round, Submitted};
use crate::domain::{LessonId, Moment, TaskId};

/// Reads what was filled in on a lesson.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadSheet {
    /// The lesson.
    pub lesson: LessonId,
}

/// The answers and ticks of a lesson.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FilledIn {
    /// The answers of the round that was left.
    pub round: Option<Round>,
    /// The answers that the academy grades, by whatever device.
    pub submitted: Vec<Submitted>,
    /// The tasks that were ticked or unticked, by their ids.
    pub ticks: BTreeMap<String, bool>,
}

impl Ask for ReadSheet {
    type Answer = FilledIn;
}

/// Keeps the answers so far for when the lesson is opened again.
#[derive(Debug, Clone, PartialEq)]
pub struct SaveRound {
    /// The lesson.
    pub lesson: LessonId,
    /// The answers so far.
    pub round: Round,
}

impl Ask for SaveRound {
    type Answer = ();
}

/// Keeps an answer that was handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct SaveAttempt {
    /// The lesson.
    pub lesson: LessonRef,
    /// The question.
    pub question: QuestionId,
    /// Its version.
    pub revision: Revision,
    /// The answer.
    pub answer: Answer,
    /// Whether it is right; none where the academy grades.
    pub right: Option<bool>,
    /// How long it took.
    pub seconds: u32,
    /// The time.
    pub at: Moment,
}

impl Ask for SaveAttempt {
    type Answer = ();
}

/// Ticks a task, or takes the tick away.
#[derive(Debug, Clone, PartialEq)]
pub struct TickTask {
    /// The lesson.
    pub lesson: LessonRef,
    /// The task.
    pub task: TaskId,
    /// Whether it is done now.
    pub done: bool,
    /// The time.
    pub at: Moment,
}

impl Ask for TickTask {
    type Answer = ();
}
