//! A problem in a text whose file isn't known yet.

use super::{Code, Fix};

/// A problem at a byte of a lesson's text. Whoever knows the file makes a [`Diagnostic`](super::Diagnostic) of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it stands in the text, in bytes.
    pub at: usize,
    /// The kind of problem.
    pub code: Code,
    /// The problem, in a sentence.
    pub message: String,
    /// The remedy, unless it is obvious.
    pub hint: Option<String>,
    /// The text to write there instead, where that is sure.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A problem without hint and fix.
    pub fn new(at: usize, code: Code, message: impl Into<String>) -> Finding {
        Finding {
            at,
            code,
            message: message.into(),
            hint: None,
            fix: None,
        }
    }

    /// The same with a hint, where there is one.
    pub fn with_hint(self, hint: Option<String>) -> Finding {
        Finding { hint, ..self }
    }

    /// The same with a fix: `old` stands at its place, and `new` should.
    pub fn with_fix(self, old: impl Into<String>, new: impl Into<String>) -> Finding {
        let (old, new) = (old.into(), new.into());
        Finding {
            fix: Some(Fix { old, new }),
            ..self
        }
    }
}
