//! Questions, the answers to them, and grading. What a question looks like on a page is no part of this.

pub mod answer;
pub mod blank;
pub mod figures;
pub mod grade;
pub mod number;
pub mod question;
pub mod round;
pub mod shuffle;
mod tolerance;
pub mod typed;
pub mod withheld;

pub use answer::Answer;
pub use blank::{Blank, InvalidBlank};
pub use figures::{LessonAttempts, QuizFigures, QuizResult, Retention};
pub use grade::{Graded, grade};
pub use question::{Ending, Form, Key, Question, QuestionId, Revision};
pub use round::{Given, NotPassed, Round, Score, Submitted};
pub use typed::{Taking, Typed};
pub use withheld::{QuestionKey, Solution, Verdict, Withheld};
