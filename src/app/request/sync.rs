//! Syncing with the academy, and the state of the profile there.

use super::Ask;
use crate::app::study::clock::Millis;
use crate::app::typed_secret::Hidden;
use crate::domain::{Held, Refused, Timestamp};

/// Syncs. Being offline is an outcome, not a failure.
#[derive(Debug, Clone, PartialEq)]
pub struct SyncNow {
    /// The learner's answers to the questions of an earlier sync.
    pub answers: Answers,
    /// The secret that the last sync asked for.
    pub typed: Option<Typed>,
    /// How many tries failed in a row before.
    pub failures: u32,
}

impl Ask for SyncNow {
    type Answer = SyncEnd;
    const IS_QUIET: bool = true;
}

/// Sends what waits before the program ends, as far as that goes in two seconds.
#[derive(Debug, Clone, PartialEq)]
pub struct SyncBeforeLeaving;

impl Ask for SyncBeforeLeaving {
    type Answer = ();
    const IS_QUIET: bool = true;
}

/// Reads how the profile stands with its academy.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadSync;

impl Ask for ReadSync {
    type Answer = Overview;
    const IS_QUIET: bool = true;
}

/// Remembers how many refused records the learner has been shown.
#[derive(Debug, Clone, PartialEq)]
pub struct SawRefused(pub usize);

impl Ask for SawRefused {
    type Answer = ();
    const IS_QUIET: bool = true;
}

/// The learner's answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers {
    /// Whether what was learned before is sent.
    pub send_past: Option<bool>,
    /// Everything may go to another academy or account than before.
    pub move_to_it: bool,
    /// A catalog that lost most of its courses is right.
    pub accept_loss: bool,
    /// True to try held records again.
    pub retry_held: bool,
}

/// A secret that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// The kind of secret.
    pub wants: Wants,
    /// The secret.
    pub secret: Hidden,
}

/// How a sync ended.
#[derive(Debug, Clone, PartialEq)]
pub struct SyncEnd {
    /// How far it came.
    pub outcome: Outcome,
    /// When to try again, in milliseconds from now; none where somebody has to do something first.
    pub again_in: Option<Millis>,
    /// The news from the academy, a sentence each.
    pub news: Vec<String>,
    /// The questions that only the learner can answer.
    pub questions: Vec<Question>,
    /// Whether anything changed that may be on screen.
    pub has_changed: bool,
}

/// How far a sync came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// To its end.
    Synced,
    /// The academy can't be reached.
    Offline(String),
    /// The academy is busy or failed, or another window is syncing.
    Delayed(String),
    /// A credential is missing or not taken.
    SignIn(SignIn),
    /// Somebody has to change something first.
    Stopped(String),
}

/// The credential that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// The secret that is wanted.
    pub wants: Wants,
    /// Why, or why the last one wasn't taken.
    pub why: String,
    /// Where it will be kept, in a sentence.
    pub keeps: String,
}

/// A kind of credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// The password of the academy's database.
    Password,
    /// The passphrase of the encrypted file that has the password.
    Passphrase,
    /// A sign-in at the academy's server.
    SignIn,
    /// Something that can't be typed here: the keyring stays locked, or is gone.
    Vault,
}

/// A question that only the learner can answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its subject.
    pub about: About,
    /// The question in words, to be answered with yes or no.
    pub words: String,
}

/// The subject of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Records from before the academy was known.
    Past,
    /// Another academy or account than before answers.
    Academy,
    /// The catalog lost most of its courses.
    Loss,
}

/// The state of the profile at its academy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// The academy's address.
    pub academy: String,
    /// Whose account the profile is bound to.
    pub account: Option<String>,
    /// The place of the credential, in words.
    pub credential: String,
    /// When a sync last came to its end.
    pub synced_at: Option<Timestamp>,
    /// Records that go with the next sync.
    pub to_send: usize,
    /// Records that were learned before the academy was known, and stay here.
    pub kept: usize,
    /// Records that the academy doesn't take, by the reason.
    pub not_taken: Vec<NotTaken>,
    /// How many refused records the learner has been shown.
    pub refused_seen: usize,
    /// The courses that are here and that the academy took back.
    pub archived: usize,
}

impl Overview {
    /// How many records wait for something to change at the academy.
    pub fn held(&self) -> usize {
        let held = |group: &&NotTaken| matches!(group.why, Why::Held(_));
        self.not_taken.iter().filter(held).map(|g| g.records).sum()
    }

    /// How many records the academy never takes.
    pub fn refused(&self) -> usize {
        let refused = |group: &&NotTaken| matches!(group.why, Why::Refused(_));
        let groups = self.not_taken.iter().filter(refused);
        groups.map(|group| group.records).sum()
    }

    /// How many of those the learner hasn't been shown yet.
    pub fn unseen(&self) -> usize {
        self.refused().saturating_sub(self.refused_seen)
    }
}

/// Records of one course that the academy doesn't take for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotTaken {
    /// The reason.
    pub why: Why,
    /// The course's title; none for records of no course.
    pub course: Option<String>,
    /// How many.
    pub records: usize,
}

/// Why the academy doesn't take a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Not yet.
    Held(Held),
    /// Never.
    Refused(Refused),
}
