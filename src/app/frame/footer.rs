//! The bottom line: what is being typed, what the program says, the keys that apply right now, and at the right how far
//! the lesson is.

use super::notices::{Level, Notice};
use crate::app::model::Model;
use crate::domain::sanitize_line;
use crate::keymap::Action;
use crate::lesson::{display_width, truncated};

/// A key on the footer and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FooterItem {
    /// The first column, from the left of the footer.
    pub x: u16,
    /// The key as a person reads it.
    pub keys: String,
    /// The action in a word or two.
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

/// A notice, as far as the footer has room for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownNotice {
    /// How much it matters.
    pub level: Level,
    /// The notice, and how many more wait.
    pub text: String,
}

/// The footer of one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Footer {
    /// The prompt of the screen as a whole, at the left edge.
    pub prompt: Option<String>,
    /// The notice before the keys.
    pub said: Option<ShownNotice>,
    /// The keys, from the left.
    pub items: Vec<FooterItem>,
    /// The text at the right edge.
    pub right: String,
}

/// The column at which a footer begins.
pub const FOOTER_X: u16 = 1;

/// Columns between two items.
const GAP: u16 = 2;

impl Model {
    /// The footer that fits the terminal: what is said comes first, then what matters most of the keys; the rest is
    /// in the help.
    pub fn footer(&self) -> Footer {
        let right = self.status_at_right();
        let room = self
            .shared
            .size
            .columns
            .saturating_sub(FOOTER_X + GAP + cells(&right));
        let prompt = self.prompt();
        let taken = prompt
            .as_deref()
            .map_or(0, |prompt| self.prompt_width(prompt) + GAP);
        let (said, mut items) = self.said(room.saturating_sub(taken));
        let mut x = FOOTER_X + taken + said.as_ref().map_or(0, |said| cells(&said.text) + GAP);
        let left = (room + GAP + FOOTER_X).saturating_sub(x);
        let left = left.saturating_sub(width_of(&items));
        items.extend(that_fit(self.footer_keys(), left));
        for item in &mut items {
            item.x = x;
            x += item.width() + GAP;
        }
        Footer {
            prompt,
            said,
            items,
            right,
        }
    }

    /// A number before a movement, or what the screen asks for.
    fn prompt(&self) -> Option<String> {
        if self.overlay.is_some() {
            return None;
        }
        let count = self.typed.count.map(|count| count.to_string());
        count.or_else(|| self.screen().prompt(&self.shared))
    }

    /// The columns kept for what is typed, so that the keys behind it stand still.
    fn prompt_width(&self, prompt: &str) -> u16 {
        let kept = match self.typed.count {
            Some(_) => 0,
            None => self.shared.size.columns / 3,
        };
        cells(prompt).max(kept)
    }

    /// The first column of what the program says.
    pub fn said_x(&self, prompt: Option<&str>) -> u16 {
        FOOTER_X + prompt.map_or(0, |prompt| self.prompt_width(prompt) + GAP)
    }

    /// The notice on screen with its keys, in so much room.
    fn said(&self, room: u16) -> (Option<ShownNotice>, Vec<FooterItem>) {
        let Some(notice) = self.shared.notices.current() else {
            return (None, Vec::new());
        };
        let text = match self.shared.notices.behind() {
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
        let said = ShownNotice {
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
            let keys = self
                .shared
                .keymap
                .keys_for(action, &layers)
                .into_iter()
                .next()?;
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
        let mut keys = self.shared.keymap.footer(&self.layers());
        let offered = self.offered(keys.iter().map(|key| key.action).collect());
        keys.retain(|key| offered.contains(&key.action));
        let items = keys.into_iter().map(|key| FooterItem {
            x: 0,
            keys: key.keys.pretty(),
            label: self.label(key.action).unwrap_or(key.label),
            action: key.action,
        });
        let mut items: Vec<FooterItem> = items.collect();
        // An author goes on by other ways than completing.
        let suggested = self.screen().suggested();
        if let Some(action) = suggested.filter(|_| self.shared.preview.is_none()) {
            // Now it is what matters most, also where there is room for little.
            items.sort_by_key(|item| item.action != action);
        }
        items
    }

    /// The word for an action now, where it differs from its usual one.
    fn label(&self, action: Action) -> Option<&'static str> {
        match (action, &self.overlay, self.numbered()) {
            (Action::Accept, Some(overlay), _) => overlay.panel().accepts(),
            (Action::GoNumbered, _, Some(pane)) => Some(pane.name()),
            _ => self.screen().label(action),
        }
    }

    /// The actions that would do something here.
    fn offered(&self, mut actions: Vec<Action>) -> Vec<Action> {
        let has_course = self.course.list.is_some() || self.catalog.courses.selected().is_some();
        if !has_course {
            actions.retain(|action| *action != Action::GoCourse);
        }
        if !self.has_lesson() {
            actions.retain(|action| *action != Action::GoLesson);
        }
        if self.numbered().is_none() {
            actions.retain(|action| *action != Action::GoNumbered);
        }
        match self.overlay {
            Some(_) => actions,
            None => self.screen().offered(actions, &self.shared),
        }
    }

    /// The status of the screen.
    fn status_at_right(&self) -> String {
        self.screen().status(self.overlay.is_some(), &self.shared)
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
