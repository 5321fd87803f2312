//! Settings that are numbers, each with its bounds.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use toml::de::DeValue;

use super::Value;
use crate::domain::review::DEFAULT_REVIEWS_PER_DAY;
use crate::domain::study::DEFAULT_WORDS_PER_MINUTE;

/// The width of a lesson's text in columns, 60 to 120.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Measure(u16);

/// Reading speed in words per minute, 50 to 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WordsPerMinute(u32);

/// The most reviews of a day, 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReviewsPerDay(u32);

impl Measure {
    /// The width in columns.
    pub fn columns(self) -> u16 {
        self.0
    }
}

impl Default for Measure {
    fn default() -> Self {
        Measure(80)
    }
}

impl WordsPerMinute {
    /// The number.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl Default for WordsPerMinute {
    fn default() -> Self {
        WordsPerMinute(DEFAULT_WORDS_PER_MINUTE)
    }
}

impl ReviewsPerDay {
    /// The number.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl Default for ReviewsPerDay {
    fn default() -> Self {
        ReviewsPerDay(DEFAULT_REVIEWS_PER_DAY)
    }
}

impl Value for Measure {
    const EXPECTED: &'static str = "a number of columns from 60 to 120";

    fn from_text(text: &str) -> Option<Self> {
        within(text, 60..=120).map(Measure)
    }

    fn toml_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
        whole_number(value)
    }
}

impl Value for WordsPerMinute {
    const EXPECTED: &'static str = "a number of words from 50 to 1000";

    fn from_text(text: &str) -> Option<Self> {
        within(text, 50..=1000).map(WordsPerMinute)
    }

    fn toml_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
        whole_number(value)
    }
}

impl Value for ReviewsPerDay {
    const EXPECTED: &'static str = "a number from 1 to 9999";

    fn from_text(text: &str) -> Option<Self> {
        within(text, 1..=9999).map(ReviewsPerDay)
    }

    fn toml_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
        whole_number(value)
    }
}

/// The number that a text is, where it is within the bounds.
fn within<N: FromStr + PartialOrd>(text: &str, bounds: RangeInclusive<N>) -> Option<N> {
    let number = text.parse().ok()?;
    bounds.contains(&number).then_some(number)
}

fn whole_number<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
    let number = value.as_integer()?;
    let number = i64::from_str_radix(number.as_str(), number.radix()).ok()?;
    Some(Cow::Owned(number.to_string()))
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for WordsPerMinute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for ReviewsPerDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
