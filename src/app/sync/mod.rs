//! The state of syncing, and when the next sync is due. `model/syncing.rs` asks for it.

pub mod schedule;
mod word;

use super::request::sync::{About, Answers, Outcome, Overview, Question, SignIn, SyncEnd, Wants};
use super::request::{Progress, RequestId, Step};
use super::study::clock::Millis;
use schedule::Schedule;

/// The sync of a sitting.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sync {
    /// True where the settings name an academy.
    pub is_on: bool,
    /// How the last sync ended; none before the first of the sitting.
    pub outcome: Option<Outcome>,
    /// How much of the present one is done.
    pub progress: Option<Progress>,
    /// The store's side, once it was read.
    pub overview: Overview,
    /// The questions that were not answered yet.
    pub questions: Vec<Question>,
    /// The questions that were answered with no in this sitting: they aren't asked again.
    declined: Vec<Question>,
    pub(super) under_way: Option<RequestId>,
    pub(super) schedule: Schedule,
}

impl Sync {
    pub(super) fn new(is_on: bool) -> Sync {
        Sync {
            is_on,
            ..Sync::default()
        }
    }

    /// True while a sync goes on.
    pub fn is_under_way(&self) -> bool {
        self.under_way.is_some()
    }

    /// The credential that is missing.
    pub fn sign_in(&self) -> Option<&SignIn> {
        match &self.outcome {
            Some(Outcome::SignIn(sign_in)) => Some(sign_in),
            _ => None,
        }
    }

    /// When the next sync is due, on the boot's clock; none while one goes on, or where somebody has to do something.
    pub fn next_try(&self) -> Option<Millis> {
        self.schedule.next().filter(|_| self.under_way.is_none())
    }

    /// A sync ended.
    pub(super) fn end(&mut self, end: &SyncEnd, now: Millis) {
        (self.under_way, self.progress) = (None, None);
        let is_failure = matches!(end.outcome, Outcome::Offline(_) | Outcome::Delayed(_));
        self.schedule.ended(is_failure, end.again_in, now);
        self.outcome = Some(end.outcome.clone());
        if end.outcome == Outcome::Synced {
            let mut questions = end.questions.clone();
            questions.retain(|question| !self.declined.contains(question));
            self.questions = questions;
        }
    }

    /// Takes the first question as answered; gives what the next sync is to be told, if anything.
    pub(super) fn answer(&mut self, yes: bool) -> Option<Answers> {
        if self.questions.is_empty() {
            return None;
        }
        let question = self.questions.remove(0);
        let none = Answers::default();
        let answers = match (question.about, yes) {
            (About::Past, send) => Answers {
                send_past: Some(send),
                ..none
            },
            (About::Academy, true) => Answers {
                move_to_it: true,
                ..none
            },
            (About::Loss, true) => Answers {
                accept_loss: true,
                ..none
            },
            (_, false) => {
                self.declined.push(question);
                return None;
            }
        };
        Some(answers)
    }

    /// True where another academy or account answers than the profile's, and nothing is sent to it.
    pub fn is_elsewhere(&self) -> bool {
        let mut all = self.questions.iter().chain(&self.declined);
        all.any(|question| question.about == About::Academy)
    }

    /// Stops waiting for the keyring, where one is waited for; gives the sync that waited.
    pub(super) fn give_up_keyring(&mut self) -> Option<RequestId> {
        self.progress
            .take_if(|progress| progress.step == Step::WaitForKeyring)?;
        self.outcome = Some(Outcome::SignIn(SignIn {
            wants: Wants::Vault,
            why: "your keyring is locked".to_owned(),
            keeps: "Sync now asks for it again.".to_owned(),
        }));
        self.schedule.ended(false, None, 0);
        self.under_way.take()
    }

    /// Everything that was declined may be asked again.
    pub(super) fn forget_declined(&mut self) {
        self.declined.clear();
    }
}
