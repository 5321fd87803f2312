//! The rules of a quiz, as the comment that begins it says them.

use super::comment::Comment;
use crate::domain::Percent;
use crate::domain::diagnostic::{Code, Finding};

/// The most often that a question of a graded quiz may be answered.
const MOST_ATTEMPTS: u32 = 100;

/// The rules of a quiz.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// So much must be right; none where nothing depends on it.
    pub pass: Option<Percent>,
    /// Choices stay as they are written.
    pub fixed: bool,
    /// How often an academy grades each question; none where nobody but this program does.
    pub graded: Option<u32>,
}

impl Rules {
    /// Reads the options of a comment that stands at a byte of the lesson.
    pub(super) fn read(comment: Comment<'_>, at: usize, problems: &mut Vec<Finding>) -> Rules {
        let mut rules = Rules::default();
        for (name, value) in comment.options() {
            let read = match name {
                "pass" => rules.read_pass(value),
                "order" if value == Some("fixed") => {
                    rules.fixed = true;
                    Ok(())
                }
                "order" => Err("`order` can only be `fixed`".to_owned()),
                "graded" => rules.read_graded(value),
                name => Err(format!(
                    "a quiz has no option `{name}`: there are pass, order and graded"
                )),
            };
            if let Err(message) = read {
                problems.push(Finding::new(at, Code::QuizOption, message));
            }
        }
        rules
    }

    fn read_pass(&mut self, value: Option<&str>) -> Result<(), String> {
        let percent = value.and_then(|value| value.trim_end_matches('%').parse().ok());
        let percent = percent.filter(|percent: &usize| *percent <= 100);
        let percent = percent.ok_or("`pass` is a number of per cent, 0 to 100")?;
        self.pass = Some(Percent::of(percent, 100));
        Ok(())
    }

    fn read_graded(&mut self, value: Option<&str>) -> Result<(), String> {
        let attempts = match value {
            None | Some("true") => Some(1),
            Some(number) => number.parse().ok(),
        };
        let attempts = attempts.filter(|attempts| (1..=MOST_ATTEMPTS).contains(attempts));
        let message =
            "`graded` stands alone, or says how often a question may be answered, as in `graded=2`";
        self.graded = Some(attempts.ok_or(message)?);
        Ok(())
    }
}
