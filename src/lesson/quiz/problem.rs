//! What is wrong with a quiz, for whoever writes it.

/// A mistake in a quiz.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands in the lesson's Markdown, in bytes.
    pub at: usize,
    /// A name for the kind of mistake, stable: docs/quizzes.md lists them.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// False for what only deserves attention.
    pub is_error: bool,
}

impl Problem {
    pub(super) fn error(at: usize, code: &'static str, message: impl Into<String>) -> Problem {
        Problem {
            at,
            code,
            message: message.into(),
            is_error: true,
        }
    }

    pub(super) fn warning(at: usize, code: &'static str, message: impl Into<String>) -> Problem {
        Problem {
            is_error: false,
            ..Problem::error(at, code, message)
        }
    }
}
