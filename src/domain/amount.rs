//! Quantities that must not be mixed up: seconds, minutes, cents, percent.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

use serde::{Deserialize, Serialize};

/// Studied time in whole seconds.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(transparent)]
pub struct Seconds(pub u64);

impl Seconds {
    /// The longest time that one study record may carry (design 7, merge rules).
    pub const MAX_PER_RECORD: Seconds = Seconds(300);
}

impl Add for Seconds {
    type Output = Seconds;

    fn add(self, other: Seconds) -> Seconds {
        Seconds(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Seconds {
    fn add_assign(&mut self, other: Seconds) {
        *self = *self + other;
    }
}

impl Sum for Seconds {
    fn sum<I: Iterator<Item = Seconds>>(iter: I) -> Seconds {
        iter.fold(Seconds(0), Add::add)
    }
}

/// How a person says it: `45 s`, `12 min`, `3 h 05 min`.
impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 3600, self.0 / 60 % 60) {
            (0, 0) => write!(f, "{} s", self.0),
            (0, minutes) => write!(f, "{minutes} min"),
            (hours, 0) => write!(f, "{hours} h"),
            (hours, minutes) => write!(f, "{hours} h {minutes:02} min"),
        }
    }
}

/// An expected duration in whole minutes, as authors declare it.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(transparent)]
pub struct Minutes(pub u32);

impl Sum for Minutes {
    fn sum<I: Iterator<Item = Minutes>>(iter: I) -> Minutes {
        Minutes(iter.fold(0, |total, minutes| total.saturating_add(minutes.0)))
    }
}

impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Seconds(u64::from(self.0) * 60).fmt(f)
    }
}

/// A price in cents of US dollars; 0 is free.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(transparent)]
pub struct Cents(pub u32);

/// `free`, `$599`, `$12.50`.
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 100, self.0 % 100) {
            (0, 0) => f.write_str("free"),
            (dollars, 0) => write!(f, "${dollars}"),
            (dollars, cents) => write!(f, "${dollars}.{cents:02}"),
        }
    }
}

/// A share of a whole, 0 to 100, rounded down: 100 means all of it.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Percent(u8);

impl Percent {
    /// All of it.
    pub const FULL: Percent = Percent(100);

    /// `done` of `total` in percent, rounded down; nothing of nothing is 0.
    ///
    /// Rule: design 6, "ours is the floor": 199 of 200 is 99, and an empty course is not complete.
    ///
    /// ```
    /// use lyceum::domain::Percent;
    /// assert_eq!(Percent::of(199, 200).value(), 99);
    /// assert_eq!(Percent::of(0, 0).value(), 0);
    /// ```
    pub fn of(done: usize, total: usize) -> Percent {
        match total {
            0 => Percent(0),
            _ => Percent(u8::try_from(done.min(total) * 100 / total).unwrap_or(100)),
        }
    }

    /// The number, 0 to 100.
    pub fn value(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_reads_as_a_person_would_say_it() {
        let said = [0, 59, 60, 3599, 3600, 3660, 36_000].map(|s| Seconds(s).to_string());
        assert_eq!(
            said,
            [
                "0 s",
                "59 s",
                "1 min",
                "59 min",
                "1 h",
                "1 h 01 min",
                "10 h"
            ]
        );
    }

    #[test]
    fn a_price_shows_cents_only_where_there_are_some() {
        let said = [0, 59_900, 1250, 5].map(|c| Cents(c).to_string());
        assert_eq!(said, ["free", "$599", "$12.50", "$0.05"]);
    }

    #[test]
    fn only_everything_is_a_hundred_percent() {
        assert_eq!(Percent::of(199, 200), Percent(99));
        assert_eq!(Percent::of(200, 200), Percent::FULL);
        assert_eq!(Percent::of(3, 2), Percent::FULL);
    }
}
