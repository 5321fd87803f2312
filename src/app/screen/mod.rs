//! The screens. Each owns its state, what its keys and clicks do, and its part of the header and the footer.

pub mod catalog;
pub mod course;
pub mod lesson;
mod outline;
pub mod progress;
pub mod review;

use super::msg::Mouse;
use super::overlay::Overlay;
use super::pane::Pane;
use super::shared::Shared;
use super::widget::input_line::InputLine;
use super::wish::Wish;
use crate::domain::CourseId;
use crate::keymap::{Action, Layer};

/// The consequence of something that a screen did.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub(super) enum Next {
    /// Nothing beyond it.
    Stay,
    /// Something opens over it.
    Show(Overlay),
    /// Something happens elsewhere.
    Wish(Wish),
}

/// A screen.
pub(super) trait Screen {
    /// The layers whose key bindings apply, the innermost first.
    fn layers(&self) -> Vec<Layer>;

    /// Does what a key or the footer asked for; a number was typed before it.
    fn act(&mut self, action: Action, number: Option<usize>, shared: &mut Shared) -> Next;

    /// The left button went down on the body.
    fn click(&mut self, mouse: Mouse, shared: &mut Shared) -> Next;

    /// The wheel turned by some rows.
    fn scroll(&mut self, rows: isize, mouse: Mouse, shared: &Shared);

    /// Fits what is shown into its area, after that or what it holds changed.
    fn fit(&mut self, shared: &mut Shared);

    /// The line that is being typed into.
    fn input(&mut self) -> Option<&mut InputLine> {
        None
    }

    /// That line changed.
    fn typed(&mut self, _shared: &mut Shared) {}

    /// The line is accepted.
    fn accept_input(&mut self, _shared: &mut Shared) {}

    /// The line is given up.
    fn cancel_input(&mut self, _shared: &mut Shared) {}

    /// Gives up what was begun last on this screen, as the key for going back does; false where nothing was.
    fn give_up(&mut self, _shared: &mut Shared) -> bool {
        false
    }

    /// True while the meaning of what is typed depends on an answer that is on its way: it waits for that.
    fn awaits_answer(&self) -> bool {
        false
    }

    /// True for an action that depends on an answer that is on its way: it waits for that.
    fn awaits(&self, _action: Action) -> bool {
        false
    }

    /// Another screen takes its place, or it is shown again: whatever was begun ends.
    fn leave(&mut self, _shared: &mut Shared) {}

    /// The steps of the breadcrumb behind the program's name.
    fn crumbs(&self) -> Vec<(String, Pane)>;

    /// The course that the key for the outline opens.
    fn course(&self) -> Option<&CourseId> {
        None
    }

    /// The course that the key for reading on goes on with.
    fn course_to_continue(&self) -> Option<&CourseId> {
        None
    }

    /// Those of these actions that would do something now.
    fn offered(&self, actions: Vec<Action>, _shared: &Shared) -> Vec<Action> {
        actions
    }

    /// The label of an action now, where it differs from its usual one.
    fn label(&self, _action: Action) -> Option<&'static str> {
        None
    }

    /// The action that matters most now.
    fn suggested(&self) -> Option<Action> {
        None
    }

    /// The prompt at the left of the footer.
    fn prompt(&self, _shared: &Shared) -> Option<String> {
        None
    }

    /// The text at the right of the footer.
    fn status(&self, _is_covered: bool, _shared: &Shared) -> String {
        String::new()
    }
}
