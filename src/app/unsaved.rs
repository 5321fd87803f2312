//! Writes that belong together, and those that failed and are tried again: as few as say the same.

use super::effect::Write;

/// Writes that are sent together, in order. What goes on from an earlier one becomes one with it, so that a disk
/// that stays full makes no pile, and a stretch is never refused while the one behind it is taken: the store
/// counts forwards only.
#[derive(Debug, Default)]
pub(super) struct Batch(Vec<Write>);

/// More than a day of pauses on a full disk leaves; what comes later is given up, and traced.
const MOST: usize = 1_000;

impl Batch {
    /// What was kept from earlier, to be added to.
    pub(super) fn of(kept: Vec<Write>) -> Batch {
        Batch(kept)
    }

    /// Adds a write; false where it is given up.
    pub(super) fn add(&mut self, write: Write) -> bool {
        let goes_on = matches!(write, Write::Study { .. });
        if goes_on && self.0.iter_mut().any(|earlier| extend(earlier, &write)) {
            return true;
        }
        match &write {
            Write::Position { subject: of, .. } => self.0.retain(
                |earlier| !matches!(earlier, Write::Position { subject, .. } if subject == of),
            ),
            Write::SealStudy => self.0.retain(|earlier| *earlier != Write::SealStudy),
            _ => {}
        }
        if self.0.len() >= MOST {
            return false;
        }
        self.0.push(write);
        true
    }

    /// The writes, in order.
    pub(super) fn into_writes(self) -> Vec<Write> {
        self.0
    }
}

/// Makes a stretch longer by the one that begins where it ends, in the same lesson and on the same date.
fn extend(earlier: &mut Write, next: &Write) -> bool {
    match (earlier, next) {
        (
            Write::Study {
                subject, to, stamp, ..
            },
            Write::Study {
                subject: of,
                from,
                to: end,
                stamp: begun,
            },
        ) if subject == of && to == from && stamp.local_date == begun.local_date => {
            *to = *end;
            true
        }
        _ => false,
    }
}
