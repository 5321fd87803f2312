//! Picks the passage of a text with the most words of the query close together.
//!
//! FTS5's own `snippet` takes time that grows with the square of how often a word stands in a text.

use std::collections::VecDeque;
use std::ops::Range;

use super::words::{folded, is_of_word, words};
use crate::domain::Snippet;

/// The words of a passage.
const WORDS: usize = 20;

/// Words in a row that a text is searched for, as the index knows words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    words: Vec<String>,
    /// Whether the last word may be the beginning of a longer one.
    may_go_on: bool,
}

impl Phrase {
    pub(super) fn new(text: &str, may_go_on: bool) -> Self {
        let words = words(text).map(|word| folded(&text[word]).into_owned());
        Phrase {
            words: words.collect(),
            may_go_on,
        }
    }

    /// The bytes that the phrase takes in a text from the start of a word on; none where it doesn't stand there.
    fn at(&self, text: &str, start: usize) -> Option<Range<usize>> {
        let mut here = words(text.get(start..)?);
        let mut end = start;
        for (number, wanted) in self.words.iter().enumerate() {
            let word = here.next()?;
            let found = folded(text.get(start + word.start..start + word.end)?);
            let is_last = number + 1 == self.words.len();
            let fits = match is_last && self.may_go_on {
                true => found.starts_with(wanted.as_str()),
                false => found == *wanted,
            };
            if !fits {
                return None;
            }
            end = start + word.end;
        }
        (end > start).then_some(start..end)
    }
}

/// A phrase that was found.
#[derive(Debug, Clone)]
struct Found {
    phrase: usize,
    /// Which of the text's words it begins with.
    word: usize,
    range: Range<usize>,
}

/// The passage of a text around those phrases; its beginning where none stands in it.
pub(super) fn passage(text: &str, phrases: &[Phrase]) -> Snippet {
    let best = densest(text, phrases).unwrap_or(0..0);
    let inside = words(text.get(best.clone()).unwrap_or_default()).count();
    let start = words_before(text, best.start, WORDS.saturating_sub(inside) / 2);
    let start = whole_before(text, start);
    let behind = words(text.get(start..).unwrap_or_default()).nth(WORDS - 1);
    let end = behind
        .map_or(text.len(), |word| start + word.end)
        .max(best.end);
    let shown = text.get(start..end).unwrap_or_default();
    let mut snippet = Snippet::default();
    if start > 0 {
        snippet.text.push('…');
    }
    let begins = snippet.text.len();
    snippet.text.push_str(shown);
    if end < text.len() {
        snippet.text.push('…');
    }
    for word in words(shown) {
        let is_marked = |last: &Range<usize>| word.start + begins < last.end;
        let found = phrases
            .iter()
            .filter_map(|phrase| phrase.at(shown, word.start));
        if let Some(found) = found.max_by_key(|found| found.end)
            && !snippet.marks.last().is_some_and(is_marked)
        {
            snippet.marks.push(found.start + begins..found.end + begins);
        }
    }
    snippet
}

/// The first stretch of so many words that has the most of the phrases.
fn densest(text: &str, phrases: &[Phrase]) -> Option<Range<usize>> {
    let mut near: VecDeque<Found> = VecDeque::new();
    let mut best: Option<(usize, Range<usize>)> = None;
    for (number, word) in words(text).enumerate() {
        let mut found = phrases.iter().enumerate();
        let Some((phrase, range)) =
            found.find_map(|(phrase, wanted)| Some((phrase, wanted.at(text, word.start)?)))
        else {
            continue;
        };
        // One that stands there again says nothing new; the nearest of each phrase counts.
        near.retain(|earlier| earlier.phrase != phrase && number - earlier.word < WORDS);
        near.push_back(Found {
            phrase,
            word: number,
            range,
        });
        let start = near.front().map_or(word.start, |first| first.range.start);
        let end = near
            .iter()
            .map(|found| found.range.end)
            .max()
            .unwrap_or(word.end);
        if best.as_ref().is_none_or(|(most, _)| near.len() > *most) {
            best = Some((near.len(), start..end));
        }
        if near.len() == phrases.len() {
            break;
        }
    }
    best.map(|(_, range)| range)
}

/// The start of the word that is so many words before a place.
fn words_before(text: &str, place: usize, count: usize) -> usize {
    let before = text.get(..place).unwrap_or_default();
    let mut start = place;
    let mut words = 0;
    let mut inside = false;
    for (at, c) in before.char_indices().rev() {
        match (is_of_word(c), inside) {
            (true, false) if words == count => return start,
            (true, false) => (words, inside) = (words + 1, true),
            (false, _) => inside = false,
            (true, true) => {}
        }
        if inside {
            start = at;
        }
    }
    // The text's own beginning, signs included.
    0
}

/// Where what stands around a place begins without a space in it: `a.b` and `it's` are one to the eye.
fn whole_before(text: &str, place: usize) -> usize {
    const NEAR: usize = 40;
    let before = text.get(..place).unwrap_or_default();
    let space = before.rfind(char::is_whitespace);
    let start = space.map_or(0, |at| {
        at + before[at..].chars().next().map_or(1, char::len_utf8)
    });
    if place - start <= NEAR { start } else { place }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(text: &str, phrases: &[Phrase]) -> (String, Vec<String>) {
        let Snippet { text, marks } = passage(text, phrases);
        let marks = marks.into_iter().map(|mark| text[mark].to_owned());
        let marks = marks.collect();
        (text, marks)
    }

    #[test]
    fn words_are_found_without_case_and_accents_and_the_last_may_go_on() {
        let wanted = [Phrase::new("NAIVE", false), Phrase::new("gues", true)];
        let (text, marks) = marked("A naïve model guesses.", &wanted);
        assert_eq!(text, "A naïve model guesses.");
        assert_eq!(marks, ["naïve", "guesses"]);
    }

    #[test]
    fn words_are_marked_where_no_spaces_are_between_them() {
        let wanted = [Phrase::new("学习", true), Phrase::new("เรียน", true)];
        let (_, marks) = marked("机器学习与ผมชอบเรียน。", &wanted);
        assert_eq!(marks, ["学习", "เรียน"]);
    }

    #[test]
    fn digits_are_marked_wherever_they_stand() {
        let wanted = [Phrase::new("H2O", false), Phrase::new("x²", true)];
        let (_, marks) = marked("Of H₂O and x2.", &wanted);
        assert_eq!(marks, ["H₂O", "x2"]);
    }

    #[test]
    fn the_passage_is_where_the_words_stand_together() {
        let far = "word ".repeat(40);
        let text = format!("The borrow. {far}A borrow checker checks.{far}");
        let wanted = [Phrase::new("borrow", false), Phrase::new("checker", true)];
        let (passage, marks) = marked(&text, &wanted);
        assert_eq!(marks, ["borrow", "checker"]);
        assert!(passage.starts_with("…word") && passage.ends_with("word…"));
        assert_eq!(words(&passage).count(), WORDS);
    }

    #[test]
    fn a_passage_in_quotes_is_marked_as_a_whole() {
        let wanted = [Phrase::new("what a tok", true)];
        let (_, marks) = marked("Say what it is: what a token is.", &wanted);
        assert_eq!(marks, ["what a token"]);
    }

    #[test]
    fn a_text_without_the_words_shows_its_beginning() {
        let (text, marks) = marked(&"(A) text. ".repeat(20), &[Phrase::new("title", true)]);
        assert!(text.starts_with("(A) text."));
        assert!(marks.is_empty());
    }

    proptest! {
        #[test]
        fn marks_are_the_words_that_were_looked_for(
            text in "([abc]{1,2}|é|[ .\n]){0,60}", first in "[ab]{1,2}", last in "[bce]{1}",
        ) {
            let wanted = [Phrase::new(&first, false), Phrase::new(&last, true)];
            let Snippet { text: shown, marks } = passage(&text, &wanted);
            let mut before = 0;
            for mark in marks {
                prop_assert!(mark.start >= before);
                let word = folded(&shown[mark.clone()]).into_owned();
                prop_assert!(word == first || word.starts_with(&last), "{word}");
                before = mark.end;
            }
            prop_assert!(text.contains(shown.trim_matches('…')));
            prop_assert!(words(&shown).count() <= WORDS);
        }
    }
}
