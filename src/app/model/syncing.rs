//! Syncs in the background, and takes the results.

use super::Model;
use crate::app::frame::notices::Notice;
use crate::app::overlay::Overlay;
use crate::app::overlay::available::Available;
use crate::app::overlay::sync::Sync;
use crate::app::request::study::ReadCalendar;
use crate::app::request::sync::{
    Answers, Outcome, Overview, ReadSync, SyncBeforeLeaving, SyncEnd, SyncNow, Typed,
};
use crate::app::request::{Answered, Reply};
use crate::app::study::clock::Millis;

/// When a sync is tried again that the store got in the way of, in milliseconds.
const AFTER_A_FAILURE: Millis = 5 * 60 * 1000;

impl Model {
    pub(super) fn begin_syncing(&mut self) {
        if self.shared.sync.is_on {
            self.shared.sync.schedule.begin(self.shared.now);
            self.shared.ask(ReadSync);
        }
    }

    /// Syncs where it is due.
    pub(super) fn sync_when_due(&mut self) {
        let due = self.shared.sync.next_try();
        if due.is_some_and(|due| due <= self.shared.now) && !self.is_away {
            self.sync(Answers::default(), None);
        }
    }

    /// There is something to be sent.
    pub(super) fn sync_soon(&mut self) {
        if self.shared.sync.is_on {
            let is_under_way = self.shared.sync.is_under_way();
            let now = self.shared.now;
            self.shared.sync.schedule.soon(now, is_under_way);
            self.shared.ask(ReadSync);
        }
    }

    /// The learner asks for a sync: what is held is tried again, and what was declined is asked again.
    pub(super) fn sync_now(&mut self) {
        self.shared.sync.forget_declined();
        let retry_held = true;
        self.sync(
            Answers {
                retry_held,
                ..Answers::default()
            },
            None,
        );
    }

    /// The learner answers a question of the sync.
    pub(super) fn answer_sync(&mut self, yes: bool) {
        if let Some(answers) = self.shared.sync.answer(yes) {
            self.sync(answers, None);
        }
        self.fit_overlay();
    }

    pub(super) fn sync_with(&mut self, typed: Typed) {
        self.sync(Answers::default(), Some(typed));
    }

    /// Begins a sync, in place of one that goes on without these answers.
    fn sync(&mut self, answers: Answers, typed: Option<Typed>) {
        self.stop_sync();
        let failures = self.shared.sync.schedule.failures();
        let question = SyncNow {
            answers,
            typed,
            failures,
        };
        self.shared.sync.under_way = Some(self.shared.ask(question));
        self.fit_overlay();
    }

    fn stop_sync(&mut self) {
        let sync = &mut self.shared.sync;
        sync.progress = None;
        if let Some(id) = sync.under_way.take() {
            self.shared.cancel(id);
        }
    }

    /// The program ends: what waits is sent, unless the last try says that it can't be.
    pub(super) fn sync_before_leaving(&mut self) {
        self.stop_sync();
        if matches!(self.shared.sync.outcome, Some(Outcome::Synced)) {
            self.shared.ask(SyncBeforeLeaving);
        }
    }

    pub(super) fn network_changed(&mut self) {
        let now = self.shared.now;
        self.shared.sync.schedule.network_changed(now);
    }

    pub(super) fn take_synced(&mut self, answered: Answered<SyncNow>) {
        if self.shared.sync.under_way != Some(answered.id()) {
            return;
        }
        match answered.reply {
            Reply::Progress(progress) => {
                self.shared.sync.progress = Some(progress);
                if let Some(Overlay::Available(list)) = &mut self.overlay {
                    list.follow(&mut self.shared);
                }
            }
            Reply::Done(end) => self.sync_ended(end),
            Reply::Failed(failure) => {
                self.shared.sync.under_way = None;
                self.shared.sync.progress = None;
                let now = self.shared.now;
                let again_in = Some(AFTER_A_FAILURE);
                self.shared.sync.schedule.ended(true, again_in, now);
                self.shared.tell(failure.notice);
            }
        }
        self.fit_overlay();
    }

    fn sync_ended(&mut self, end: SyncEnd) {
        self.shared.sync.end(&end, self.shared.now);
        for news in end.news {
            self.shared.tell(Notice::news(news));
        }
        if end.has_changed {
            self.courses_changed();
            self.shared.ask(ReadCalendar);
        }
        self.lesson.read_verdicts(&mut self.shared);
        self.shared.ask(ReadSync);
        if let Some(Overlay::Available(list)) = &mut self.overlay {
            list.read(&mut self.shared);
        }
    }

    /// Shows the academy's courses.
    pub(super) fn open_available(&mut self) {
        if !self.shared.sync.is_on {
            return self.toggle_sync();
        }
        let list = Available::new(&mut self.shared);
        self.open(Overlay::Available(list));
    }

    pub(super) fn take_overview(&mut self, overview: Option<Overview>) {
        if let Some(overview) = overview {
            self.shared.sync.overview = overview;
            self.fit_overlay();
        }
    }

    /// Shows how the profile stands with its academy, or closes that.
    pub(super) fn toggle_sync(&mut self) {
        if matches!(self.overlay, Some(Overlay::Sync(_))) {
            return self.close_overlay();
        }
        let overlay = Sync::new(&mut self.shared);
        self.open(Overlay::Sync(overlay));
        if self.shared.sync.is_on {
            self.shared.ask(ReadSync);
        }
    }

    /// The overlay follows what it shows.
    fn fit_overlay(&mut self) {
        if let Some(overlay) = &mut self.overlay {
            overlay.panel_mut().fit(&self.shared);
        }
    }
}
