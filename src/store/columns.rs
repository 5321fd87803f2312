//! Conversions between the domain's values and columns. A value that no version writes means a damaged file.

use std::borrow::Cow;
use std::str::FromStr;

use chrono::DateTime;
use sqlx::Error;

use super::error::garbage;
use crate::domain::{Seconds, Timestamp, sanitize_line};

/// Microseconds since 1970.
pub(super) fn micros(at: Timestamp) -> i64 {
    at.utc().timestamp_micros()
}

/// The instant of a column with microseconds.
pub(super) fn instant(micros: i64) -> Result<Timestamp, Error> {
    DateTime::from_timestamp_micros(micros)
        .map(Timestamp::new)
        .ok_or_else(|| garbage(format!("{micros} is no instant")))
}

/// A number that is never negative.
pub(super) fn number<T: TryFrom<i64>>(value: i64) -> Result<T, Error> {
    T::try_from(value).map_err(|_| garbage(format!("{value} is out of range")))
}

/// A column with seconds.
pub(super) fn seconds(value: i64) -> Result<Seconds, Error> {
    number(value).map(Seconds)
}

/// A count or size for a column.
pub(super) fn column<T: TryInto<i64>>(value: T) -> i64 {
    value.try_into().unwrap_or(i64::MAX)
}

/// A title for a screen: it is cleaned here once, so that whoever measures it measures what is shown.
pub(super) fn title(text: String) -> String {
    match sanitize_line(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(clean) => clean,
    }
}

/// One of a few words.
pub(super) fn word<T: FromStr>(text: &str) -> Result<T, Error>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    text.parse().map_err(garbage)
}
