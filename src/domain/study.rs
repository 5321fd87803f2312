//! How long somebody reads: the rule that turns gaps between activities into studied time.

use std::time::Duration;

/// Reading speed that is assumed until the reader's own is known, in words per minute.
pub const DEFAULT_WORDS_PER_MINUTE: u32 = 200;

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
