//! When a sync is due: some time after the last one, or at once where there is something to send.

use crate::app::study::clock::Millis;

/// How long after its start the program syncs first: what the first screen needs comes before.
const AFTER_START: Millis = 500;

/// When a sync is due. Without anything that is due nothing wakes the program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schedule {
    next: Option<Millis>,
    /// How many tries failed in a row.
    failures: u32,
    /// True where something came up while a sync went on that it may have missed.
    is_wanted_again: bool,
}

impl Schedule {
    /// The program begins.
    pub(in crate::app) fn begin(&mut self, now: Millis) {
        self.next = Some(now + AFTER_START);
    }

    /// When the next one is due, on the boot's clock.
    pub fn next(&self) -> Option<Millis> {
        self.next
    }

    /// How many tries failed in a row.
    pub(in crate::app) fn failures(&self) -> u32 {
        self.failures
    }

    /// Something is there to be sent. While tries fail, the next one comes when it is due anyway.
    pub(in crate::app) fn soon(&mut self, now: Millis, is_under_way: bool) {
        if is_under_way {
            self.is_wanted_again = true;
        } else if self.failures == 0 && self.next.is_some() {
            self.next = Some(now);
        }
    }

    /// The network may be back: tries that failed say nothing any more.
    pub(in crate::app) fn network_changed(&mut self, now: Millis) {
        if self.failures > 0 {
            self.failures = 0;
            self.next = Some(now);
        }
    }

    /// A sync ended; the next is due in so many milliseconds, or when somebody has done something.
    pub(in crate::app) fn ended(
        &mut self,
        is_failure: bool,
        again_in: Option<Millis>,
        now: Millis,
    ) {
        self.failures = if is_failure { self.failures + 1 } else { 0 };
        let again_in = match std::mem::take(&mut self.is_wanted_again) && !is_failure {
            true => again_in.map(|_| 0),
            false => again_in,
        };
        self.next = again_in.map(|again_in| now + again_in);
    }
}
