//! A long lesson is shown before all of it is parsed: what needs all of it waits for that moment, and so does everything
//! that is typed or clicked behind it.

use super::LessonScreen;
use crate::app::held_input::HeldInput;
use crate::app::msg::Mouse;
use crate::keymap::Action;

impl LessonScreen {
    /// Has input wait behind what waits already; false where nothing does.
    pub(in crate::app) fn hold_behind(&mut self, input: HeldInput) -> bool {
        let held = self.reader.as_mut().map(|reader| &mut reader.held);
        let Some(held) = held.filter(|held| !held.is_empty()) else {
            return false;
        };
        held.push(input);
        true
    }

    /// Has an action wait that needs the whole lesson.
    pub(super) fn hold_action(&mut self, action: Action, number: Option<usize>) -> bool {
        let is_near = matches!(
            action,
            Action::ScrollDown
                | Action::ScrollUp
                | Action::HalfPageDown
                | Action::HalfPageUp
                | Action::PageDown
                | Action::PageUp
        );
        (!is_near || number.is_some()) && self.hold(HeldInput::Action(action, number))
    }

    /// Has a click wait, which may need the whole lesson.
    pub(super) fn hold_mouse(&mut self, mouse: Mouse) -> bool {
        self.hold(HeldInput::Mouse(mouse))
    }

    /// Has input wait while only an excerpt is there; false where all of the lesson is.
    fn hold(&mut self, input: HeldInput) -> bool {
        let reader = self.reader.as_mut();
        let excerpt = reader.filter(|reader| reader.is_excerpt());
        excerpt.map(|reader| reader.held.push(input)).is_some()
    }
}
