//! The order of titles that a reader expects: accents with their letters, case alike, numbers by value (Unicode's root
//! collation, which belongs to no language).

use std::cmp::Ordering;

use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences, options::CollatorOptions};

/// Orders titles.
#[derive(Debug)]
pub struct Collation(Option<CollatorBorrowed<'static>>);

impl Collation {
    /// The order without a language.
    pub fn new() -> Self {
        let mut preferences = CollatorPreferences::default();
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        Collation(Collator::try_new(preferences, CollatorOptions::default()).ok())
    }

    /// Returns the sort key of a title, to be compared byte by byte.
    ///
    /// ```
    /// use lyceum::domain::collation::Collation;
    /// let collation = Collation::new();
    /// let mut titles = ["Zebra", "Course 10", "Éclair", "apple", "Course 2", "Čeština"];
    /// titles.sort_by_cached_key(|title| collation.key(title));
    /// assert_eq!(titles, ["apple", "Čeština", "Course 2", "Course 10", "Éclair", "Zebra"]);
    /// ```
    pub fn key(&self, title: &str) -> Vec<u8> {
        let mut key = Vec::new();
        let Some(collator) = &self.0 else {
            return title.to_lowercase().into_bytes();
        };
        match collator.write_sort_key_to(title, &mut key) {
            Ok(()) => key,
        }
    }

    /// Which of two titles comes first; cheaper than two keys.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        match &self.0 {
            Some(collator) => collator.compare(one, other),
            None => one.to_lowercase().cmp(&other.to_lowercase()),
        }
    }
}

impl Default for Collation {
    fn default() -> Self {
        Self::new()
    }
}
