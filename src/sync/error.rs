//! Why a sync didn't come to its end, in words for the learner.

use std::time::Duration;

use crate::store::StoreError;
use crate::wire::Protocols;

/// The way to handle a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The same again later: nobody has to do anything.
    Retry,
    /// The learner signs in, or has somebody else give them the right.
    SignIn,
    /// Somebody has to change something first.
    Fatal,
}

/// Why a sync stopped. What was done before it is done.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The academy can't be reached: a state, not a mistake.
    #[error("offline: {0}")]
    Offline(String),
    /// Another program is syncing this profile.
    #[error("another window or command is syncing this profile at this moment")]
    AnotherProgram,
    /// The academy doesn't take the login.
    #[error("not signed in: {0}")]
    Unauthorized(String),
    /// The account was erased at the academy.
    #[error(
        "your account at the academy was erased. Everything that you learned is still here; nothing of it is \
         deleted unless you do it"
    )]
    UserGone,
    /// No protocol is common to both.
    #[error("{}", update_what(*ours, *theirs))]
    Incompatible {
        /// The protocols that this program speaks.
        ours: Protocols,
        /// The protocols that the academy speaks.
        theirs: Protocols,
    },
    /// The profile belongs to another account of this academy.
    #[error(
        "this profile belongs to {bound}, and the academy knows you as {caller}: use another profile for that \
         account, such as `lyceum --profile NAME sync`"
    )]
    OtherAccount {
        /// Whose it is.
        bound: String,
        /// Who asks.
        caller: String,
    },
    /// The academy went back in time, or is another one.
    #[error("the academy's database went back in time while the sync went on; it is tried again")]
    Diverged,
    /// The academy has too much to do, or somebody held a lock there for longer than it waits.
    #[error("the academy is busy: {why}")]
    Busy {
        /// Why.
        why: String,
        /// How long it asks to wait, where it said.
        wait: Option<Duration>,
    },
    /// The academy has no such course for the learner.
    #[error("the academy has no such course: {0}")]
    NotFound(String),
    /// The academy doesn't let the caller do it.
    #[error("the academy doesn't allow it: {0}")]
    Forbidden(String),
    /// Somebody changed the course since it was compared with the academy's.
    #[error("somebody changed the course at the academy in the meantime")]
    Stale,
    /// A rule of the academy's stands against what was sent.
    #[error("the academy refused it: {0}")]
    Refused(String),
    /// A batch was more than the academy takes.
    #[error("the academy takes less at once: {0}")]
    TooLarge(String),
    /// The academy failed in a way that nobody expected.
    #[error("the academy failed: {0}")]
    Unexpected(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SyncError {
    /// How long the academy asks to wait before the next try, where it said.
    pub fn wait(&self) -> Option<Duration> {
        match self {
            SyncError::Busy { wait, .. } => *wait,
            _ => None,
        }
    }

    /// The way to handle the error.
    pub fn class(&self) -> Class {
        match self {
            SyncError::Offline(_)
            | SyncError::AnotherProgram
            | SyncError::Diverged
            | SyncError::Busy { .. }
            | SyncError::NotFound(_)
            | SyncError::Forbidden(_)
            | SyncError::Stale
            | SyncError::Refused(_)
            | SyncError::TooLarge(_)
            | SyncError::Unexpected(_)
            | SyncError::Store(StoreError::Busy { .. }) => Class::Retry,
            SyncError::Unauthorized(_) => Class::SignIn,
            SyncError::UserGone
            | SyncError::Incompatible { .. }
            | SyncError::OtherAccount { .. }
            | SyncError::Store(_) => Class::Fatal,
        }
    }
}

fn update_what(ours: Protocols, theirs: Protocols) -> &'static str {
    if theirs.oldest > ours.newest {
        "this Lyceum is too old for the academy: update Lyceum. Reading goes on, and what you learn is kept here"
    } else {
        "the academy is too old for this Lyceum: its operator has to update it. Reading goes on, and what you learn \
         is kept here"
    }
}
