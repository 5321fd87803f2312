//! Jumps, by a link, a heading or a search: the places jumped from, the way back, and forward again.

use super::LessonScreen;
use crate::app::direction::Direction;
use crate::app::lesson_ref::LessonRef;
use crate::app::screen::Next;
use crate::app::shared::Shared;
use crate::app::wish::{Begin, LessonChoice, LessonWish, Wish};
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

impl LessonScreen {
    fn spot(&mut self) -> Option<Spot> {
        let reader = self.reader.as_mut()?;
        Some(Spot {
            lesson: reader.lesson_ref(),
            position: reader.text.position(),
        })
    }

    /// Somebody jumps: there is a way back to here.
    pub(in crate::app) fn remember_spot(&mut self) {
        if let Some(spot) = self.spot() {
            self.trail.leave(spot);
        }
    }

    /// Brings a heading that was picked to the top.
    pub(in crate::app) fn jump_to_heading(&mut self, index: usize) {
        self.remember_spot();
        if let Some(reader) = &mut self.reader {
            reader.go_to_heading(index);
        }
    }

    /// Goes back over a jump, or forward again.
    pub(super) fn walk_trail(&mut self, direction: Direction, shared: &mut Shared) -> Next {
        let Some(here) = self.spot() else {
            return Next::Stay;
        };
        let open = here.lesson.lesson.clone();
        let spot = match direction {
            Direction::Forward => self.trail.forward(here),
            Direction::Back => self.trail.back(here),
        };
        match spot {
            None => shared.say(match direction {
                Direction::Forward => "Nothing to go forward to",
                Direction::Back => "Nothing to go back to",
            }),
            Some(Spot { lesson, position }) if lesson.lesson == open => {
                if let Some(reader) = &mut self.reader {
                    reader.text.return_to(&position);
                }
            }
            Some(Spot { lesson, position }) => {
                return Next::Wish(Wish::OpenLesson(LessonWish {
                    course: lesson.course,
                    lesson: LessonChoice::Id(lesson.lesson),
                    begin: Begin::Position(position),
                }));
            }
        }
        Next::Stay
    }
}
