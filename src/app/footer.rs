//! The bottom line: the keys that apply right now, and at the right how far the lesson is.

use super::course::{CourseView, OutlineRow};
use super::model::{Model, Pane};
use super::reader::Reader;
use crate::domain::sanitize_line;
use crate::keymap::Action;
use crate::lesson::display_width;

/// A key on the footer and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FooterItem {
    /// The first column, from the left of the footer.
    pub x: u16,
    /// The key as a person reads it.
    pub keys: String,
    /// What it does, in a word or two.
    pub label: &'static str,
    /// The action, for a click.
    pub action: Action,
}

impl FooterItem {
    /// Columns that the item takes: the key, a space, the label.
    pub fn width(&self) -> u16 {
        cells(&self.keys) + 1 + cells(self.label)
    }
}

/// The footer of one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Footer {
    /// The keys, from the left.
    pub items: Vec<FooterItem>,
    /// What stands at the right edge.
    pub right: String,
}

/// Columns between two items.
const GAP: u16 = 2;

impl Model {
    /// The footer that fits the terminal: what matters most comes first, the rest is in the help.
    pub fn footer(&self) -> Footer {
        let right = self.reading_status();
        let room = self.size.columns.saturating_sub(cells(&right) + GAP);
        let keys = self.footer_keys();
        // The way to the help and the way out are never crowded out; of the rest, what matters most comes
        // first, and nothing that matters less stands where it found no room.
        let is_needed = |item: &FooterItem| matches!(item.action, Action::Help | Action::Quit);
        let needed: u16 = keys
            .iter()
            .filter(|item| is_needed(item))
            .map(|item| item.width() + GAP)
            .sum();
        let mut left = (room + GAP).saturating_sub(needed + 1);
        let mut x = 1;
        let mut items = Vec::new();
        for item in keys {
            let width = item.width() + GAP;
            if !is_needed(&item) {
                if width > left {
                    left = 0;
                    continue;
                }
                left -= width;
            }
            items.push(FooterItem { x, ..item });
            x += width;
        }
        Footer { items, right }
    }

    /// The item at a column of the footer.
    pub fn footer_item_at(&self, column: u16) -> Option<Action> {
        let hit = |item: &FooterItem| (item.x..item.x + item.width()).contains(&column);
        self.footer()
            .items
            .into_iter()
            .find(hit)
            .map(|item| item.action)
    }

    fn footer_keys(&self) -> Vec<FooterItem> {
        let layers = self.layers();
        let offered = self.keymap.footer(&layers);
        let items = offered
            .into_iter()
            .filter(|key| self.applies(key.action))
            .map(|key| FooterItem {
                x: 0,
                keys: key.keys.pretty(),
                label: self.label(key.action, key.label),
                action: key.action,
            });
        let mut items: Vec<FooterItem> = items.collect();
        if self.at_end_of_lesson() {
            // Now it is what matters most, also where there is room for little.
            items.sort_by_key(|item| item.action != Action::Complete);
        }
        items
    }

    fn label(&self, action: Action, label: &'static str) -> &'static str {
        match action {
            Action::Complete if self.at_end_of_lesson() => "complete and go on",
            Action::ToggleComplete if self.selected_lesson_is_done() => "not done yet",
            _ => label,
        }
    }

    /// True at the end of a lesson that is not complete: now is the time to say so.
    pub fn at_end_of_lesson(&self) -> bool {
        self.reader
            .as_ref()
            .is_some_and(|reader| reader.text.at_end() && !reader.is_done())
    }

    fn selected_lesson_is_done(&self) -> bool {
        let selected = self.course.as_ref().and_then(CourseView::selected);
        matches!(selected, Some(OutlineRow::Lesson(_, lesson)) if lesson.progress.completion.is_some())
    }

    /// False for an action that would do nothing here.
    fn applies(&self, action: Action) -> bool {
        match action {
            Action::Continue | Action::Outline | Action::About if self.pane == Pane::Catalog => {
                self.catalog.selected().is_some()
            }
            Action::NextLesson => self
                .reader
                .as_ref()
                .is_some_and(|r| r.neighbour(true).is_some()),
            Action::Complete => self.reader.as_ref().is_some_and(|r| !r.is_done()),
            Action::Reopen => self.reader.as_ref().is_some_and(Reader::is_done),
            Action::PageDown if self.pane == Pane::Lesson && self.overlay.is_none() => self
                .reader
                .as_ref()
                .is_some_and(|reader| !reader.text.at_end()),
            Action::Accept | Action::ClearInput => !self.picks_a_link(),
            Action::GoCourse => self.course.is_some() || self.catalog.selected().is_some(),
            Action::DismissNotice => self.notices.current().is_some(),
            Action::NoticeDetail => self.notices.current().is_some_and(|n| n.detail.is_some()),
            _ => true,
        }
    }

    fn reading_status(&self) -> String {
        let Some(reader) = self.reader.as_ref().filter(|_| self.pane == Pane::Lesson) else {
            return String::new();
        };
        if let Some(count) = self.count {
            return format!("{count} ");
        }
        match (&self.overlay, &reader.search, &reader.hints) {
            (Some(_), ..) => String::new(),
            (None, _, Some(_)) => "type the letters of a link ".to_owned(),
            (None, Some(search), _) => {
                let typed = sanitize_line(search.input.text());
                let cursor = if search.typing { "▏" } else { "" };
                format!("/{typed}{cursor} {} ", search.count())
            }
            (None, None, None) => {
                let percent = reader.read_so_far();
                match reader.minutes_left(self.words_per_minute()) {
                    0 => format!("{percent} "),
                    _ if self.size.columns < 60 => format!("{percent} "),
                    minutes => format!("{percent} · {minutes} min left "),
                }
            }
        }
    }
}

fn cells(text: &str) -> u16 {
    u16::try_from(display_width(text)).unwrap_or(u16::MAX)
}
