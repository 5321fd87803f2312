//! A typed text in the forms that it is compared in: whoever grades it needs no rules of writing.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::number::reading;
use crate::domain::folding::Likeness;

/// The forms of a typed text, beside the text itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// As it looks, in lower case, with single spaces.
    pub like: String,
    /// The number that it begins with, such as `9.81e0`; none where it begins with none.
    pub numbers: Vec<String>,
    /// The text behind the number, without spaces.
    pub unit: String,
}

impl Typed {
    /// The forms of a text.
    ///
    /// ```
    /// use lyceum::domain::quiz::Typed;
    /// let typed = Typed::of("9,81 m/s²");
    /// assert_eq!(typed.numbers, ["9.81e0"]);
    /// assert_eq!(typed.unit, "m/s2");
    /// ```
    pub fn of(text: &str) -> Typed {
        let (number, unit) = with_unit(text.trim());
        Typed {
            like: folded(text),
            numbers: reading(number).into_iter().map(written).collect(),
            unit: self::unit(unit),
        }
    }
}

/// The answers that one alternative of a blank takes. Texts are in the forms of [`Typed`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taking {
    /// Any text that looks the same.
    Like(String),
    /// Exactly this, with single spaces.
    Exactly(String),
    /// Any text that looks the same but for one letter that is wrong, missing, added or exchanged.
    Nearly(String),
    /// A number so near, with its unit.
    Number {
        /// The number.
        at: String,
        /// How far off it may be.
        within: String,
        /// The unit.
        unit: String,
    },
}

impl Taking {
    /// Whether it takes a text of single spaces, with these forms.
    pub fn takes(&self, text: &str, typed: &Typed) -> bool {
        match self {
            Taking::Like(right) => *right == typed.like,
            Taking::Exactly(right) => right == text,
            Taking::Nearly(right) => {
                *right == typed.like || strsim::osa_distance(right, &typed.like) <= 1
            }
            Taking::Number { at, within, unit } => {
                let mut given = typed.numbers.iter().filter_map(|number| read(number));
                let near = read(at).zip(read(within));
                *unit == typed.unit
                    && near
                        .is_some_and(|(at, within)| given.any(|given| (given - at).abs() <= within))
            }
        }
    }
}

/// A number so that every reader finds the same one.
pub(super) fn written(number: f64) -> String {
    format!("{number:e}")
}

fn read(number: &str) -> Option<f64> {
    number.parse().ok()
}

/// The words of a text with single spaces.
pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as it is compared: what looks the same is the same, in any case and with any spaces.
pub(super) fn folded(text: &str) -> String {
    // Asked with an accent, so that accents matter.
    words(&Likeness::of("é").fold(text).to_lowercase())
}

/// A unit as it is compared: an exponent is the same raised, behind `^`, or behind the letter.
pub(super) fn unit(text: &str) -> String {
    let signs = text.nfkc().map(|c| if c == '−' { '-' } else { c });
    signs.filter(|c| !c.is_whitespace() && *c != '^').collect()
}

/// The longest number that a text begins with, and the unit behind it.
pub(super) fn with_unit(text: &str) -> (&str, &str) {
    let ends = text.char_indices().map(|(at, _)| at).skip(1);
    let parts = ends
        .chain([text.len()])
        .map(|end| text.split_at(end))
        .filter(|(number, _)| reading(number).is_some());
    let (number, unit) = parts.last().unwrap_or((text, ""));
    (number.trim(), unit.trim())
}
