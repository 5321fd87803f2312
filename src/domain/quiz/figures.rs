//! Figures of quizzes and reviews, for a learner who looks back and ahead.

use serde::Serialize;

use crate::domain::{CourseId, LessonId, Percent};

/// The figures of one day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuizFigures {
    /// The lessons with questions that were answered.
    pub lessons: Vec<LessonAttempts>,
    /// How many cards come due today and on each of the six days behind it.
    pub due: [usize; 7],
    /// How well was remembered; none without a review that came a day or more after another.
    pub retention: Option<Retention>,
}

/// The best that came of a lesson's questions, over all of its rounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct QuizResult {
    /// How many were answered right at least once.
    pub right: usize,
    /// How many were answered.
    pub of: usize,
}

/// A lesson with questions that were answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonAttempts {
    /// Its course.
    pub course: CourseId,
    /// The lesson.
    pub lesson: LessonId,
    /// Its title.
    pub title: String,
    /// How many answers were handed in.
    pub attempts: usize,
    /// How many questions they were to.
    pub questions: usize,
    /// How many of these were answered right at least once.
    pub right: usize,
}

impl LessonAttempts {
    /// The best result: the questions that were ever answered right.
    pub fn best(&self) -> Percent {
        Percent::of(self.right, self.questions)
    }
}

/// How well was remembered in the last thirty days, as parts of 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Retention {
    /// How many reviews say so.
    pub reviews: usize,
    /// The part that was known.
    pub measured: f64,
    /// The part that FSRS expected to be known.
    pub predicted: f64,
}
