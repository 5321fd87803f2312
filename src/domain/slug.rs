//! The URL-safe name of a course.

use std::fmt;
use std::str::FromStr;

use deunicode::deunicode_with_tofu;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A course's URL-safe name: lower-case ASCII letters, digits and single hyphens between them, at most 100 long.
///
/// Rule: platform schema, Courses, "Slug must be unique and URL-safe".
///
/// ```
/// use lyceum::domain::Slug;
/// assert!("ai-foundations".parse::<Slug>().is_ok());
/// assert!("AI Foundations".parse::<Slug>().is_err());
/// ```
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 100)]
pub struct Slug(String);

/// Why a text is no slug.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a slug: use 1 to 100 lower-case letters and digits, with single hyphens between them"
)]
pub struct InvalidSlug(pub String);

impl Slug {
    /// The longest slug, in characters.
    pub const MAX_LENGTH: usize = 100;

    /// A slug made of the letters and digits of any text, in Latin letters without accents; none where it has neither.
    ///
    /// ```
    /// use lyceum::domain::Slug;
    /// let slug = |text| Slug::made_of(text).map(String::from);
    /// assert_eq!(slug("Rust by Example!").as_deref(), Some("rust-by-example"));
    /// assert_eq!(slug("Naïve Füße").as_deref(), Some("naive-fusse"));
    /// assert_eq!(slug("日本語").as_deref(), Some("ri-ben-yu"));
    /// assert_eq!(slug("& 🎉"), None);
    /// ```
    pub fn made_of(text: &str) -> Option<Slug> {
        let text: String = text.nfc().collect();
        let words = text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c));
        let latin: Vec<String> = words.map(|word| deunicode_with_tofu(word, "")).collect();
        let latin = latin.join("-");
        let words = latin.split(|c: char| !c.is_ascii_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let mut slug = words.join("-").to_ascii_lowercase();
        slug.truncate(Self::MAX_LENGTH);
        let slug = slug.trim_end_matches('-');
        (!slug.is_empty()).then(|| Slug(slug.to_owned()))
    }

    /// The slug of a course whose name has no letter and no digit.
    pub fn nameless() -> Slug {
        Slug("course".to_owned())
    }

    /// The slug's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = InvalidSlug;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let word_is_fine = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if text.len() <= Self::MAX_LENGTH && text.split('-').all(word_is_fine) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidSlug(text.to_owned()))
        }
    }
}

impl TryFrom<String> for Slug {
    type Error = InvalidSlug;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_lower_case_words_joined_by_single_hyphens() {
        for good in ["a", "ai-foundations", "101", "a-1-b"] {
            assert_eq!(good.parse::<Slug>().map(String::from), Ok(good.to_owned()));
        }
        for bad in [
            "",
            "-a",
            "a-",
            "a--b",
            "A",
            "a b",
            "ä",
            "a_b",
            &"a".repeat(101),
        ] {
            assert!(bad.parse::<Slug>().is_err(), "{bad:?} was taken");
        }
    }
}
