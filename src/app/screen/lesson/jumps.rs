//! Jumping to a heading, and back.

use super::LessonScreen;
use super::trail::Spot;
use crate::app::direction::Direction;
use crate::app::screen::Next;
use crate::app::shared::Shared;
use crate::app::wish::{Begin, LessonChoice, LessonWish, Wish};

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
