//! The types of settings: each knows its bounds and how to state them.

mod choice;
mod number;
mod text;

use std::borrow::Cow;
use std::fmt;

use toml::de::DeValue;

use crate::domain::VaultKind;
pub use choice::{Images, LogLevel, Spacing};
pub use number::{Measure, ReviewsPerDay, WordsPerMinute};
pub(super) use text::is_plain_name;
pub use text::{Address, InvalidThemeName, ThemeName};

/// A type that a setting can have.
pub(super) trait Value: Sized + fmt::Display {
    /// The values that are allowed, for a person.
    const EXPECTED: &'static str;

    /// The value, where the text is one.
    fn from_text(text: &str) -> Option<Self>;

    /// The value's text, where the file writes this kind of value as it should: most are strings.
    fn toml_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
        value.as_str().map(Cow::Borrowed)
    }
}

impl Value for VaultKind {
    const EXPECTED: &'static str = "keyring, file, memory or environment";

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Value for bool {
    const EXPECTED: &'static str = "true or false";

    fn from_text(text: &str) -> Option<Self> {
        match text {
            "true" | "1" | "yes" | "on" => Some(true),
            "false" | "0" | "no" | "off" => Some(false),
            _ => None,
        }
    }

    fn toml_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
        Some(Cow::Owned(value.as_bool()?.to_string()))
    }
}
