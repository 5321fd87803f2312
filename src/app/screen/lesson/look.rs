//! The look of lessons: the columns beside the text, its width, and how wide tables and code are shown.

use super::LessonScreen;
use super::Screen;
use super::reader::Reader;
use crate::app::direction::Direction;
use crate::app::settings::SettingKey;
use crate::app::shared::Shared;
use crate::keymap::{Action, Layer};
use crate::lesson::{CodeWrap, TableForm};

impl LessonScreen {
    /// Changes how lessons look, this one and those to come; false where the action is another one.
    pub(super) fn change_look(&mut self, action: Action, shared: &mut Shared) -> bool {
        match action {
            Action::ToggleContents | Action::ToggleOutline => {
                if !self.toggle_side(action, shared) {
                    self.say_no_room(action, shared);
                    return true;
                }
            }
            Action::ToggleSpacing => {
                shared.step_setting(SettingKey::Spacing, Direction::Forward);
                shared.say(match shared.settings.double_spaced {
                    true => "Double spacing",
                    false => "Single spacing",
                });
            }
            Action::ToggleFocus => self.toggle_focus(shared),
            Action::Wider => change_measure(Direction::Forward, shared),
            Action::Narrower => change_measure(Direction::Back, shared),
            Action::ToggleCodeWrap => {
                let (code, said) = match shared.preferences.code {
                    CodeWrap::Wrap => (CodeWrap::Scroll, "Long lines of code: scroll with ← →"),
                    CodeWrap::Scroll => (CodeWrap::Wrap, "Long lines of code: wrap"),
                };
                shared.preferences.code = code;
                shared.say(said);
            }
            Action::ToggleHiddenCode => {
                if !self
                    .reader
                    .as_ref()
                    .is_some_and(Reader::shows_code_with_hidden_lines)
                {
                    shared.say("No code with hidden lines on screen");
                    return true;
                }
                shared.preferences.hidden_code = !shared.preferences.hidden_code;
            }
            Action::NextTableForm => {
                let reader = self.reader.as_ref();
                let Some(form) = reader.and_then(|reader| reader.text.next_table_form()) else {
                    shared.say("No table on screen");
                    return true;
                };
                shared.preferences.tables = form;
                shared.say(table_form_name(form));
            }
            _ => return false,
        }
        if let Some(reader) = &mut self.reader {
            reader.text.set_offset(0);
        }
        self.fit(shared);
        shared.save_preferences();
        true
    }

    fn toggle_focus(&mut self, shared: &mut Shared) {
        if self.leave_focus(shared) {
            return;
        }
        shared.preferences.focus = true;
        if let Some(key) = shared.key_of(Action::ToggleFocus, &[Layer::Lesson]) {
            shared.say(&format!("Focus mode: {key} leaves it"));
        }
    }

    /// Leaves focus mode, with what was said about it; false where it is off.
    pub(super) fn leave_focus(&mut self, shared: &mut Shared) -> bool {
        let was_on = std::mem::take(&mut shared.preferences.focus);
        if was_on {
            shared.notices.forget_information(shared.now);
            self.fit(shared);
        }
        was_on
    }

    /// Shows or hides what stands beside the text; false, and nothing changes, where there is no room for it.
    fn toggle_side(&self, action: Action, shared: &mut Shared) -> bool {
        let before = (shared.preferences, self.columns(shared));
        let side = match action {
            Action::ToggleOutline => &mut shared.preferences.outline,
            _ => &mut shared.preferences.contents,
        };
        *side = !*side;
        let is_seen = self.columns(shared) != before.1;
        if !is_seen {
            shared.preferences = before.0;
        }
        is_seen
    }

    fn say_no_room(&self, action: Action, shared: &mut Shared) {
        let (mut said, instead, does) = match action {
            _ if shared.preferences.focus => (
                "Focus mode is on".to_owned(),
                Action::ToggleFocus,
                "shows the rest",
            ),
            Action::ToggleOutline => (
                "No room for the outline here".to_owned(),
                Action::GoCourse,
                "opens it",
            ),
            _ => (
                "No room for the contents here".to_owned(),
                Action::Contents,
                "opens them",
            ),
        };
        let mut layers = self.layers();
        layers.push(Layer::Global);
        if let Some(key) = shared.key_of(instead, &layers) {
            said.push_str(&format!(": {key} {does}"));
        }
        shared.say(&said);
    }
}

fn change_measure(direction: Direction, shared: &mut Shared) {
    shared.step_setting(SettingKey::Measure, direction);
    let measure = shared.settings.measure;
    shared.say(&format!("Text width: {measure} columns"));
}

fn table_form_name(form: TableForm) -> &'static str {
    match form {
        TableForm::Fit => "Tables: fit the width",
        TableForm::Scroll => "Tables: scroll with ← →",
        TableForm::Cards => "Tables: a card for each row",
        TableForm::Linear => "Tables: plain lines, for screen readers",
    }
}
