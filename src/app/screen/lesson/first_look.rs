//! A long lesson is shown before all of it is parsed: what needs all of it waits for that moment.

use super::LessonScreen;
use super::reader::Reader;
use crate::keymap::Action;

impl LessonScreen {
    /// True while only a part of the lesson is there.
    pub(in crate::app) fn is_excerpt(&self) -> bool {
        self.reader.as_ref().is_some_and(Reader::is_excerpt)
    }

    /// True for an action that needs the whole lesson: all but scrolling.
    pub(in crate::app) fn needs_whole(&self, action: Action, number: Option<usize>) -> bool {
        let is_near = matches!(
            action,
            Action::ScrollDown
                | Action::ScrollUp
                | Action::HalfPageDown
                | Action::HalfPageUp
                | Action::PageDown
                | Action::PageUp
        );
        !is_near || number.is_some()
    }
}
