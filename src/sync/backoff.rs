//! When to try again: later each time, and never all clients at once.

use std::time::Duration;

/// The shortest that the longest possible wait is.
const FIRST: Duration = Duration::from_secs(1);
/// The longest wait.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// How long to wait after so many failures in a row (1 after the first): full jitter, that is anything between nothing
/// and a bound that doubles from 1 s to 15 min. `random` is 0 to 1.
///
/// ```
/// use std::time::Duration;
/// use lyceum::sync::backoff::pause;
/// assert_eq!(pause(1, 1.0), Duration::from_secs(1));
/// assert_eq!(pause(4, 0.5), Duration::from_secs(4));
/// assert_eq!(pause(99, 1.0), Duration::from_secs(900));
/// ```
pub fn pause(failures: u32, random: f64) -> Duration {
    let doubled = 2_u32.saturating_pow(failures.saturating_sub(1).min(20));
    let bound = FIRST.saturating_mul(doubled).min(LONGEST);
    bound.mul_f64(random.clamp(0.0, 1.0))
}
