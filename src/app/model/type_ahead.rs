//! What is typed or clicked before its turn waits, and is taken in order, so that a sequence of keys does the same
//! however fast it is typed. Nothing keeps anybody from leaving.

use super::{Model, Pane};
use crate::app::msg::Mouse;
use crate::keymap::{Action, Key, Layer, Resolution};

/// Something typed or clicked.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Input {
    /// A key, whose meaning depends on what came before it.
    Key(Key),
    /// The mouse.
    Mouse(Mouse),
    /// A text that was pasted.
    Paste(String),
    /// The action of a key or a click, with the number that was typed before it.
    Action(Action, Option<usize>),
}

impl Model {
    /// Takes input, or has it wait for its turn.
    pub(super) fn receive(&mut self, input: Input) {
        let awaits_answer = self.awaits_answer();
        match input {
            // A click means what is shown, and that is about to go.
            Input::Mouse(_) if awaits_answer => {}
            input if !awaits_answer && self.typed_ahead.is_empty() => self.take(input),
            Input::Key(key) if self.is_way_out(key) => self.key(key),
            input => self.typed_ahead.push_back(input),
        }
    }

    /// Takes what waits, as far as its turn has come.
    pub(super) fn take_typed_ahead(&mut self) {
        while !self.awaits_answer() && !self.waits_for_more() {
            let Some(input) = self.typed_ahead.pop_front() else {
                return;
            };
            self.take(input);
        }
    }

    fn take(&mut self, input: Input) {
        match input {
            Input::Key(key) => self.key(key),
            Input::Mouse(mouse) => self.mouse(mouse),
            Input::Paste(text) => self.type_text(&text),
            Input::Action(action, number) => self.act_with(action, number),
        }
    }

    /// True while another screen, lesson or question is on its way, or an answer that gives keys another meaning: what
    /// is typed is meant for that.
    fn awaits_answer(&self) -> bool {
        let goes_on = self.pane == Pane::Lesson && self.goes_on();
        let opens = self.is_beginning() || self.navigation.is_under_way();
        opens || goes_on || self.screen().awaits_answer()
    }

    /// Has an action wait that can't be carried out yet, before all that waits; false where it can.
    pub(super) fn puts_off(&mut self, action: Action, number: Option<usize>) -> bool {
        let needs_more = self.needs_more(action, number);
        if needs_more {
            self.typed_ahead.push_front(Input::Action(action, number));
        }
        needs_more
    }

    /// The same for a click, which may be on what needs the whole lesson.
    pub(super) fn puts_off_click(&mut self, mouse: Mouse) -> bool {
        let needs_more = self.shows_excerpt();
        if needs_more {
            self.typed_ahead.push_front(Input::Mouse(mouse));
        }
        needs_more
    }

    fn waits_for_more(&self) -> bool {
        match self.typed_ahead.front() {
            Some(Input::Action(action, number)) => self.needs_more(*action, *number),
            Some(Input::Mouse(_)) => self.shows_excerpt(),
            _ => false,
        }
    }

    /// True for an action that depends on what is still being written, or on a part of the lesson that isn't there.
    fn needs_more(&self, action: Action, number: Option<usize>) -> bool {
        let marks = matches!(
            action,
            Action::Complete | Action::Reopen | Action::ToggleComplete
        );
        let needs_whole = self.shows_excerpt() && self.lesson.needs_whole(action, number);
        match &self.overlay {
            Some(overlay) => overlay.panel().awaits(action),
            None => (marks && self.is_marking()) || needs_whole || self.screen().awaits(action),
        }
    }

    fn shows_excerpt(&self) -> bool {
        self.uncovered() == Some(Pane::Lesson) && self.lesson.is_excerpt()
    }

    /// Whether a key leaves or suspends the program: a letter behind others may belong to what they begin.
    fn is_way_out(&self, key: Key) -> bool {
        let is_command = self.typed_ahead.is_empty() || key.text().is_none();
        let resolution = self.shared.keymap.resolve(&[Layer::Global], &[], key);
        is_command && matches!(resolution, Resolution::Action(action) if action.leaves())
    }
}
