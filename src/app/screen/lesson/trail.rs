//! The places jumped from, by a link, a heading or a search: the way back, and forward again.

use crate::app::lesson_ref::LessonRef;
use crate::domain::Position;

/// A place in a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// The lesson.
    pub(super) lesson: LessonRef,
    /// The place in its text.
    pub(super) position: Position,
}

/// The way that was taken by jumps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Trail {
    back: Vec<Spot>,
    forward: Vec<Spot>,
}

/// More steps than anybody goes back.
const LONGEST: usize = 100;

impl Trail {
    /// Somebody jumps from here.
    pub(super) fn leave(&mut self, from: Spot) {
        self.forward.clear();
        if self.back.len() == LONGEST {
            self.back.remove(0);
        }
        self.back.push(from);
    }

    /// The place to go back to; `here` is where forward leads then. A jump that led nowhere else is passed over.
    pub(super) fn back(&mut self, here: Spot) -> Option<Spot> {
        let spot = last_other(&mut self.back, &here)?;
        self.forward.push(here);
        Some(spot)
    }

    /// The place to go forward to; `here` is where back leads then.
    pub(super) fn forward(&mut self, here: Spot) -> Option<Spot> {
        let spot = last_other(&mut self.forward, &here)?;
        self.back.push(here);
        Some(spot)
    }
}

/// Takes the last spot that isn't this one, and what is behind it.
fn last_other(spots: &mut Vec<Spot>, here: &Spot) -> Option<Spot> {
    std::iter::from_fn(|| spots.pop()).find(|spot| spot != here)
}
