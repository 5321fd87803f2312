//! The Lesson screen's part of the footer: the search, or the place in the lesson.

use super::LessonScreen;
use super::reader::Reader;
use super::search::Search;
use crate::app::direction::Direction;
use crate::app::shared::Shared;
use crate::app::widget::input_line::CARET;
use crate::domain::{Minutes, sanitize_line};
use crate::keymap::{Action, Layer};
use crate::lesson::{truncated, truncated_start};

impl LessonScreen {
    /// True at the end of a lesson that isn't done: now is the time to say so.
    pub(super) fn is_at_end(&self) -> bool {
        let is_at_end = |reader: &Reader| reader.text.at_end() && !reader.is_done();
        self.reader.as_ref().is_some_and(is_at_end)
    }

    /// False for an action that would do nothing now.
    pub(super) fn offers(&self, action: Action) -> bool {
        let Some(reader) = &self.reader else {
            return true;
        };
        match action {
            Action::NextLesson => reader.neighbour(Direction::Forward).is_some(),
            Action::Complete => self.may_complete(),
            Action::Reopen => reader.is_done(),
            Action::ToggleHiddenCode => reader.shows_code_with_hidden_lines(),
            Action::PageDown => !reader.text.at_end(),
            Action::Follow => reader.selected_target().is_some(),
            Action::Accept | Action::ClearInput => reader.hints.is_none(),
            action => self.offers_for_question(action),
        }
    }

    /// The text at the right of the footer.
    pub(super) fn reading_status(&self, shared: &Shared) -> String {
        let Some(reader) = &self.reader else {
            return String::new();
        };
        if let Some(search) = &reader.search {
            return self.search_status(search, shared);
        }
        let percent = reader.read_so_far();
        match reader.minutes_left() {
            Minutes(0) => format!("{percent} "),
            _ if shared.size.columns < 60 => format!("{percent} "),
            minutes => format!("{percent} · {minutes} left "),
        }
    }

    /// The search or the letters of a hint, where they are being typed.
    pub(super) fn typed_below(&self, shared: &Shared) -> Option<String> {
        let reader = self.reader.as_ref()?;
        if let Some(hints) = &reader.hints {
            return Some(hints.request().to_owned());
        }
        if let Some(front) = reader.passage.as_ref().and_then(|p| p.front.as_ref()) {
            let typed = sanitize_line(front.text());
            let room = usize::from(shared.size.columns / 2);
            return Some(format!(
                "Question: {}{CARET}",
                truncated_start(&typed, room)
            ));
        }
        let search = reader.search.as_ref()?;
        let typed = sanitize_line(search.input.text());
        let cursor = if search.typing { CARET } else { "" };
        // Where one types is seen, and the keys have room.
        let typed = truncated_start(&typed, usize::from(shared.size.columns / 3));
        Some(format!("/{typed}{cursor}"))
    }

    fn search_status(&self, search: &Search, shared: &Shared) -> String {
        let count = match self.is_finding() {
            true => String::new(),
            false if search.typing && search.input.is_empty() => self.search_offered(shared),
            false => search.count(),
        };
        format!("{count} ")
    }

    /// The last words that were searched for, and the key that searches for them again.
    fn search_offered(&self, shared: &Shared) -> String {
        let last = sanitize_line(&self.searched);
        let key = shared.key_of(Action::Accept, &[Layer::Input, Layer::Global]);
        match key.filter(|_| !last.is_empty()) {
            Some(key) => {
                let last = truncated(&last, usize::from(shared.size.columns / 4));
                format!("{key} {last}")
            }
            None => String::new(),
        }
    }
}
