//! Study time: the rule that turns gaps between activities into time, and the spans it makes.

use std::time::Duration;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CourseId, DeviceId, LessonId, Minutes, Percent, Position, Seconds, Timestamp};

/// Reading speed that is assumed until the reader's own is known, in words per minute.
pub const DEFAULT_WORDS_PER_MINUTE: u32 = 200;

/// How long a line of code takes.
///
/// Rule: design 12; measured against minutes that authors declared.
const SECONDS_PER_CODE_LINE: u64 = 10;

/// An amount of text: words, and lines of code, which are read at their own speed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    /// Words that are not code.
    pub words: usize,
    /// Lines of code.
    pub code_lines: usize,
}

impl Reading {
    /// How long it takes at that speed in words per minute.
    pub fn time(self, words_per_minute: u32) -> Seconds {
        let whole = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let words = whole(self.words).saturating_mul(60) / u64::from(words_per_minute.max(1));
        let code = whole(self.code_lines).saturating_mul(SECONDS_PER_CODE_LINE);
        Seconds(words.saturating_add(code))
    }

    /// The share of a lesson's minutes that falls to this part of its text: the outline, the contents and the footer
    /// go by one clock.
    ///
    /// ```
    /// use lyceum::domain::{Minutes, Seconds};
    /// use lyceum::domain::study::Reading;
    /// let whole = Reading { words: 400, code_lines: 0 };
    /// let part = Reading { words: 100, code_lines: 0 };
    /// assert_eq!(part.share_of(Minutes(8), whole), Seconds(120));
    /// assert_eq!(whole.share_of(Minutes(8), whole), Seconds(480));
    /// ```
    pub fn share_of(self, Minutes(minutes): Minutes, whole: Reading) -> Seconds {
        let Seconds(all) = whole.time(DEFAULT_WORDS_PER_MINUTE);
        let Seconds(part) = self.time(DEFAULT_WORDS_PER_MINUTE);
        let seconds = u64::from(minutes) * 60;
        Seconds(seconds.saturating_mul(part.min(all)) / all.max(1))
    }

    /// How long it takes in whole minutes, rounded up.
    ///
    /// ```
    /// use lyceum::domain::Minutes;
    /// use lyceum::domain::study::Reading;
    /// let reading = Reading { words: 400, code_lines: 12 };
    /// assert_eq!(reading.minutes(200), Minutes(4));
    /// assert_eq!(Reading::default().minutes(200), Minutes(0));
    /// ```
    pub fn minutes(self, words_per_minute: u32) -> Minutes {
        let Seconds(seconds) = self.time(words_per_minute);
        Minutes(u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX))
    }
}

/// The longest gap between two activities that still counts as reading `words` at `words_per_minute`.
///
/// Rule: design 10, one and a half times what the text on screen takes, 30 s at least and 180 s at most.
///
/// ```
/// use std::time::Duration;
/// use lyceum::domain::study::longest_counted_gap;
/// assert_eq!(longest_counted_gap(0, 200), Duration::from_secs(30));
/// assert_eq!(longest_counted_gap(200, 200), Duration::from_secs(90));
/// assert_eq!(longest_counted_gap(5000, 200), Duration::from_secs(180));
/// ```
pub fn longest_counted_gap(words: usize, words_per_minute: u32) -> Duration {
    let words = u64::try_from(words).unwrap_or(u64::MAX).min(1_000_000);
    let seconds = words * 90 / u64::from(words_per_minute.max(1));
    Duration::from_secs(seconds.clamp(30, 180))
}

/// The reading speed that a sitting shows, in words per minute; none where it was too short to say, or where the
/// figure is nobody's reading: skimmed, or left open.
pub fn words_per_minute(words: usize, sitting: Duration) -> Option<u32> {
    const SHORTEST: Duration = Duration::from_secs(45);
    if sitting < SHORTEST || words < 150 {
        return None;
    }
    let speed = u64::try_from(words).ok()? * 60 / sitting.as_secs();
    u32::try_from(speed)
        .ok()
        .filter(|speed| (80..=600).contains(speed))
}

/// One open window of the program: two on one profile are normal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WindowId(pub Uuid);

/// An instant that no change of the wall clock moves: which boot, and how long since it began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BootInstant {
    /// The system's name for this boot; another name means another clock.
    pub boot: String,
    /// Milliseconds on that boot's monotonic clock.
    pub millis: u64,
}

/// A stretch of time that somebody spent reading a lesson, within one local day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudySpan {
    /// The window that it was read in.
    pub window: WindowId,
    /// Where.
    pub device: DeviceId,
    /// The lesson's course.
    pub course: CourseId,
    /// The lesson read.
    pub lesson: LessonId,
    /// The boot whose clock the next two are of.
    pub boot: String,
    /// When it began, in milliseconds on the boot's monotonic clock.
    pub from_millis: u64,
    /// When it ended; not before it began.
    pub to_millis: u64,
    /// When it began on the wall clock.
    pub started_at: Timestamp,
    /// The learner's own date then. The caller splits a span at local midnight.
    pub local_date: NaiveDate,
}

/// The position at which a window has a lesson open right now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPosition {
    /// The window.
    pub window: WindowId,
    /// Where.
    pub device: DeviceId,
    /// The lesson's course.
    pub course: CourseId,
    /// The lesson.
    pub lesson: LessonId,
    /// The place in its text.
    pub position: Position,
    /// The start of the position's block in that text, in bytes.
    pub start: u32,
    /// How much of the lesson was read there.
    pub read: Percent,
    /// When the learner came there.
    pub at: Timestamp,
    /// The learner's own date then.
    pub local_date: NaiveDate,
    /// The same moment on the boot's clock: it tells other windows that this one lives.
    pub now: BootInstant,
}
