//! Where links were followed from, so that there is a way back, and forward again.

use crate::app::clock::Subject;
use crate::domain::Position;

/// A place in a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The lesson.
    pub subject: Subject,
    /// The place in its text.
    pub position: Position,
}

/// The way that was taken by links.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trail {
    back: Vec<Spot>,
    forward: Vec<Spot>,
}

/// More steps than anybody goes back.
const LONGEST: usize = 100;

impl Trail {
    /// A link was followed from here.
    pub fn follow(&mut self, from: Spot) {
        self.forward.clear();
        if self.back.len() == LONGEST {
            self.back.remove(0);
        }
        self.back.push(from);
    }

    /// The place to go back to; `here` is where forward leads then.
    pub fn back(&mut self, here: Spot) -> Option<Spot> {
        let spot = self.back.pop()?;
        self.forward.push(here);
        Some(spot)
    }

    /// The place to go forward to; `here` is where back leads then.
    pub fn forward(&mut self, here: Spot) -> Option<Spot> {
        let spot = self.forward.pop()?;
        self.back.push(here);
        Some(spot)
    }
}
