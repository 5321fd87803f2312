//! Turns errors of other layers into notices for the learner.

use std::error::Error;

use tokio::task::JoinError;

use crate::app::Notice;
use crate::app::request::{Failure, FailureClass};
use crate::config::EditError;
use crate::store::StoreError;

/// Why work could not be done.
#[derive(Debug)]
pub(super) enum Problem {
    /// The store.
    Store(StoreError),
    /// The configuration file.
    Config(EditError),
    /// The program itself.
    Defect,
}

impl From<EditError> for Problem {
    fn from(error: EditError) -> Self {
        Problem::Config(error)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Problem::Store(error)
    }
}

impl From<JoinError> for Problem {
    /// The thread panicked, and the log has it.
    fn from(_: JoinError) -> Self {
        Problem::Defect
    }
}

impl Problem {
    /// The failure, under a line for the learner.
    pub(super) fn failure(self, complaint: &str) -> Failure {
        match self {
            Problem::Store(error) => Failure {
                class: class(&error),
                notice: notice(complaint, &error),
            },
            Problem::Config(error) => Failure {
                class: FailureClass::Retry,
                notice: notice(complaint, &error),
            },
            Problem::Defect => Failure {
                class: FailureClass::Fatal,
                notice: Notice::error(complaint)
                    .with_detail("This is a bug in Lyceum; the log file has details."),
            },
        }
    }
}

/// A full disk gets room and another window ends its write; what else a store says, it says again.
fn class(error: &StoreError) -> FailureClass {
    match error {
        StoreError::NotWritable { .. } | StoreError::Full { .. } | StoreError::Busy { .. } => {
            FailureClass::Retry
        }
        _ => FailureClass::Fatal,
    }
}

/// An error as a notice: the log has it too.
pub(super) fn notice(complaint: &str, error: &dyn Error) -> Notice {
    tracing::error!("{complaint}: {error}");
    Notice::error(complaint).with_detail(error.to_string())
}
