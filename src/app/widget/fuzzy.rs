//! Finding by a few letters: one rule for courses, lessons and headings.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// The letters, and how well a text matches them.
pub(in crate::app) struct Fuzzy {
    pattern: Pattern,
    matcher: Matcher,
    characters: Vec<char>,
}

impl Fuzzy {
    /// A search for these letters; without any, everything matches.
    pub(in crate::app) fn new(typed: &str) -> Self {
        Self {
            pattern: Pattern::parse(typed, CaseMatching::Smart, Normalization::Smart),
            matcher: Matcher::new(Config::DEFAULT),
            characters: Vec::new(),
        }
    }

    /// How well a text matches, more being better; none where it doesn't.
    pub(in crate::app) fn score(&mut self, text: &str) -> Option<u32> {
        let text = Utf32Str::new(text, &mut self.characters);
        self.pattern.score(text, &mut self.matcher)
    }

    /// The same for a text that was split into its characters before.
    pub(in crate::app) fn score_split(&mut self, text: Utf32Str<'_>) -> Option<u32> {
        self.pattern.score(text, &mut self.matcher)
    }
}

/// True where every text that `longer` finds is found by `shorter` as well: letters were added to some of which none
/// stands for more than itself.
pub(in crate::app) fn narrows(shorter: &str, longer: &str) -> bool {
    longer.starts_with(shorter) && !shorter.contains(['!', '^', '$', '\'', '\\'])
}
