//! Starts at the place that the command line names. Keys that come earlier wait for it.

use super::Model;
use crate::app::frame::notices::Notice;
use crate::app::held_input::HeldInput;
use crate::app::settings::Start;
use crate::app::wish::{Begin, LessonChoice, LessonWish};
use crate::keymap::{Action, Key, Layer, Resolution};

/// The way to where the command line says to begin.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Beginning {
    /// Where to begin, until it is asked for.
    wish: Option<Start>,
    /// True once it was said that the course to begin with is not here.
    is_missed: bool,
    /// The input that came meanwhile; none where the place is there, or isn't waited for.
    typed: Option<Vec<HeldInput>>,
}

impl Beginning {
    /// A wish of the command line, where it has one.
    pub(super) fn at(wish: Option<Start>) -> Beginning {
        Beginning {
            typed: wish.is_some().then(Vec::new),
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
        self.beginning.typed.is_some()
    }

    /// Whoever does something else meanwhile no longer waits for a course that is not here.
    pub(super) fn forget_missed_start(&mut self) {
        if self.beginning.is_missed {
            self.beginning.wish = None;
        }
    }

    /// Has a key wait for the place to begin at; false where none is waited for, or the key is the way out of here.
    pub(super) fn key_awaits_start(&mut self, key: Key) -> bool {
        let Some(typed) = &mut self.beginning.typed else {
            return false;
        };
        // A letter behind others may belong to what they begin.
        let is_command = typed.is_empty() || key.text().is_none();
        match self.shared.keymap.resolve(&[Layer::Global], &[], key) {
            Resolution::Action(action) if action.leaves() && is_command => false,
            Resolution::Action(Action::Back) => {
                self.beginning = Beginning::default();
                self.navigation.cancel(&mut self.shared);
                true
            }
            _ => {
                typed.push(HeldInput::Key(key));
                true
            }
        }
    }

    /// The same for a text that is pasted.
    pub(super) fn paste_awaits_start(&mut self, text: &str) -> bool {
        let typed = self.beginning.typed.as_mut();
        typed.is_some_and(|typed| {
            typed.push(HeldInput::Paste(text.to_owned()));
            true
        })
    }

    /// Does what was typed, once the place to begin at is there or can't come any more.
    pub(super) fn settle_start(&mut self) {
        let is_wished = self.beginning.wish.is_some() && !self.beginning.is_missed;
        if is_wished || self.navigation.is_under_way() {
            return;
        }
        let typed = self.beginning.typed.take();
        self.replay(typed.unwrap_or_default());
    }
}
