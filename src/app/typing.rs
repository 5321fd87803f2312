//! What is typed: into the line that takes it, as digits before a movement, as letters that pick a link or code.

use super::clock::Millis;
use super::excerpt::Waiting;
use super::input::InputLine;
use super::model::{Model, Overlay, Pane};
use crate::keymap::{Action, Key, KeyCode};

/// How long digits wait for a movement, in milliseconds: as long as two keys in a row take.
const DIGITS_WAIT: Millis = 350;

/// The largest number before a movement.
const MOST_TIMES: usize = 999;

impl Model {
    pub(super) fn type_digit(&mut self, key: Key) {
        let digit = key.text().and_then(|digit| digit.to_digit(10));
        let digit = digit.and_then(|digit| usize::try_from(digit).ok());
        let count = self.count.unwrap_or(0) * 10 + digit.unwrap_or(0);
        self.count = (count > 0).then_some(count.min(MOST_TIMES));
        self.count_until = self.now + DIGITS_WAIT;
    }

    /// Digits that no movement followed: one that names a pane goes there, others are forgotten.
    pub(super) fn settle_count(&mut self) {
        if self.count.is_none() || self.now < self.count_until {
            return;
        }
        let pane = self
            .count
            .take()
            .and_then(|count| Pane::ALL.get(count.checked_sub(1)?));
        if let Some(pane) = pane.filter(|pane| **pane != Pane::Lesson) {
            self.go_to_pane(*pane);
        }
    }

    /// The line that is being typed into, where there is one.
    pub(super) fn input(&mut self) -> Option<&mut InputLine> {
        if self.filters_outline() {
            return self.outline_in_hand().map(|(view, _)| &mut view.filter);
        }
        match &mut self.overlay {
            Some(Overlay::Help(help)) if help.typing => Some(&mut help.search),
            Some(Overlay::Contents(contents)) => Some(&mut contents.filter),
            Some(Overlay::Find(find)) => Some(&mut find.input),
            None if self.pane == Pane::Lesson => {
                let search = self.reader.as_mut()?.search.as_mut()?;
                search.typing.then_some(&mut search.input)
            }
            None if self.pane == Pane::Catalog && self.catalog.typing => {
                Some(&mut self.catalog.filter)
            }
            _ => None,
        }
    }

    pub(super) fn type_key(&mut self, key: Key) {
        if key.code() == KeyCode::Backspace {
            self.edit_input(InputLine::delete_character);
        } else if let Some(character) = key.text() {
            self.type_text(character.encode_utf8(&mut [0; 4]));
        }
    }

    /// True while the letters over links or code wait to be typed.
    pub(super) fn picks_by_letters(&self) -> bool {
        let hints = self
            .reader
            .as_ref()
            .and_then(|reader| reader.hints.as_ref());
        self.pane == Pane::Lesson && self.overlay.is_none() && hints.is_some()
    }

    pub(super) fn stop_picking(&mut self) {
        if let Some(reader) = &mut self.reader {
            reader.hints = None;
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        if !self.queue_up(Waiting::Paste(text.to_owned())) {
            self.type_text(text);
        }
    }

    pub(super) fn type_text(&mut self, text: &str) {
        if self.picks_by_letters() {
            return text.chars().for_each(|letter| self.type_hint(letter));
        }
        self.edit_input(|line| line.insert(text));
    }

    fn edit_input(&mut self, edit: impl FnOnce(&mut InputLine)) {
        let Some(line) = self.input() else { return };
        edit(line);
        self.input_changed();
    }

    fn input_changed(&mut self) {
        if self.filters_outline() {
            return self.apply_outline_filter();
        }
        match (&mut self.overlay, self.pane) {
            (Some(Overlay::Help(help)), _) => help.top = 0,
            (Some(Overlay::Contents(_)), _) => self.filter_contents(),
            (Some(Overlay::Find(_)), _) => self.find_everywhere(),
            (None, Pane::Lesson) => self.find_in_lesson(),
            _ => self
                .catalog
                .rearrange(self.preferences.sort, self.list_rows()),
        }
    }

    /// True where the action was meant for the line being typed.
    pub(super) fn act_on_input(&mut self, action: Action) -> bool {
        match action {
            Action::Accept => self.accept_input(),
            Action::Cancel => self.cancel_input(),
            Action::ClearInput => self.edit_input(InputLine::clear),
            Action::DeleteWord => self.edit_input(InputLine::delete_word),
            _ => return false,
        }
        true
    }

    fn accept_input(&mut self) {
        if self.filters_outline() {
            return self.stop_typing();
        }
        match (&mut self.overlay, self.pane) {
            (Some(Overlay::Help(help)), _) => help.typing = false,
            (Some(Overlay::Contents(_)), _) => self.open_selected_heading(),
            (Some(Overlay::Find(_)), _) => self.open_selected_hit(),
            (None, Pane::Lesson) => {
                self.search_again();
                self.accept_search();
            }
            _ => self.stop_typing(),
        }
    }

    fn cancel_input(&mut self) {
        if self.filters_outline() {
            return self.clear_outline_filter();
        }
        match (&mut self.overlay, self.pane) {
            (Some(Overlay::Help(help)), _) => {
                help.search.clear();
                help.typing = false;
            }
            (Some(_), _) => self.overlay = None,
            (None, Pane::Lesson) => self.cancel_search(),
            _ => {
                self.catalog.typing = false;
                self.edit_filter_away();
            }
        }
    }

    /// The filters of lists are typed: what they say stays.
    pub(super) fn stop_typing(&mut self) {
        self.catalog.typing = false;
        let beside = self.reader.as_mut().map(|reader| &mut reader.beside);
        for view in self.course.as_mut().into_iter().chain(beside) {
            view.typing = false;
        }
        self.fit();
    }

    pub(super) fn edit_filter_away(&mut self) {
        self.catalog.filter.clear();
        self.catalog
            .rearrange_around_selected(self.preferences.sort, self.list_rows());
    }
}
