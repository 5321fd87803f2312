//! Settings that are one of a few words.

use std::fmt;

use super::Value;

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

impl Value for Images {
    const EXPECTED: &'static str = "auto, kitty, sixel, iterm2, halfblocks or off";

    fn from_text(text: &str) -> Option<Self> {
        Images::named(text)
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
}

impl Value for LogLevel {
    const EXPECTED: &'static str = "off, error, warn, info, debug or trace";

    fn from_text(text: &str) -> Option<Self> {
        let mut names = Self::NAMES.iter();
        names
            .find(|(_, name)| *name == text)
            .map(|(level, _)| *level)
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
