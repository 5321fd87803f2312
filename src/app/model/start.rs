//! Starts at the place that the command line names.

use super::Model;
use crate::app::frame::notices::Notice;
use crate::app::settings::Start;
use crate::app::wish::{Begin, LessonChoice, LessonWish};

/// The way to where the command line says to begin.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Beginning {
    /// Where to begin, until it is asked for.
    wish: Option<Start>,
    /// True once it was said that the course to begin with is not here.
    is_missed: bool,
    /// True until the place is there, or isn't waited for any more.
    is_awaited: bool,
}

impl Beginning {
    /// A wish of the command line, where it has one.
    pub(super) fn at(wish: Option<Start>) -> Beginning {
        Beginning {
            is_awaited: wish.is_some(),
            wish,
            is_missed: false,
        }
    }
}

impl Model {
    /// The courses are known: opens what the command line named, a course and perhaps a lesson.
    pub(super) fn start_where_asked(&mut self) {
        let Some(start) = &self.beginning.wish else {
            return;
        };
        // Bundled courses arrive a moment after the first start: the wish waits for its course.
        let Some(course) = self.catalog.courses.course_by_slug(start.course.as_str()) else {
            if !std::mem::replace(&mut self.beginning.is_missed, true) {
                let notice = Notice::warning(format!("No course `{}`", start.course))
                    .with_detail("`lyceum courses` lists your courses with their slugs.");
                self.shared.tell(notice);
            }
            return;
        };
        let id = course.course.id.clone();
        let lesson = start.lesson;
        self.beginning.wish = None;
        self.catalog.select(&id, &self.shared);
        match lesson {
            Some(number) => self.open_lesson(LessonWish {
                course: id,
                lesson: LessonChoice::Number(number),
                begin: Begin::Left,
            }),
            None => self.open_course(id, None),
        }
    }

    /// The courses can't be read: what was typed waits no longer.
    pub(super) fn miss_start(&mut self) {
        self.beginning.is_missed = true;
    }

    /// True until the place that the command line names is on the screen, or can't come.
    pub fn is_beginning(&self) -> bool {
        self.beginning.is_awaited
    }

    /// Whoever does something else meanwhile no longer waits for a course that is not here.
    pub(super) fn forget_missed_start(&mut self) {
        if self.beginning.is_missed {
            self.beginning.wish = None;
        }
    }

    /// The place to begin at is there, or can't come any more.
    pub(super) fn settle_start(&mut self) {
        let is_wished = self.beginning.wish.is_some() && !self.beginning.is_missed;
        self.beginning.is_awaited &= is_wished || self.navigation.is_under_way();
    }
}
