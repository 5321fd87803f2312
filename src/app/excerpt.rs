//! A long lesson is shown before all of it is parsed: what needs all of it waits for that moment, in order.

use super::model::{Model, Pane};
use super::msg::Mouse;
use super::reader::Reader;
use crate::keymap::Action;

/// What was asked of a lesson of which only an excerpt is there.
#[derive(Debug, Clone, PartialEq)]
pub enum Waiting {
    /// By a key.
    Action(Action),
    /// By the mouse, on what the screen shows.
    Mouse(Mouse),
}

impl Reader {
    /// Whether only an excerpt of the lesson is there.
    pub fn is_excerpt(&self) -> bool {
        self.text.layout().document().is_excerpt()
    }

    /// Has an action wait where it needs the whole lesson, or comes after one that does.
    pub(super) fn awaits_whole(&mut self, action: Action) -> bool {
        let is_near = matches!(
            action,
            Action::ScrollDown
                | Action::ScrollUp
                | Action::HalfPageDown
                | Action::HalfPageUp
                | Action::PageDown
                | Action::PageUp
        );
        let waits = self.is_excerpt() && !(is_near && self.waiting.is_empty());
        if waits {
            self.waiting.push(Waiting::Action(action));
        }
        waits
    }

    /// Has a click wait where only an excerpt of the lesson is there.
    pub(super) fn awaits_whole_for_mouse(&mut self, mouse: Mouse) -> bool {
        let waits = self.is_excerpt();
        if waits {
            self.waiting.push(Waiting::Mouse(mouse));
        }
        waits
    }
}

impl Model {
    /// The whole lesson is there: does what waited for it, unless the learner is elsewhere by now.
    pub(super) fn do_what_waited(&mut self) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        reader.began_at = reader.text.words_above();
        let waiting = std::mem::take(&mut reader.waiting);
        for waiting in waiting {
            if self.pane != Pane::Lesson || self.overlay.is_some() {
                return;
            }
            match waiting {
                Waiting::Action(action) => self.act(action),
                Waiting::Mouse(mouse) => self.mouse(mouse),
            }
        }
    }

    /// A lesson that can't be read whole isn't shown in part.
    pub(super) fn close_excerpt(&mut self) {
        if self.reader.as_ref().is_some_and(Reader::is_excerpt) {
            self.stop_reading();
            self.reader = None;
            if self.pane == Pane::Lesson {
                self.go(Pane::Course);
            }
        }
    }
}
