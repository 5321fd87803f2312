//! The requests under way. An answer that nobody waits for any more is dropped.

use std::collections::BTreeMap;

use super::{Answer, Ask, Asked, Progress, RequestId};
use crate::app::study::clock::Millis;

/// The requests under way, whoever waits for them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Requests {
    last: u64,
    open: BTreeMap<RequestId, Open>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Open {
    since: Millis,
    is_quiet: bool,
    progress: Option<Progress>,
}

impl Requests {
    /// Gives a question its number.
    pub fn start<Q: Ask>(&mut self, question: Q, now: Millis) -> Asked<Q> {
        self.last += 1;
        let id = RequestId(self.last);
        let open = Open {
            since: now,
            is_quiet: Q::IS_QUIET,
            progress: None,
        };
        self.open.insert(id, open);
        Asked { id, question }
    }

    /// Takes note of an answer; false where nobody waits for it.
    pub(in crate::app) fn note(&mut self, answer: &Answer) -> bool {
        match answer.progress() {
            None => self.forget(answer.id()),
            progress => {
                let open = self.open.get_mut(&answer.id());
                open.map(|open| open.progress = progress).is_some()
            }
        }
    }

    /// Nobody waits for it any more; false where nobody did before.
    pub(in crate::app) fn forget(&mut self, id: RequestId) -> bool {
        self.open.remove(&id).is_some()
    }

    /// True while somebody waits for the answer.
    pub fn awaits(&self, id: RequestId) -> bool {
        self.open.contains_key(&id)
    }

    /// When the oldest one began that somebody waits for.
    pub(in crate::app) fn oldest(&self) -> Option<Millis> {
        self.awaited().map(|open| open.since).min()
    }

    /// How much is done of what says so, the longest under way.
    pub(in crate::app) fn progress(&self) -> Option<Progress> {
        self.awaited().find_map(|open| open.progress)
    }

    fn awaited(&self) -> impl Iterator<Item = &Open> {
        self.open.values().filter(|open| !open.is_quiet)
    }
}
