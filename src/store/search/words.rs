//! The words of a text, the same for the index, for queries and for passages. Words that look the same are the same
//! ([`Likeness`]), whatever their case and accents. A script that writes no spaces between words has a word a letter,
//! so that whatever somebody takes for a word there is found as a phrase.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::domain::folding::{Likeness, has_no_shape};
use crate::lesson::words::has_no_spaces;

/// The words of a text, in bytes.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = text.get(from..)?.find(begins_word)? + from;
        from = start + word_length(text.get(start..)?);
        Some(start..from)
    })
}

/// The length of the word that a text begins with, in bytes.
fn word_length(text: &str) -> usize {
    let is_letter = text.starts_with(has_no_spaces);
    let goes_on = |c: char| match is_letter {
        true => is_mark(c) || has_no_shape(c),
        false => is_of_word(c) && !has_no_spaces(c),
    };
    let mut behind = text.char_indices().skip(1);
    behind
        .find(|(_, c)| !goes_on(*c))
        .map_or(text.len(), |(at, _)| at)
}

/// Whether a character belongs to a word.
pub(super) fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || has_no_shape(c)
}

fn begins_word(c: char) -> bool {
    c.is_alphanumeric()
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c)
}

/// A word as it is compared.
pub(super) fn folded(word: &str) -> Cow<'_, str> {
    Likeness::default().fold(word)
}

/// A text's words for the index, with nothing else between them.
pub(super) fn indexed(text: &str) -> String {
    let mut indexed = String::with_capacity(text.len());
    for word in words(text) {
        if !indexed.is_empty() {
            indexed.push(' ');
        }
        indexed.push_str(&folded(&text[word]));
    }
    indexed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_they_are_compared() {
        for (text, words) in [
            ("The naïve e\u{301}tude, don’t!", "the naive etude don t"),
            ("Daten\u{AD}bank \u{FB01}nd H₂O x²", "datenbank find h2o x2"),
            ("机器学习 in 3", "机 器 学 习 in 3"),
            ("हिन्दी भाषा", "हिन्दी भाषा"),
            ("រៀន\u{200B}សរ", "រៀ ន ស រ"),
            ("ที่นี่", "ที่ นี่"),
            (" -- \u{AD}", ""),
        ] {
            assert_eq!(indexed(text), words, "{text}");
        }
    }
}
