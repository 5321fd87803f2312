//! A long lesson is shown before all of it is parsed: what needs all of it waits for that moment, and so does everything
//! that is typed or clicked behind it.

use super::model::{Model, Pane};
use super::msg::Mouse;
use super::reader::Reader;
use crate::domain::LessonId;
use crate::keymap::{Action, Key};

/// What was asked for while only an excerpt of the lesson was there.
#[derive(Debug, Clone, PartialEq)]
pub enum Waiting {
    /// The first thing that needs the whole lesson, and the number before it.
    Action(Action, Option<usize>),
    /// A key behind it: what it means is known when its turn comes.
    Key(Key),
    /// What the mouse did.
    Mouse(Mouse),
    /// A text that was pasted.
    Paste(String),
}

impl Reader {
    /// Whether only an excerpt of the lesson is there.
    pub fn is_excerpt(&self) -> bool {
        self.text.layout().document().is_excerpt()
    }

    /// Has an action wait that needs the whole lesson.
    pub(super) fn awaits_whole(&mut self, action: Action, number: Option<usize>) -> bool {
        let is_near = matches!(
            action,
            Action::ScrollDown
                | Action::ScrollUp
                | Action::HalfPageDown
                | Action::HalfPageUp
                | Action::PageDown
                | Action::PageUp
        );
        let waits = self.is_excerpt() && (!is_near || number.is_some());
        if waits {
            self.waiting.push(Waiting::Action(action, number));
        }
        waits
    }

    /// Has a click wait, which may need the whole lesson.
    pub(super) fn awaits_whole_for_mouse(&mut self, mouse: Mouse) -> bool {
        let waits = self.is_excerpt();
        if waits {
            self.waiting.push(Waiting::Mouse(mouse));
        }
        waits
    }
}

impl Model {
    /// Has something wait behind what waits already; false where nothing does.
    pub(super) fn queue_up(&mut self, input: Waiting) -> bool {
        let waiting = self.reader.as_mut().map(|reader| &mut reader.waiting);
        let Some(waiting) = waiting.filter(|waiting| !waiting.is_empty()) else {
            return false;
        };
        waiting.push(input);
        true
    }

    /// The whole lesson is there: does what waited for it.
    pub(super) fn do_what_waited(&mut self) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        reader.began_at = reader.text.words_above();
        for input in std::mem::take(&mut reader.waiting) {
            self.take_waiting(input);
        }
    }

    /// Does what waited: its turn has come.
    pub(super) fn take_waiting(&mut self, input: Waiting) {
        match input {
            Waiting::Action(action, number) => self.act_with(action, number),
            Waiting::Key(key) => self.key(key),
            Waiting::Mouse(mouse) => self.mouse(mouse),
            Waiting::Paste(text) => self.paste(&text),
        }
    }

    /// A lesson that can't be read whole isn't shown in part.
    pub(super) fn close_excerpt(&mut self, lesson: &LessonId) {
        let is_it = |reader: &Reader| reader.is_excerpt() && reader.lesson.id == *lesson;
        if self.reader.as_ref().is_some_and(is_it) {
            self.stop_reading();
            self.reader = None;
            if self.pane == Pane::Lesson {
                self.go(Pane::Course);
            }
        }
    }
}
