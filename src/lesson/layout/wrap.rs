//! Where lines break: by Unicode's rules, so that Chinese wraps anywhere and `http://` doesn't.

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::domain::display_width;
use crate::lesson::width::fitting_start;

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
            at += bytes;
            if at < word.len() {
                self.end(start + at);
            } else {
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

/// Unicode's rules allow a break behind every hyphen and slash; options (`--all`) and schemes (`https://`) stay
/// whole.
fn may_break(text: &str, at: usize, kind: BreakOpportunity) -> bool {
    if kind == BreakOpportunity::Mandatory {
        return true;
    }
    let mut before = text.get(..at).unwrap_or_default().chars().rev();
    match before.next() {
        Some('-') => before.next().is_some_and(char::is_alphanumeric),
        Some('/') => before
            .next()
            .is_some_and(|c| c != '/' && !c.is_whitespace()),
        _ => true,
    }
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

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_too_wide(text in "[a-z 漢é\u{301}\n👩-]{0,80}", width in 2usize..30) {
            let lines = lines(&text, width);
            for line in &lines {
                prop_assert!(display_width(line) <= width, "{line:?} in {width}");
            }
            let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(visible(&lines.concat()), visible(&text));
        }
    }
}
