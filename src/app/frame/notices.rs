//! Notices: one line for the learner, with details on demand.

use crate::app::study::clock::Millis;

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something went as asked.
    Information,
    /// Something happened elsewhere.
    News,
    /// Something is not as it should be; work goes on.
    Warning,
    /// Something failed; the line says what was not done.
    Error,
}

impl Level {
    /// The sign before what is said: a shape and a colour say the same.
    pub(in crate::app) fn sign(self) -> &'static str {
        match self {
            Level::Information | Level::News => "·",
            Level::Warning => "!",
            Level::Error => "✗",
        }
    }
}

/// One line for a person, and more where there is more to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How much it matters.
    pub level: Level,
    /// The event, in one line.
    pub summary: String,
    /// Where, and what to do; shown on demand and always in the log.
    pub detail: Option<String>,
}

impl Notice {
    /// Says that something went as asked.
    pub fn information(summary: impl Into<String>) -> Self {
        Self {
            level: Level::Information,
            summary: summary.into(),
            detail: None,
        }
    }

    /// Says that something happened elsewhere.
    pub fn news(summary: impl Into<String>) -> Self {
        Self {
            level: Level::News,
            summary: summary.into(),
            detail: None,
        }
    }

    /// Says that something is not as it should be.
    pub fn warning(summary: impl Into<String>) -> Self {
        Self {
            level: Level::Warning,
            summary: summary.into(),
            detail: None,
        }
    }

    /// Says that something failed.
    pub fn error(summary: impl Into<String>) -> Self {
        Self {
            level: Level::Error,
            summary: summary.into(),
            detail: None,
        }
    }

    /// Adds where, and what to do.
    pub fn with_detail(self, detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..self
        }
    }

    /// How long it stays, in milliseconds; an error stays until it is dismissed.
    fn lifetime(&self) -> Option<Millis> {
        match self.level {
            Level::Information => Some(4_000),
            Level::News | Level::Warning => Some(12_000),
            Level::Error => None,
        }
    }
}

/// A notice, and how much longer it has to be on screen; none for one that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Waiting {
    notice: Notice,
    left: Option<Millis>,
}

/// The notices that wait to be read, oldest first; the newest is on screen, and the one before it comes back for the
/// time that it has left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notices {
    waiting: Vec<Waiting>,
    /// Since when the one on screen is there.
    since: Millis,
}

/// More notices than a person reads: the oldest are dropped from the screen (the log keeps all).
const MOST: usize = 20;

impl Notices {
    /// Shows a notice. One of the same text that waits already is not repeated; information goes for whatever
    /// comes after it.
    pub fn push(&mut self, notice: Notice, now: Millis) {
        self.change(now, |waiting| {
            waiting.retain(|old| old.notice.level > Level::Information && old.notice != notice);
            let left = notice.lifetime();
            waiting.push(Waiting { notice, left });
            if waiting.len() > MOST {
                waiting.remove(0);
            }
        });
    }

    /// Takes information away: it was about what is no longer on screen.
    pub fn forget_information(&mut self, now: Millis) {
        self.change(now, |waiting| {
            waiting.retain(|old| old.notice.level > Level::Information);
        });
    }

    /// The notice on screen.
    pub fn current(&self) -> Option<&Notice> {
        self.waiting.last().map(|waiting| &waiting.notice)
    }

    /// How many wait behind the one on screen.
    pub fn behind(&self) -> usize {
        self.waiting.len().saturating_sub(1)
    }

    /// Takes the one on screen away.
    pub fn dismiss(&mut self, now: Millis) {
        self.change(now, |waiting| drop(waiting.pop()));
    }

    /// Takes the one on screen away where its time is over.
    pub fn expire(&mut self, now: Millis) {
        if self.next_look().is_some_and(|at| at <= now) {
            self.dismiss(now);
        }
    }

    /// When the one on screen goes by itself.
    pub fn next_look(&self) -> Option<Millis> {
        let left = self.waiting.last()?.left?;
        Some(self.since + left)
    }

    /// Changes what waits; the one that was on screen has so much less time left.
    fn change(&mut self, now: Millis, change: impl FnOnce(&mut Vec<Waiting>)) {
        if let Some(Waiting {
            left: Some(left), ..
        }) = self.waiting.last_mut()
        {
            *left = left.saturating_sub(now.saturating_sub(self.since));
        }
        self.since = now;
        change(&mut self.waiting);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn information_goes_by_itself_and_an_error_stays() {
        let mut notices = Notices::default();
        notices.push(Notice::information("saved"), 0);
        notices.expire(3_999);
        assert!(notices.current().is_some());
        notices.expire(4_000);
        assert!(notices.current().is_none());
        notices.push(Notice::error("not saved"), 5_000);
        assert_eq!(notices.next_look(), None);
    }

    #[test]
    fn what_is_said_last_is_seen_and_an_error_returns_after_it() {
        let mut notices = Notices::default();
        notices.push(Notice::error("no such lesson"), 0);
        notices.push(Notice::information("bookmark set"), 1_000);
        assert_eq!(
            notices.current(),
            Some(&Notice::information("bookmark set"))
        );
        notices.expire(5_000);
        assert_eq!(notices.current(), Some(&Notice::error("no such lesson")));
        assert_eq!(notices.next_look(), None);
        notices.push(Notice::error("the disk is full"), 6_000);
        notices.push(Notice::error("no such lesson"), 7_000);
        assert_eq!(notices.current(), Some(&Notice::error("no such lesson")));
        assert_eq!(notices.behind(), 1);
    }

    #[test]
    fn a_warning_that_was_covered_returns_for_the_time_that_it_has_left() {
        let mut notices = Notices::default();
        notices.push(Notice::warning("the theme has a problem"), 0);
        notices.push(Notice::information("bookmark set"), 5_000);
        notices.expire(9_000);
        let warning = Notice::warning("the theme has a problem");
        assert_eq!(notices.current(), Some(&warning));
        assert_eq!(notices.next_look(), Some(16_000));
        notices.forget_information(10_000);
        assert_eq!(notices.next_look(), Some(16_000));
        notices.expire(16_000);
        assert_eq!(notices.current(), None);
    }

    #[test]
    fn the_same_notice_is_said_once() {
        let mut notices = Notices::default();
        notices.push(Notice::error("not saved"), 0);
        notices.push(Notice::error("not saved"), 1);
        assert_eq!(notices.behind(), 0);
    }
}
