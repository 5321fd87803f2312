//! Settings of the configuration and the command line, and how they change on the settings screen.

use std::ops::RangeInclusive;

use super::direction::Direction;
use super::image::ImageMode;
use crate::domain::study::DEFAULT_WORDS_PER_MINUTE;
use crate::domain::{LessonNumber, Slug};

/// The configuration, as far as it is about the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The name of the theme.
    pub theme: String,
    /// The names of all themes.
    pub themes: Vec<String>,
    /// The greatest width of text, in columns.
    pub measure: u16,
    /// Whether a blank line stands below each line of text.
    pub double_spaced: bool,
    /// Reading speed in words per minute, where the learner set it; else it is measured.
    pub words_per_minute: Option<u32>,
    /// The most reviews of a day.
    pub reviews_per_day: u32,
    /// Whether code is highlighted.
    pub highlight: bool,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// How images are shown; none where they are not.
    pub images: Option<ImageMode>,
    /// How the file says that images are shown.
    pub image_way: String,
    /// The settings that a flag or a variable decides, and its name: the file wouldn't change them.
    pub fixed: Vec<(SettingKey, String)>,
    /// The path of the configuration file.
    pub file: String,
    /// Whether there is an academy to sync with.
    pub syncs: bool,
    /// Whether an author previews a course's folder.
    pub previews: bool,
}

/// A setting of the settings screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKey {
    /// The theme.
    Theme,
    /// The greatest width of text.
    Measure,
    /// Single or double line spacing.
    Spacing,
    /// The reading speed.
    WordsPerMinute,
    /// The most reviews of a day.
    ReviewsPerDay,
    /// How images are shown.
    Images,
    /// Whether code is highlighted.
    Highlight,
    /// Whether the mouse is used.
    Mouse,
}

/// A setting's value, as the file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingValue {
    /// A word.
    Text(String),
    /// A number.
    Number(u32),
    /// Yes or no.
    Flag(bool),
    /// None: the file says nothing of it.
    Unset,
}

/// Columns that the width of text changes by.
const MEASURE_STEP: u16 = 4;

/// Words per minute that the reading speed changes by.
const SPEED_STEP: u32 = 10;

/// The reading speeds that can be set.
const SPEEDS: RangeInclusive<u32> = 50..=1000;
/// Questions that the most reviews of a day change by.
const REVIEWS_STEP: u32 = 10;

/// The ways to show images, as the file names them.
const IMAGE_WAYS: [&str; 6] = ["auto", "kitty", "sixel", "iterm2", "halfblocks", "off"];

impl SettingKey {
    /// All of them, in the order of the screen.
    pub const ALL: [SettingKey; 8] = [
        SettingKey::Theme,
        SettingKey::Measure,
        SettingKey::Spacing,
        SettingKey::WordsPerMinute,
        SettingKey::ReviewsPerDay,
        SettingKey::Images,
        SettingKey::Highlight,
        SettingKey::Mouse,
    ];

    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            SettingKey::Theme => "theme",
            SettingKey::Measure => "measure",
            SettingKey::Spacing => "spacing",
            SettingKey::WordsPerMinute => "words_per_minute",
            SettingKey::ReviewsPerDay => "reviews_per_day",
            SettingKey::Images => "images",
            SettingKey::Highlight => "highlight",
            SettingKey::Mouse => "mouse",
        }
    }

    /// Its name on the screen.
    pub fn title(self) -> &'static str {
        match self {
            SettingKey::Theme => "Theme",
            SettingKey::Measure => "Text width",
            SettingKey::Spacing => "Line spacing",
            SettingKey::WordsPerMinute => "Reading speed",
            SettingKey::ReviewsPerDay => "Reviews per day",
            SettingKey::Images => "Images",
            SettingKey::Highlight => "Highlight code",
            SettingKey::Mouse => "Mouse",
        }
    }

    /// A line about it.
    pub fn about(self) -> &'static str {
        match self {
            SettingKey::Theme => "Put your own in the themes folder.",
            SettingKey::Measure => "Maximum text width.",
            SettingKey::Spacing => "Double puts a blank line after each.",
            SettingKey::WordsPerMinute => "How long reading counts after a key.",
            SettingKey::ReviewsPerDay => "The rest waits for another day.",
            SettingKey::Images => "auto: whatever your terminal can do.",
            SettingKey::Highlight => "Colour code by its language.",
            SettingKey::Mouse => "When off, the mouse selects text.",
        }
    }
}

impl Settings {
    /// The value of a setting, for a person.
    pub fn shown(&self, key: SettingKey) -> String {
        match key {
            SettingKey::Measure => format!("{} columns", self.measure),
            SettingKey::WordsPerMinute => match self.words_per_minute {
                Some(words) => format!("{words} words/min"),
                None => "measured".to_owned(),
            },
            SettingKey::ReviewsPerDay => format!("at most {}", self.reviews_per_day),
            key => match self.value(key) {
                SettingValue::Text(text) => text,
                SettingValue::Number(number) => number.to_string(),
                SettingValue::Flag(true) => "on".to_owned(),
                SettingValue::Flag(false) => "off".to_owned(),
                SettingValue::Unset => String::new(),
            },
        }
    }

    /// The value of a setting, for the file.
    pub fn value(&self, key: SettingKey) -> SettingValue {
        match key {
            SettingKey::Theme => SettingValue::Text(self.theme.clone()),
            SettingKey::Measure => SettingValue::Number(self.measure.into()),
            SettingKey::Spacing => SettingValue::Text(spacing(self.double_spaced).to_owned()),
            SettingKey::WordsPerMinute => self
                .words_per_minute
                .map_or(SettingValue::Unset, SettingValue::Number),
            SettingKey::ReviewsPerDay => SettingValue::Number(self.reviews_per_day),
            SettingKey::Images => SettingValue::Text(self.image_way.clone()),
            SettingKey::Highlight => SettingValue::Flag(self.highlight),
            SettingKey::Mouse => SettingValue::Flag(self.mouse),
        }
    }

    /// The flag or the variable that decides a setting.
    pub fn fixed_by(&self, key: SettingKey) -> Option<&str> {
        let mut fixed = self.fixed.iter();
        fixed.find(|(of, _)| *of == key).map(|(_, by)| by.as_str())
    }

    /// Changes a setting to its next value, or the one before; the ends of a range stay, names go around.
    pub fn step(&mut self, key: SettingKey, direction: Direction) {
        match key {
            SettingKey::Theme => self.theme = neighbour(&self.themes, &self.theme, direction),
            SettingKey::Measure => {
                let wider = self.measure.saturating_add(MEASURE_STEP);
                let narrower = self.measure.saturating_sub(MEASURE_STEP);
                self.measure = direction.pick(wider, narrower).clamp(60, 120);
            }
            SettingKey::Spacing => self.double_spaced = !self.double_spaced,
            SettingKey::WordsPerMinute => {
                let speed = self.words_per_minute.unwrap_or(DEFAULT_WORDS_PER_MINUTE);
                let speed = direction.pick(speed + SPEED_STEP, speed.saturating_sub(SPEED_STEP));
                // Beyond both ends it is measured again.
                self.words_per_minute = Some(speed).filter(|speed| SPEEDS.contains(speed));
            }
            SettingKey::ReviewsPerDay => {
                let reviews = self.reviews_per_day;
                let fewer = reviews.saturating_sub(REVIEWS_STEP);
                let reviews = direction.pick(reviews + REVIEWS_STEP, fewer);
                self.reviews_per_day = reviews.clamp(REVIEWS_STEP, 9_990);
            }
            SettingKey::Images => {
                let ways = IMAGE_WAYS.map(str::to_owned);
                self.image_way = neighbour(&ways, &self.image_way, direction);
            }
            SettingKey::Highlight => self.highlight = !self.highlight,
            SettingKey::Mouse => self.mouse = !self.mouse,
        }
    }
}

/// The name of a line spacing in the file.
fn spacing(is_double: bool) -> &'static str {
    if is_double { "double" } else { "single" }
}

/// The name after this one, or before it, in a circle; the first one where it isn't among them.
fn neighbour(names: &[String], here: &str, direction: Direction) -> String {
    let place = names.iter().position(|name| name == here);
    let next = place.map_or(0, |place| {
        direction.pick(place + 1, place + names.len() - 1) % names.len()
    });
    names.get(next).cloned().unwrap_or_else(|| here.to_owned())
}

/// Where the command line says to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The course to open.
    pub course: Slug,
    /// The lesson to open in it; else its outline opens.
    pub lesson: Option<LessonNumber>,
}
