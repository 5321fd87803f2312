//! How lessons look: what stands beside the text, how wide it is, what wide tables and code do.

use super::LessonScreen;
use super::Screen;
use crate::app::preferences::Preferences;
use crate::app::shared::Shared;
use crate::keymap::{Action, Layer};
use crate::lesson::{CodeWrap, TableForm};

/// Columns that the measure changes by.
const MEASURE_STEP: u16 = 4;

impl LessonScreen {
    /// Changes how lessons look, this one and those to come; false where the action is another one.
    pub(super) fn change_look(&mut self, action: Action, shared: &mut Shared) -> bool {
        let Preferences { measure, .. } = shared.preferences;
        let measure = measure.unwrap_or(shared.settings.measure);
        match action {
            Action::ToggleContents | Action::ToggleOutline => {
                if !self.toggle_side(action, shared) {
                    self.say_no_room(action, shared);
                    return true;
                }
            }
            Action::ToggleSpacing => {
                shared.preferences.airy = !shared.preferences.airy;
                shared.say(match shared.preferences.airy {
                    true => "A free row below each line",
                    false => "Lines without free rows",
                });
            }
            Action::ToggleFocus => shared.preferences.focus = !shared.preferences.focus,
            Action::Wider => set_measure(measure + MEASURE_STEP, shared),
            Action::Narrower => set_measure(measure - MEASURE_STEP, shared),
            Action::ToggleCodeWrap => {
                shared.preferences.code = match shared.preferences.code {
                    CodeWrap::Wrap => CodeWrap::Scroll,
                    CodeWrap::Scroll => CodeWrap::Wrap,
                };
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
                "Only the text is shown".to_owned(),
                Action::ToggleFocus,
                "shows the rest",
            ),
            Action::ToggleOutline => (
                "No room for the outline beside the text".to_owned(),
                Action::GoCourse,
                "opens it",
            ),
            _ => (
                "No room for contents beside the text".to_owned(),
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

fn set_measure(measure: u16, shared: &mut Shared) {
    let measure = measure.clamp(60, 120);
    shared.preferences.measure = Some(measure);
    shared.say(&format!("Text is at most {measure} columns wide"));
}

fn table_form_name(form: TableForm) -> &'static str {
    match form {
        TableForm::Fit => "Tables fit the page",
        TableForm::Scroll => "Wide tables scroll sideways: ← →",
        TableForm::Cards => "Tables as cards, one a row",
        TableForm::Linear => "Tables as lines, for screen readers",
    }
}
