//! The types of settings: each knows its bounds and how to state them.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use toml::de::DeValue;

use crate::domain::VaultKind;
use crate::domain::review::DEFAULT_REVIEWS_PER_DAY;
use crate::domain::study::DEFAULT_WORDS_PER_MINUTE;

/// A type that a setting can have.
pub(super) trait Value: Sized + fmt::Display {
    /// The values that are allowed, for a person.
    const EXPECTED: &'static str;

    /// The value, where the text is one.
    fn from_text(text: &str) -> Option<Self>;

    /// The value's text, where the file writes this kind of value as it should.
    fn toml_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>>;
}

/// The width of a lesson's text in columns, 60 to 120.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Measure(u16);

/// Reading speed in words per minute, 50 to 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WordsPerMinute(u32);

/// The most reviews of a day, 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReviewsPerDay(u32);

/// Where the academy is, as it was written: whoever connects says what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address(String);

/// The name of a theme: a word that is also the name of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeName(String);

/// How much goes into the log file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are those that logs use everywhere")]
pub enum LogLevel {
    Off,
    Error,
    Warn,
    #[default]
    Info,
    Debug,
    Trace,
}

/// The space between the lines of a lesson's text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Spacing {
    /// None.
    #[default]
    Single,
    /// A blank line below each line.
    Double,
}

/// How images in lessons are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Images {
    /// As well as the terminal is known to.
    #[default]
    Auto,
    /// In kitty's graphics protocol.
    Kitty,
    /// In sixels.
    Sixel,
    /// In iTerm2's protocol.
    Iterm2,
    /// Two pixels a cell.
    Halfblocks,
    /// Not at all: their alternative text stands for them.
    Off,
}

impl Images {
    const NAMES: [(Images, &str); 6] = [
        (Images::Auto, "auto"),
        (Images::Kitty, "kitty"),
        (Images::Sixel, "sixel"),
        (Images::Iterm2, "iterm2"),
        (Images::Halfblocks, "halfblocks"),
        (Images::Off, "off"),
    ];

    /// The way that the file calls by that name.
    pub fn named(name: &str) -> Option<Images> {
        let mut names = Self::NAMES.iter();
        names.find(|(_, known)| *known == name).map(|(way, _)| *way)
    }
}

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

impl Address {
    /// The address; none where there is no academy.
    pub fn get(&self) -> Option<&str> {
        Some(self.0.as_str()).filter(|text| !text.is_empty())
    }
}

impl ThemeName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ThemeName {
    fn default() -> Self {
        ThemeName("lamplight".to_owned())
    }
}

impl LogLevel {
    const NAMES: [(LogLevel, &str); 6] = [
        (LogLevel::Off, "off"),
        (LogLevel::Error, "error"),
        (LogLevel::Warn, "warn"),
        (LogLevel::Info, "info"),
        (LogLevel::Debug, "debug"),
        (LogLevel::Trace, "trace"),
    ];

    /// The name, as tracing's filters know it.
    pub fn as_str(self) -> &'static str {
        let mut names = Self::NAMES.iter();
        names
            .find(|(level, _)| *level == self)
            .map_or("off", |(_, name)| name)
    }
}

/// A text that can't be a theme's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` can't be a theme's name: use 1 to 64 letters, digits, - and _")]
pub struct InvalidThemeName(pub String);

impl FromStr for ThemeName {
    type Err = InvalidThemeName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_plain_name(text) {
            Ok(ThemeName(text.to_owned()))
        } else {
            Err(InvalidThemeName(text.to_owned()))
        }
    }
}

impl Value for Measure {
    const EXPECTED: &'static str = "a number of columns from 60 to 120";

    fn from_text(text: &str) -> Option<Self> {
        let columns = text.parse().ok()?;
        (60..=120).contains(&columns).then_some(Measure(columns))
    }

    fn toml_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
        whole_number(value)
    }
}

impl Value for WordsPerMinute {
    const EXPECTED: &'static str = "a number of words from 50 to 1000";

    fn from_text(text: &str) -> Option<Self> {
        let words = text.parse().ok()?;
        (50..=1000)
            .contains(&words)
            .then_some(WordsPerMinute(words))
    }

    fn toml_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
        whole_number(value)
    }
}

impl Value for ReviewsPerDay {
    const EXPECTED: &'static str = "a number from 1 to 9999";

    fn from_text(text: &str) -> Option<Self> {
        let words = text.parse().ok()?;
        (1..=9999).contains(&words).then_some(ReviewsPerDay(words))
    }

    fn toml_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
        whole_number(value)
    }
}

impl Value for ThemeName {
    const EXPECTED: &'static str = "a theme's name: letters, digits, - and _";

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn toml_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
        value.as_str().map(Cow::Borrowed)
    }
}

impl Value for Address {
    const EXPECTED: &'static str = "the address of an academy: postgres://USER@HOST/DATABASE";

    /// Any text: a message about one that is wrong would repeat it, with the password that it may hold.
    fn from_text(text: &str) -> Option<Self> {
        Some(Address(text.trim().to_owned()))
    }

    fn toml_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
        value.as_str().map(Cow::Borrowed)
    }
}

impl Value for Images {
    const EXPECTED: &'static str = "auto, kitty, sixel, iterm2, halfblocks or off";

    fn from_text(text: &str) -> Option<Self> {
        Images::named(text)
    }

    fn toml_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
        value.as_str().map(Cow::Borrowed)
    }
}

impl Value for Spacing {
    const EXPECTED: &'static str = "single or double";

    fn from_text(text: &str) -> Option<Self> {
        match text {
            "single" => Some(Spacing::Single),
            "double" => Some(Spacing::Double),
            _ => None,
        }
    }

    fn toml_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
        value.as_str().map(Cow::Borrowed)
    }
}

impl Value for LogLevel {
    const EXPECTED: &'static str = "off, error, warn, info, debug or trace";

    fn from_text(text: &str) -> Option<Self> {
        let mut names = Self::NAMES.iter();
        names
            .find(|(_, name)| *name == text)
            .map(|(level, _)| *level)
    }

    fn toml_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
        value.as_str().map(Cow::Borrowed)
    }
}

impl Value for VaultKind {
    const EXPECTED: &'static str = "keyring, file, memory or environment";

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn toml_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
        value.as_str().map(Cow::Borrowed)
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

/// True for a name that is safe as the name of a file: 1 to 64 letters, digits, `-` and `_`.
pub(super) fn is_plain_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
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

/// The address, without what may be a password.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, rest) = match self.0.split_once("://") {
            Some((scheme, rest)) => (format!("{scheme}://"), rest),
            None => (String::new(), self.0.as_str()),
        };
        let shown = match rest.rsplit_once('@') {
            Some((user, place)) => {
                let name = user.split(':').next().unwrap_or_default();
                format!("{before}{name}@{place}")
            }
            None => format!("{before}{rest}"),
        };
        f.write_str(shown.split("password=").next().unwrap_or_default())
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

impl fmt::Display for ThemeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Images {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = Self::NAMES.iter();
        let name = names.find(|(mode, _)| mode == self);
        f.write_str(name.map_or("auto", |(_, name)| name))
    }
}

impl fmt::Display for Spacing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Spacing::Single => "single",
            Spacing::Double => "double",
        })
    }
}

impl fmt::Display for LogLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
