//! The bottom line: what the program says, the keys that apply right now, and at the right how far the lesson is.

use super::course::{CourseView, OutlineRow};
use super::model::{Model, Pane};
use super::notice::{Level, Notice};
use super::progress_pane::ProgressPage;
use super::reader::Reader;
use crate::domain::{Minutes, sanitize_line};
use crate::keymap::Action;
use crate::lesson::{display_width, truncated, truncated_start};

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

/// What the program says, as far as the footer has room for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// How much it matters.
    pub level: Level,
    /// What happened, and how many more notices wait.
    pub text: String,
}

/// The footer of one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Footer {
    /// What the program says, before the keys.
    pub said: Option<Said>,
    /// The keys, from the left.
    pub items: Vec<FooterItem>,
    /// What stands at the right edge.
    pub right: String,
}

/// The column at which a footer begins.
pub const FOOTER_X: u16 = 1;

/// Where one types.
pub const CARET: &str = "▏";

/// Columns between two items.
const GAP: u16 = 2;

impl Model {
    /// The footer that fits the terminal: what is said comes first, then what matters most of the keys; the rest is
    /// in the help.
    pub fn footer(&self) -> Footer {
        let right = self.reading_status();
        let room = self
            .size
            .columns
            .saturating_sub(FOOTER_X + GAP + cells(&right));
        let (said, mut items) = self.said(room);
        let mut x = FOOTER_X + said.as_ref().map_or(0, |said| cells(&said.text) + GAP);
        let left = (room + GAP + FOOTER_X).saturating_sub(x);
        let left = left.saturating_sub(width_of(&items));
        items.extend(that_fit(self.footer_keys(), left));
        for item in &mut items {
            item.x = x;
            x += item.width() + GAP;
        }
        Footer { said, items, right }
    }

    /// The notice on screen with its keys, in so much room.
    fn said(&self, room: u16) -> (Option<Said>, Vec<FooterItem>) {
        let Some(notice) = self.notices.current() else {
            return (None, Vec::new());
        };
        let text = match self.notices.behind() {
            0 => notice.summary.clone(),
            behind => format!("{} +{behind}", notice.summary),
        };
        let text = format!("{} {}", notice.level.sign(), sanitize_line(&text));
        let mut keys = self.notice_keys(notice);
        if cells(&text).saturating_add(width_of(&keys)) > room {
            // Where there is little room, only the one that shows all of it.
            keys.truncate(1);
        }
        let left = room.saturating_sub(width_of(&keys));
        let said = Said {
            level: notice.level,
            text: truncated(&text, usize::from(left)),
        };
        (Some(said), keys)
    }

    fn notice_keys(&self, notice: &Notice) -> Vec<FooterItem> {
        let detail = notice.detail.is_some().then_some(Action::NoticeDetail);
        let stays = notice.level > Level::Information;
        let dismiss = stays.then_some(Action::DismissNotice);
        let layers = self.layers();
        let item = |action: Action| {
            let keys = self.keymap.keys_for(action, &layers).into_iter().next()?;
            Some(FooterItem {
                x: 0,
                keys: keys.pretty(),
                label: action.info().footer?,
                action,
            })
        };
        detail.into_iter().chain(dismiss).filter_map(item).collect()
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
        let in_progress = self.pane == Pane::Progress && self.overlay.is_none();
        let progress = in_progress.then(|| self.progress_page());
        let items = offered
            .into_iter()
            .filter(|key| self.applies(key.action, progress.as_ref()))
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
        let selected = self.outline_view().and_then(CourseView::selected);
        matches!(selected, Some(OutlineRow::Lesson(_, lesson)) if lesson.progress.completion.is_some())
    }

    /// False for an action that would do nothing here; the Progress pane's rows are given where it has the keys.
    fn applies(&self, action: Action, progress: Option<&ProgressPage>) -> bool {
        match (action, progress) {
            (Action::Open, Some(page)) => page.selected(&self.progress).is_some(),
            (Action::PageDown, Some(page)) => page.goes_on(&self.progress),
            _ => self.applies_elsewhere(action),
        }
    }

    fn applies_elsewhere(&self, action: Action) -> bool {
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
            Action::Accept | Action::ClearInput => !self.picks_by_letters(),
            Action::GoCourse => self.course.is_some() || self.catalog.selected().is_some(),
            _ => true,
        }
    }

    /// What a search with nothing typed looks for, and by which key: what was searched last.
    fn search_offered(&self) -> String {
        let keys = self.keymap.keys_for(Action::Accept, &self.layers());
        let last = sanitize_line(&self.searched);
        match keys.first().filter(|_| !last.is_empty()) {
            Some(key) => {
                let last = truncated(&last, usize::from(self.size.columns / 4));
                format!("{} {last}", key.pretty())
            }
            None => String::new(),
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
            (None, _, Some(hints)) => format!("{} ", hints.request()),
            (None, Some(search), _) => {
                let typed = sanitize_line(search.input.text());
                // Where one types is seen, and the keys have room.
                let typed = truncated_start(&typed, usize::from(self.size.columns / 4));
                let cursor = if search.typing { CARET } else { "" };
                let count = match self.finds_in_lesson() {
                    true => String::new(),
                    false if search.typing && typed.is_empty() => self.search_offered(),
                    false => search.count(),
                };
                format!("/{typed}{cursor} {count} ")
            }
            (None, None, None) => {
                let percent = reader.read_so_far();
                match reader.minutes_left(self.words_per_minute()) {
                    Minutes(0) => format!("{percent} "),
                    _ if self.size.columns < 60 => format!("{percent} "),
                    minutes => format!("{percent} · {minutes} left "),
                }
            }
        }
    }
}

/// The keys that have room, in their order. The way to the help and the way out are not crowded out by others; of
/// those, what matters most comes first, and nothing that matters less stands where it found no room.
fn that_fit(keys: Vec<FooterItem>, room: u16) -> Vec<FooterItem> {
    let is_needed = |item: &FooterItem| matches!(item.action, Action::Help | Action::Quit);
    let mut left = room;
    let mut fits = |item: &FooterItem| match left.checked_sub(item.width() + GAP) {
        Some(rest) => {
            left = rest;
            true
        }
        None => {
            left = 0;
            false
        }
    };
    let needed: Vec<bool> = keys
        .iter()
        .map(|item| is_needed(item) && fits(item))
        .collect();
    let kept = keys.into_iter().zip(needed);
    kept.filter(|(item, needed)| *needed || (!is_needed(item) && fits(item)))
        .map(|(item, _)| item)
        .collect()
}

fn width_of(items: &[FooterItem]) -> u16 {
    items.iter().map(|item| item.width() + GAP).sum()
}

fn cells(text: &str) -> u16 {
    u16::try_from(display_width(text)).unwrap_or(u16::MAX)
}
