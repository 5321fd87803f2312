//! Where lines break: by Unicode's rules, so that Chinese wraps anywhere and `http://` doesn't.

use std::ops::Range;

use memchr::memchr_iter;
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::display_width;
use crate::lesson::width::fitting_start;

/// A character without a shape where a word may break (U+200B): layout keeps it up to here and shows none.
pub(in crate::lesson) const MAY_BREAK: &str = "\u{200B}";

/// The lines of `text` in `width` cells, enough for its widest character, as ranges without the spaces at their ends;
/// one empty range at least.
///
/// Line feeds break. A word wider than a line is split between graphemes.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines = Lines {
        text,
        ranges: Vec::new(),
        start: 0,
        cells: 0,
    };
    let mut word = 0;
    for (at, kind) in linebreaks(text).filter(|(at, kind)| may_break(text, *at, *kind)) {
        while let Some(end) = sign_behind_space(text.get(word..at).unwrap_or_default()) {
            lines.add(word..word + end, width);
            word += end;
        }
        lines.add(word..at, width);
        word = at;
        if kind == BreakOpportunity::Mandatory {
            lines.end(at);
        }
    }
    if lines.ranges.is_empty() {
        lines.ranges.push(0..0);
    }
    lines.ranges
}

struct Lines<'a> {
    text: &'a str,
    ranges: Vec<Range<usize>>,
    start: usize,
    cells: usize,
}

impl Lines<'_> {
    /// Adds a word with the spaces behind it.
    fn add(&mut self, word: Range<usize>, width: usize) {
        let whole = self.text.get(word.clone()).unwrap_or_default();
        let visible = whole.trim_end_matches([' ', '\n', '\r']);
        let cells = display_width(visible);
        if self.cells > 0 && self.cells + cells > width {
            self.end(word.start);
        }
        match cells > width {
            true => self.add_long(word.start, visible, width),
            false => self.cells += cells,
        }
        self.cells += whole.trim_end_matches(['\n', '\r']).len() - visible.len();
    }

    /// Splits a word that is wider than a line; its last part stays open.
    fn add_long(&mut self, start: usize, word: &str, width: usize) {
        let mut at = 0;
        while let Some(rest) = word.get(at..).filter(|rest| !rest.is_empty()) {
            let (bytes, cells) = fitting_start(rest, width);
            if bytes < rest.len() {
                at += split_at(rest, bytes);
                self.end(start + at);
            } else {
                at = word.len();
                self.cells = cells;
            }
        }
    }

    /// Ends the line before `at`.
    fn end(&mut self, at: usize) {
        let line = self.text.get(self.start..at).unwrap_or_default();
        let visible = line.trim_end_matches([' ', '\n', '\r']);
        self.ranges.push(self.start..self.start + visible.len());
        self.start = at;
        self.cells = 0;
    }
}

/// Where a word begins with a sign behind a space (`/usr`, `.profile`), inside of what Unicode's rules keep together: no
/// sign of that kind begins a line there, as a question mark in French mustn't.
fn sign_behind_space(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut spaces = memchr_iter(b' ', bytes.get(..bytes.len().checked_sub(2)?)?);
    let space = spaces.find(|at| {
        matches!(
            bytes[at + 1],
            b'/' | b'.' | b':' | b'!' | b'?' | b',' | b';'
        ) && !matches!(bytes[at + 2], b' ' | b'\n')
    })?;
    Some(space + 1)
}

/// Unicode's rules allow a break behind every hyphen and slash. Options (`--all`) and paths stay whole, as in a browser,
/// where they fit into a line.
fn may_break(text: &str, at: usize, kind: BreakOpportunity) -> bool {
    if kind == BreakOpportunity::Mandatory {
        return true;
    }
    let mut before = text.get(..at).unwrap_or_default().chars().rev();
    let last = before.next();
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    match last {
        Some('/') => false,
        // `++` and `)(` stay together.
        _ if is_sign(last) && is_sign(next) => false,
        Some('-') => before.next().is_some_and(char::is_alphanumeric),
        _ => true,
    }
}

/// Where a word is split of which so many bytes fit into a line: behind signs, else before them, where the line isn't
/// mostly empty then; and never so that one sign stands alone.
fn split_at(word: &str, fitting: usize) -> usize {
    let head = word.get(..fitting).unwrap_or(word);
    let starts = head.grapheme_indices(true).map(|(start, _)| start);
    let ends: Vec<usize> = starts.skip(1).chain([head.len()]).collect();
    let last = |is_good: fn(char, char) -> bool| {
        ends.iter().rev().copied().find(|at| {
            let (head, tail) = word.split_at(*at);
            let around = head.chars().next_back().zip(tail.chars().next());
            around.is_some_and(|(before, behind)| is_good(before, behind))
                && !is_lone_sign(head)
                && !is_lone_sign(tail)
        })
    };
    let fills = |at: &usize| *at > fitting / 3;
    last(ends_part)
        .filter(fills)
        .or_else(|| last(begins_part).filter(fills))
        .or_else(|| last(|before, behind| before != behind || !is_sign(Some(before))))
        .unwrap_or(fitting)
}

/// Whether a part of a word ends between these: `path/` `to`, `f(x)/` `(y)`.
fn ends_part(before: char, behind: char) -> bool {
    let opens = |c: char| matches!(c, '(' | '[' | '{' | '<');
    is_sign(Some(before)) && !opens(before) && (opens(behind) || !is_sign(Some(behind)))
}

/// Whether a part of a word begins between these: `Notepad` `++`, `f` `(x)`.
fn begins_part(before: char, behind: char) -> bool {
    let closes = |c: char| matches!(c, ')' | ']' | '}' | '>' | '.' | ',' | ';' | ':' | '!' | '?');
    !is_sign(Some(before)) && is_sign(Some(behind)) && !closes(behind)
}

/// Signs of ASCII: those of other scripts are Unicode's.
fn is_sign(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_punctuation())
}

fn is_lone_sign(part: &str) -> bool {
    part.len() == 1 && is_sign(part.chars().next())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn words_go_to_the_next_line_as_a_whole() {
        assert_eq!(lines("one two three", 8), ["one two", "three"]);
        assert_eq!(lines("a\nb", 8), ["a", "b"]);
        assert_eq!(lines("", 8), [""]);
    }

    #[test]
    fn ideographs_wrap_anywhere_and_keep_their_cells() {
        assert_eq!(lines("漢字漢字漢", 5), ["漢字", "漢字", "漢"]);
        assert_eq!(lines("漢字。", 4), ["漢", "字。"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_split() {
        assert_eq!(lines("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(lines("abcdef gh", 4), ["abcd", "ef", "gh"]);
    }

    #[test]
    fn options_stay_whole() {
        assert_eq!(lines("run --all now", 7), ["run", "--all", "now"]);
        assert_eq!(lines("well-known", 6), ["well-", "known"]);
        assert_eq!(
            lines("to https://a.b/c/d", 13),
            ["to", "https://a.b/", "c/d"]
        );
        assert_eq!(lines("to /usr", 3), ["to", "/us", "r"]);
    }

    #[test]
    fn paths_stay_whole_where_they_fit_and_break_at_signs_where_not() {
        assert_eq!(lines("say /what/ever", 12), ["say", "/what/ever"]);
        assert_eq!(
            lines("see .profile ou !x ?", 8),
            ["see", ".profile", "ou !x ?"]
        );
        assert_eq!(lines("and/or", 6), ["and/or"]);
        assert_eq!(lines("/what/ever", 8), ["/what/", "ever"]);
        assert_eq!(lines("a.long_name.here", 8), ["a.long_", "name.", "here"]);
        assert_eq!(lines("std::collections", 10), ["std::", "collection", "s"]);
    }

    #[test]
    fn no_sign_stands_alone() {
        assert_eq!(lines("Notepad++", 8), ["Notepad", "++"]);
        assert_eq!(lines("Notepad+", 7), ["Notepa", "d+"]);
        assert_eq!(lines("(abcdefg)", 8), ["(abcdef", "g)"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_too_wide(text in "[a-z 漢é\u{301}\n👩/+.-]{0,80}", width in 2usize..30) {
            let lines = lines(&text, width);
            for line in &lines {
                prop_assert!(display_width(line) <= width, "{line:?} in {width}");
            }
            let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(visible(&lines.concat()), visible(&text));
        }
    }
}
