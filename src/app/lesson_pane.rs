//! What actions do in the Lesson pane.

use std::sync::Arc;

use super::actions::scroll_text;
use super::effect::{CopiedTo, Effect, Question};
use super::model::Model;
use super::preferences::Preferences;
use super::purpose::{Landing, Purpose, Which};
use super::reader::{Hints, Part, Search, Spot};
use crate::keymap::Action;
use crate::lesson::{CodeWrap, Match, TableForm};

/// Columns that the measure is changed by.
const MEASURE_STEP: u16 = 4;

impl Model {
    pub(super) fn act_on_lesson(&mut self, action: Action, number: Option<usize>) {
        let reader = self.reader.as_mut();
        if reader.is_some_and(|reader| reader.awaits_whole(action, number)) {
            return;
        }
        if self.act_beside(action, number) || self.change_look(action) {
            return;
        }
        // Whatever else is done is done in the text.
        self.hand_keys_to(Part::Text);
        if matches!(action, Action::Top | Action::Bottom) {
            self.remember_spot();
        }
        let Some(reader) = &mut self.reader else {
            return;
        };
        let times = number.unwrap_or(1);
        match action {
            Action::NextLesson => self.open_neighbour(true),
            Action::PreviousLesson => self.open_neighbour(false),
            Action::Complete => self.complete_and_go_on(),
            Action::Reopen => {
                let (subject, outline) = (reader.subject(), Arc::clone(&reader.outline));
                self.reopen(subject, &outline);
            }
            Action::NextHeading => reader.move_by_heading(true, times),
            Action::PreviousHeading => reader.move_by_heading(false, times),
            Action::Contents => self.open_contents(),
            Action::Search => reader.search = Some(Search::begin(&reader.text)),
            Action::NextMatch => self.step_to_match(true, times),
            Action::PreviousMatch => self.step_to_match(false, times),
            Action::ClearSearch => reader.search = None,
            Action::Links => self.show_hints(),
            Action::LinkBack => self.walk_trail(false),
            Action::LinkForward => self.walk_trail(true),
            Action::CopyCode => self.copy_code(),
            Action::ToggleBookmark => self.toggle_bookmark(),
            Action::ScrollLeft => reader.text.scroll_sideways(-in_steps(times)),
            Action::ScrollRight => reader.text.scroll_sideways(in_steps(times)),
            Action::Top | Action::Bottom if number.is_some() => reader.go_to_percent(times),
            action => scroll_text(&mut reader.text, action, times),
        }
    }

    /// Changes how lessons look, for this lesson and those to come; false where the action is another one.
    fn change_look(&mut self, action: Action) -> bool {
        let Preferences { measure, .. } = self.preferences;
        let measure = measure.unwrap_or(self.settings.measure);
        match action {
            Action::ToggleContents | Action::ToggleOutline => {
                if !self.toggle_side(action) {
                    self.say_no_room(action);
                    return true;
                }
            }
            Action::ToggleSpacing => {
                self.preferences.airy = !self.preferences.airy;
                self.say(match self.preferences.airy {
                    true => "A free row below each line",
                    false => "Lines without free rows",
                });
            }
            Action::ToggleFocus => self.preferences.focus = !self.preferences.focus,
            Action::Wider => self.set_measure(measure + MEASURE_STEP),
            Action::Narrower => self.set_measure(measure - MEASURE_STEP),
            Action::ToggleCodeWrap => {
                self.preferences.code = match self.preferences.code {
                    CodeWrap::Wrap => CodeWrap::Scroll,
                    CodeWrap::Scroll => CodeWrap::Wrap,
                };
            }
            Action::NextTableForm => {
                let reader = self.reader.as_ref();
                let Some(form) = reader.and_then(|reader| reader.text.next_table_form()) else {
                    self.say("No table on this page");
                    return true;
                };
                self.preferences.tables = form;
                self.say(table_form_name(form));
            }
            _ => return false,
        }
        if let Some(reader) = &mut self.reader {
            reader.text.set_offset(0);
        }
        self.fit();
        self.choose();
        true
    }

    fn set_measure(&mut self, measure: u16) {
        let measure = measure.clamp(60, 120);
        self.preferences.measure = Some(measure);
        self.say(&format!("Text is at most {measure} columns wide"));
    }

    /// Shows or hides what stands beside the text; false, and nothing changes, where there is no room for it.
    fn toggle_side(&mut self, action: Action) -> bool {
        let before = (self.preferences, self.reader_columns());
        let side = match action {
            Action::ToggleOutline => &mut self.preferences.outline,
            _ => &mut self.preferences.contents,
        };
        *side = !*side;
        let is_seen = self.reader_columns() != before.1;
        if !is_seen {
            self.preferences = before.0;
        }
        is_seen
    }

    fn say_no_room(&mut self, action: Action) {
        let (mut said, instead, does) = match action {
            _ if self.preferences.focus => (
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
        let layers = self.layers();
        if let Some(key) = self.keymap.keys_for(instead, &layers).first() {
            said.push_str(&format!(": {} {does}", key.pretty()));
        }
        self.say(&said);
    }

    fn open_neighbour(&mut self, forward: bool) {
        let Some(reader) = &self.reader else { return };
        let course = reader.outline.course.id.clone();
        match reader.neighbour(forward).map(|lesson| lesson.id.clone()) {
            Some(lesson) => self.open_lesson(course, Which::Lesson(lesson), Landing::Kept),
            None if forward => self.say("This is the last lesson of the course"),
            None => self.say("This is the first lesson of the course"),
        }
    }

    /// What is typed into the search changed: everything that it finds is marked.
    pub(super) fn find_in_lesson(&mut self) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Some(search) = &mut reader.search else {
            return;
        };
        search.near = None;
        self.find_matches();
    }

    /// Asks for the places of what is looked for in the lesson.
    pub(super) fn find_matches(&mut self) {
        let Some(reader) = &self.reader else { return };
        let Some(search) = &reader.search else { return };
        let document = Arc::clone(reader.text.layout().document());
        let query = search.input.text().to_owned();
        self.ask(
            Purpose::Find(reader.lesson.id.clone()),
            Question::Find { document, query },
        );
    }

    /// Matches came: goes to the first one from where the search began, unless one is at one already.
    pub(super) fn take_matches(&mut self, matches: Vec<Match>) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Some(search) = &mut reader.search else {
            return;
        };
        let is_new = search.found(matches, &mut reader.text);
        if !search.typing && search.matches.is_empty() {
            return self.give_up_search();
        }
        if !is_new {
            return;
        }
        // Each letter looks from where the search began, not from where the last one led.
        let origin = search.origin;
        origin.restore(&mut reader.text);
        reader.show_current_match();
    }

    /// True until it is known what a search in the lesson finds.
    pub(super) fn finds_in_lesson(&self) -> bool {
        self.requests
            .any(|purpose| matches!(purpose, Purpose::Find(_)))
    }

    fn step_to_match(&mut self, forward: bool, times: usize) {
        if let Some(reader) = &mut self.reader
            && let Some(search) = &mut reader.search
        {
            search.step(forward, times, &mut reader.text);
            reader.show_current_match();
        }
    }

    /// The search is typed: its matches stay marked, and there is a way back to where it began. A search that found
    /// nothing ends, once that is known.
    pub(super) fn accept_search(&mut self) {
        let is_under_way = self.finds_in_lesson();
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Some(search) = reader.search.as_mut().filter(|search| search.typing) else {
            return;
        };
        search.typing = false;
        if !search.input.is_empty() {
            search.input.text().clone_into(&mut self.searched);
        }
        if search.matches.is_empty() && !is_under_way {
            return self.give_up_search();
        }
        let origin = Spot {
            position: search.origin.position(&mut reader.text),
            subject: reader.subject(),
        };
        self.trail.leave(origin);
    }

    /// Looks for what was searched last where nothing is typed.
    pub(super) fn search_again(&mut self) {
        let search = self
            .reader
            .as_mut()
            .and_then(|reader| reader.search.as_mut());
        if let Some(search) = search.filter(|search| search.typing && search.input.is_empty())
            && !self.searched.is_empty()
        {
            search.input.insert(&self.searched);
            self.find_in_lesson();
        }
    }

    /// There is nothing of what is looked for.
    fn give_up_search(&mut self) {
        let Some(search) = self.reader.as_mut().and_then(|reader| reader.search.take()) else {
            return;
        };
        if !search.input.is_empty() {
            self.say("No match in this lesson");
        }
    }

    /// The search is given up: back to where it began.
    pub(super) fn cancel_search(&mut self) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        if let Some(search) = reader.search.take() {
            search.origin.restore(&mut reader.text);
        }
    }

    fn show_hints(&mut self) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let hints = Hints::to_open(&reader.text);
        if hints.all.is_empty() {
            return self.say("No links on this page");
        }
        reader.hints = Some(hints);
    }

    /// Copies the code block on screen; where there are several, their letters say which.
    fn copy_code(&mut self) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let hints = Hints::to_copy(&reader.text);
        match &hints.all[..] {
            [] => self.say("No code on this page"),
            [only] => self.reach(only.goal),
            _ => reader.hints = Some(hints),
        }
    }

    /// Copies a code block, exactly as it stands in the lesson.
    pub(super) fn copy_block(&mut self, block: usize) {
        let Some(reader) = &self.reader else { return };
        if let Some(code) = reader.text.layout().document().code(block) {
            let text = code.text.into_owned();
            let purpose = Purpose::Copy(text.lines().count());
            let request = self.requests.start(purpose, self.now);
            self.outbox.push(Effect::Copy { request, text });
        }
    }
}

fn in_steps(times: usize) -> isize {
    isize::try_from(times).unwrap_or(isize::MAX)
}

/// Says where the code is that was copied.
pub(super) fn copied(lines: usize, to: CopiedTo) -> String {
    let lines = match lines {
        1 => "1 line of code".to_owned(),
        lines => format!("{lines} lines of code"),
    };
    match to {
        CopiedTo::System => format!("Copied {lines}"),
        CopiedTo::Terminal => format!("Sent {lines} to the terminal's clipboard"),
    }
}

fn table_form_name(form: TableForm) -> &'static str {
    match form {
        TableForm::Fit => "Tables fit the page",
        TableForm::Scroll => "Wide tables scroll sideways: ← →",
        TableForm::Cards => "Tables as cards, one a row",
        TableForm::Linear => "Tables as lines, for screen readers",
    }
}
