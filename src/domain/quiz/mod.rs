//! Questions, the answers to them, and grading. What a question looks like on a page is no part of this.

pub mod answer;
pub mod blank;
pub mod grade;
pub mod number;
pub mod question;
pub mod round;
pub mod shuffle;

pub use answer::Answer;
pub use blank::{Blank, InvalidBlank};
pub use grade::{Graded, grade};
pub use question::{Ending, Key, Question, QuestionId, Revision};
pub use round::{Given, Round, Score};
