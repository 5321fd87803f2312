//! Writes that belong together. Those that failed are merged and tried again.

use crate::app::request::study::SaveStudy;

/// Writes that are sent together, in order. What goes on from an earlier one becomes one with it, so that a disk
/// that stays full makes no pile, and a stretch is never refused while the one behind it is taken: the store
/// counts forwards only.
#[derive(Debug, Default)]
pub(super) struct Batch(Vec<SaveStudy>);

/// More than a day of pauses on a full disk leaves; what comes later is given up, and traced.
const MOST: usize = 1_000;

impl Batch {
    /// The writes of earlier, to be added to.
    pub(super) fn of(kept: Vec<SaveStudy>) -> Batch {
        Batch(kept)
    }

    /// Adds a write; false where it is given up.
    pub(super) fn add(&mut self, write: SaveStudy) -> bool {
        let goes_on = matches!(write, SaveStudy::Stretch { .. });
        if goes_on && self.0.iter_mut().any(|earlier| extend(earlier, &write)) {
            return true;
        }
        match &write {
            SaveStudy::Position { lesson: of, .. } => self.0.retain(
                |earlier| !matches!(earlier, SaveStudy::Position { lesson, .. } if lesson == of),
            ),
            SaveStudy::Seal => self.0.retain(|earlier| *earlier != SaveStudy::Seal),
            _ => {}
        }
        if self.0.len() >= MOST {
            return false;
        }
        self.0.push(write);
        true
    }

    /// The writes, in order.
    pub(super) fn into_writes(self) -> Vec<SaveStudy> {
        self.0
    }
}

/// Makes a stretch longer by the one that begins where it ends, in the same lesson and on the same date.
fn extend(earlier: &mut SaveStudy, next: &SaveStudy) -> bool {
    match (earlier, next) {
        (
            SaveStudy::Stretch {
                lesson, to, begun, ..
            },
            SaveStudy::Stretch {
                lesson: of,
                from,
                to: end,
                begun: next,
            },
        ) if lesson == of && to == from && begun.local_date == next.local_date => {
            *to = *end;
            true
        }
        _ => false,
    }
}
