//! Finding by a few letters: one rule for courses, lessons and headings. Text that looks the same is the same
//! ([`Likeness`]), as in every search.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String};

use crate::domain::folding::Likeness;

/// The letters, and how well a text matches them.
pub(in crate::app) struct Fuzzy {
    likeness: Likeness,
    pattern: Pattern,
    matcher: Matcher,
    characters: Vec<char>,
}

impl Fuzzy {
    /// A search for these letters; without any, everything matches.
    pub(in crate::app) fn new(typed: &str) -> Self {
        let likeness = Likeness::of(typed);
        let typed = likeness.fold(typed);
        Self {
            likeness,
            pattern: Pattern::parse(&typed, CaseMatching::Respect, Normalization::Never),
            matcher: Matcher::new(Config::DEFAULT),
            characters: Vec::new(),
        }
    }

    /// How well a text matches, more being better; none where it doesn't.
    pub(in crate::app) fn score(&mut self, text: &str) -> Option<u32> {
        let text = self.likeness.fold(text);
        let text = Utf32Str::new(&text, &mut self.characters);
        self.pattern.score(text, &mut self.matcher)
    }

    /// The same for a text that was folded before, for what was typed then ([`folded`]).
    pub(in crate::app) fn score_folded(&mut self, text: Utf32Str<'_>) -> Option<u32> {
        self.pattern.score(text, &mut self.matcher)
    }
}

/// A text as [`Fuzzy::score_folded`] takes it.
pub(in crate::app) fn folded(text: &str, likeness: Likeness) -> Utf32String {
    likeness.fold(text).into_owned().into()
}

/// True where every text that `longer` finds is found by `shorter` as well: letters were added to some of which none
/// stands for more than itself.
pub(in crate::app) fn narrows(shorter: &str, longer: &str) -> bool {
    let likeness = Likeness::of(shorter);
    let starts = likeness.fold(longer).starts_with(&*likeness.fold(shorter));
    starts && !shorter.contains(['!', '^', '$', '\'', '’', '\\'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_found_however_it_is_composed_and_set() {
        for (typed, text) in [
            ("ecrit", "E\u{301}criture"),
            ("écrit", "e\u{301}criture"),
            ("don't", "Don’t panic"),
            ("don’t", "Don't panic"),
            ("10\\ km", "10\u{A0}km"),
            ("databank", "Data\u{AD}bank"),
            ("find", "Why \u{FB01}nd"),
            ("αλφα", "Άλφα"),
            ("한글", "한글"),
            ("រៀនសរសេរ", "រៀន\u{200B}សរសេរ"),
            ("е\u{308}лка", "ёлка"),
        ] {
            assert!(Fuzzy::new(typed).score(text).is_some(), "{typed}");
            let haystack = folded(text, Likeness::of(typed));
            let score = Fuzzy::new(typed).score_folded(haystack.slice(..));
            assert!(score.is_some(), "{typed}");
        }
        assert_eq!(Fuzzy::new("é").score("resume"), None);
        assert_eq!(Fuzzy::new("Rust").score("trust"), None);
    }

    #[test]
    fn a_letter_that_changes_the_one_before_it_does_not_narrow() {
        assert!(narrows("ru", "rus"));
        assert!(!narrows("하", "한"));
        assert!(!narrows("!r", "!ru"));
    }
}
