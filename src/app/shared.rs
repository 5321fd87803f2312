//! The state that all screens and overlays share: size, preferences, time, notices, requests.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::bookmark::{Bookmark, BookmarkChange};
use super::direction::Direction;
use super::effect::Effect;
use super::frame::geometry::{self, Bands, Size};
use super::frame::notices::{Notice, Notices};
use super::preferences::Preferences;
use super::preview::Preview;
use super::request::bookmarks::ChangeBookmarks;
use super::request::preferences::SavePreferences;
use super::request::review::CountDue;
use super::request::settings::SaveSetting;
use super::request::table::Requests;
use super::request::{Ask, Asked, Request, RequestId};
use super::settings::{SettingKey, SettingValue, Settings};
use super::study::clock::Millis;
use super::sync::Sync;
use crate::domain::study::DEFAULT_WORDS_PER_MINUTE;
use crate::domain::{Moment, StudyCalendar};
use crate::keymap::{Action, Keymap, Layer};
use crate::lesson::LayoutOptions;

/// Lines of code above which a block folds to its beginning.
const LONG_CODE: u16 = 60;

/// The state that all screens and overlays share.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// The terminal's size.
    pub size: Size,
    /// The header, the body and the footer on a screen of that size.
    pub bands: Bands,
    /// The configuration.
    pub settings: Settings,
    /// The learner's preferences.
    pub preferences: Preferences,
    /// The keys and their actions.
    pub keymap: Keymap,
    /// The places that the learner wants to find again, the oldest first.
    pub bookmarks: Vec<Bookmark>,
    /// Time studied per day, as far as it is saved.
    pub calendar: StudyCalendar,
    /// How many questions are due for review.
    pub due: usize,
    /// The words of the last search in all courses, and the row that was selected.
    pub(super) searched: (String, usize),
    /// The state of syncing.
    pub sync: Sync,
    /// The preview of a course's folder; none where a learner reads.
    pub preview: Option<Preview>,
    /// The notices.
    pub notices: Notices,
    /// The boot's clock at the last message.
    pub now: Millis,
    /// The wall clock at the last message, with the learner's offset.
    pub local: DateTime<FixedOffset>,
    /// Until when another offset from UTC held, and which: before the clocks were changed, or a flight.
    pub offset_before: Option<(Millis, FixedOffset)>,
    /// The requests under way.
    pub requests: Requests,
    /// The effects of this message, so far.
    pub(super) outbox: Vec<Effect>,
}

impl Shared {
    pub(super) fn new(settings: Settings, keymap: Keymap, size: Size) -> Self {
        let sync = Sync::new(settings.syncs);
        let preview = settings.previews.then(Preview::default);
        Self {
            size,
            bands: geometry::bands(size, geometry::Around::Both),
            settings,
            preferences: Preferences::default(),
            keymap,
            bookmarks: Vec::new(),
            calendar: StudyCalendar::default(),
            due: 0,
            searched: Default::default(),
            sync,
            preview,
            notices: Notices::default(),
            now: 0,
            local: DateTime::UNIX_EPOCH.fixed_offset(),
            offset_before: None,
            requests: Requests::default(),
            outbox: Vec::new(),
        }
    }

    /// The learner's date.
    pub fn today(&self) -> NaiveDate {
        self.local.date_naive()
    }

    /// The offset from UTC that held at a moment of the boot's clock.
    pub(super) fn offset_at(&self, at: Millis) -> FixedOffset {
        let before = self.offset_before.filter(|(until, _)| at <= *until);
        before.map_or(*self.local.offset(), |(_, offset)| offset)
    }

    /// This moment, as a record needs it.
    pub(super) fn moment(&self) -> Moment {
        self.local.into()
    }

    /// Reading speed in words per minute: as the learner set it, else as measured, else as most people read.
    pub fn words_per_minute(&self) -> u32 {
        let measured = self.preferences.words_per_minute;
        self.settings
            .words_per_minute
            .or(measured)
            .unwrap_or(DEFAULT_WORDS_PER_MINUTE)
    }

    /// The options for text in a column of that width.
    pub(super) fn layout_options(&self, width: u16) -> LayoutOptions {
        let Preferences {
            tables,
            code,
            hidden_code,
            ..
        } = self.preferences;
        LayoutOptions {
            tables,
            code,
            hidden_code,
            airy: self.settings.double_spaced,
            fold_code: Some(LONG_CODE),
            ..LayoutOptions::new(width)
        }
    }

    /// The first key of an action where these layers apply, as a person reads it.
    pub(super) fn key_of(&self, action: Action, layers: &[Layer]) -> Option<String> {
        let keys = self.keymap.keys_for(action, layers);
        keys.first().map(|keys| keys.pretty())
    }

    /// Says that something went as asked.
    pub(super) fn say(&mut self, what: &str) {
        self.tell(Notice::information(what));
    }

    /// Shows a notice.
    pub(super) fn tell(&mut self, notice: Notice) {
        self.notices.push(notice, self.now);
    }

    /// Writes a line into the log.
    pub(super) fn trace(&mut self, line: String) {
        self.outbox.push(Effect::Trace(line));
    }

    /// Asks the runtime for something.
    pub(super) fn ask<Q: Ask>(&mut self, question: Q) -> RequestId
    where
        Asked<Q>: Into<Request>,
    {
        let asked = self.requests.start(question, self.now);
        let id = asked.id();
        self.outbox.push(Effect::Start(asked.into()));
        id
    }

    /// The most reviews of a day.
    pub(super) fn reviews_a_day(&self) -> usize {
        usize::try_from(self.settings.reviews_per_day).unwrap_or(usize::MAX)
    }

    /// Asks how many questions are due.
    pub(super) fn count_due(&mut self) {
        let today = self.today();
        let bound = self.reviews_a_day();
        self.ask(CountDue { today, bound });
    }

    /// Keeps what the learner chose.
    pub(super) fn save_preferences(&mut self) {
        self.ask(SavePreferences(self.preferences));
    }

    /// Changes a setting to its next value or the one before, here at once and in the configuration file. One that a
    /// flag or a variable decides stays.
    pub(super) fn step_setting(&mut self, key: SettingKey, direction: Direction) {
        if let Some(by) = self.settings.fixed_by(key) {
            let said = format!("{by} overrides this setting");
            return self.say(&said);
        }
        let before = self.settings.value(key);
        self.settings.step(key, direction);
        let value = self.settings.value(key);
        if value == before {
            return;
        }
        match &value {
            SettingValue::Text(name) if key == SettingKey::Theme => {
                self.outbox.push(Effect::UseTheme(name.clone()));
            }
            SettingValue::Text(way) if key == SettingKey::Images => {
                self.outbox.push(Effect::UseImages(way.clone()));
            }
            SettingValue::Flag(used) if key == SettingKey::Mouse => {
                self.outbox.push(Effect::UseMouse(*used));
            }
            _ => {}
        }
        self.ask(SaveSetting { key, value });
    }

    /// Changes the bookmarks, here at once and in the store.
    pub(super) fn change_bookmarks(&mut self, change: BookmarkChange) {
        change.clone().apply(&mut self.bookmarks);
        self.ask(ChangeBookmarks(change));
    }

    /// Stops a request whose answer nobody wants any more.
    pub(super) fn cancel(&mut self, id: RequestId) {
        if self.requests.forget(id) {
            self.outbox.push(Effect::Cancel(id));
        }
    }
}
