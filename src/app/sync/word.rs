//! The header's word for the state of syncing.

use super::Sync;
use crate::app::frame::tone::Tone;
use crate::app::request::sync::Outcome;
use crate::app::request::{Progress, Step};

impl Sync {
    /// The word, and how it looks; none where no academy is set.
    pub fn word(&self) -> Option<(Tone, String)> {
        let word = || {
            let goes_on = self.progress.and_then(of_progress);
            goes_on.unwrap_or_else(|| self.of_outcome())
        };
        self.is_on.then(word)
    }

    /// What somebody has to do comes first.
    fn of_outcome(&self) -> (Tone, String) {
        match (&self.outcome, self.questions.len()) {
            (Some(Outcome::SignIn(_)), _) => warning("sign in"),
            (Some(Outcome::Stopped(_)), _) => warning("not synced"),
            (_, 1) => warning("1 question"),
            (_, questions @ 2..) => warning(&format!("{questions} questions")),
            _ if self.is_elsewhere() => warning("not synced"),
            _ if self.overview.unseen() > 0 => {
                warning(&format!("{} refused", self.overview.unseen()))
            }
            (Some(Outcome::Offline(_)), _) => plain("◌ offline"),
            _ => self.of_records(),
        }
    }

    fn of_records(&self) -> (Tone, String) {
        let overview = &self.overview;
        match (overview.to_send, overview.held()) {
            (0, 0) if overview.synced_at.is_some() => plain("● synced"),
            (0, 0) => plain("◌ not synced yet"),
            (0, held) => plain(&format!("◌ {held} waiting")),
            (to_send, _) => plain(&format!("◌ {to_send} to send")),
        }
    }
}

fn of_progress(progress: Progress) -> Option<(Tone, String)> {
    let Progress { done, total, step } = progress;
    match (step, total) {
        (Step::Work, _) => None,
        (Step::WaitForKeyring, _) => Some(warning("unlock your keyring")),
        (_, 0) => Some(plain("◌ syncing")),
        (_, total) => Some(plain(&format!("◌ syncing {done}/{total}"))),
    }
}

fn plain(word: &str) -> (Tone, String) {
    (Tone::Plain, word.to_owned())
}

fn warning(word: &str) -> (Tone, String) {
    (Tone::Warning, format!("! {word}"))
}
