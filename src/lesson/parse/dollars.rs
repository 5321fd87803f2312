//! Dollars that are text: of a shell (`$HOME/$USER`), of prices, of jQuery. A formula begins behind no letter or digit,
//! and no letter, digit, `{`, `(` or `$` follows it. Letters of scripts without case count as none: Chinese and Korean
//! sentences have no spaces around a formula.

use std::ops::Range;

use memchr::{memchr, memchr3, memrchr};

/// The dollars of a text that are not part of a formula, by their bytes. Those in `taken`, which is sorted, belong to
/// something else.
pub(super) fn dollars_of_text(text: &str, taken: &[usize]) -> Vec<usize> {
    let mut dollars = Vec::new();
    let mut at = 0;
    while let Some(first) = memchr(b'$', text.as_bytes().get(at..).unwrap_or_default()) {
        let paragraph = paragraph_from(text, at + first);
        at = paragraph.end;
        Paragraph {
            text,
            range: paragraph,
            taken,
        }
        .find(&mut dollars);
    }
    dollars
}

/// The rest of the paragraph around a byte: from the start of the byte's line to a blank line or the mark of a code
/// block.
fn paragraph_from(text: &str, byte: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let line_start = |at: usize| memrchr(b'\n', &bytes[..at]).map_or(0, |end| end + 1);
    let start = line_start(byte);
    let mut end = byte;
    while let Some(feed) = memchr(b'\n', bytes.get(end..).unwrap_or_default()) {
        end += feed + 1;
        let next = bytes.get(end..).unwrap_or_default();
        let line = &next[..memchr(b'\n', next).unwrap_or(next.len())];
        let line = line.trim_ascii_start();
        if line.is_empty() || line.starts_with(b"```") || line.starts_with(b"~~~") {
            return start..end;
        }
    }
    start..bytes.len()
}

/// The dollars in braces that are passed at most on the way to the end of a formula.
const MOST_INSIDE: usize = 16;

struct Paragraph<'a> {
    text: &'a str,
    range: Range<usize>,
    taken: &'a [usize],
}

/// A row of dollars.
#[derive(Clone)]
struct Row {
    start: usize,
    length: usize,
}

impl Paragraph<'_> {
    /// Adds the dollars that are text.
    fn find(&self, dollars: &mut Vec<usize>) {
        let rows = self.rows();
        let mut number = 0;
        while let Some(row) = rows.get(number) {
            let later = rows.get(number + 1..).unwrap_or_default();
            if row.length > 1 {
                // Display mathematics, whatever stands in it.
                let end = later.iter().position(|row| row.length > 1);
                number += end.map_or(1, |end| end + 2);
                continue;
            }
            let opens = self
                .may_open(row)
                .then(|| self.outside_braces(row.start + 1, later));
            let end = opens
                .flatten()
                .filter(|end| later.get(*end).is_some_and(|end| self.may_close(end)));
            match end {
                Some(end) => number += end + 2,
                None => {
                    if !self.holds_emphasis(row.start) {
                        dollars.push(row.start);
                    }
                    number += 1;
                }
            }
        }
    }

    /// The dollars that are neither escaped nor in code nor taken.
    fn rows(&self) -> Vec<Row> {
        let bytes = self.text.as_bytes();
        let mut rows = Vec::new();
        let mut at = self.range.start;
        let next = |at: usize| memchr3(b'$', b'`', b'\\', bytes.get(at..self.range.end)?);
        while let Some(found) = next(at) {
            let start = at + found;
            at = match bytes[start] {
                b'\\' => start + 2,
                b'`' => self.behind_code(start),
                _ => {
                    let length = length_of(bytes, start, b'$');
                    if self.taken.binary_search(&start).is_err() {
                        rows.push(Row { start, length });
                    }
                    self.behind_ticks(start + length)
                }
            };
        }
        rows
    }

    /// Where the code ends that begins with backticks; behind them where it doesn't.
    fn behind_code(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let length = length_of(bytes, start, b'`');
        let mut at = start + length;
        let behind = at;
        while let Some(found) = bytes
            .get(at..self.range.end)
            .and_then(|rest| memchr(b'`', rest))
        {
            let end = length_of(bytes, at + found, b'`');
            at += found + end;
            if end == length {
                return at;
            }
        }
        behind
    }

    /// GitHub's ``$`x`$`` is a formula whose ticks are no code: where its closing dollar stands.
    fn behind_ticks(&self, start: usize) -> usize {
        let rest = self.text.get(start..self.range.end).unwrap_or_default();
        let end = rest.starts_with('`').then(|| rest.find("`$")).flatten();
        end.map_or(start, |end| start + end + 1)
    }

    /// Whether a dollar keeps marks beside it from being emphasis, as punctuation does: `*$*alpha`. What stands for a
    /// dollar that is hidden is none.
    fn holds_emphasis(&self, dollar: usize) -> bool {
        let is_mark = |c: char| matches!(c, '*' | '_' | '~');
        let (before, behind) = (&self.text[..dollar], &self.text[dollar + 1..]);
        let beyond = before.trim_end_matches(is_mark);
        let ahead = behind.trim_start_matches(is_mark);
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        (beyond.len() < before.len() && is_word(beyond.chars().next_back()))
            || (ahead.len() < behind.len() && is_word(ahead.chars().next()))
    }

    /// The first of some dollars that stands in no braces opened behind a byte: `$\text{if $x$}$` is one formula.
    fn outside_braces(&self, start: usize, dollars: &[Row]) -> Option<usize> {
        let (mut at, mut depth) = (start, 0_isize);
        dollars.iter().take(MOST_INSIDE).position(|row| {
            depth += depth_of(&self.text[at..row.start]);
            at = row.start + row.length;
            depth <= 0
        })
    }

    fn may_open(&self, row: &Row) -> bool {
        let before = self.text[..row.start].chars().next_back();
        let behind = self.text[row.start + 1..].chars().next();
        // All arguments of a shell and their number: `$@`, `$#`.
        let is_argument = |c: char| matches!(c, '@' | '#');
        let begins = |c: char| !c.is_whitespace() && !is_argument(c);
        before.is_none_or(|c| !is_of_word(c)) && behind.is_some_and(begins)
    }

    fn may_close(&self, row: &Row) -> bool {
        let before = self.text[..row.start].chars().next_back();
        let behind = self.text[row.start + row.length..].chars().next();
        let goes_on = |c: char| is_of_word(c) || matches!(c, '{' | '(');
        row.length == 1
            && before.is_some_and(|c| !c.is_whitespace())
            && behind.is_none_or(|c| !goes_on(c))
    }
}

/// A digit, or a letter of a script that parts words with spaces.
fn is_of_word(c: char) -> bool {
    c.is_numeric() || c.is_lowercase() || c.is_uppercase()
}

/// How many more braces a part of a formula opens than it closes; those behind a backslash are signs.
fn depth_of(tex: &str) -> isize {
    let mut depth = 0;
    let mut bytes = tex.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    depth
}

/// How many of a sign follow one another.
fn length_of(bytes: &[u8], start: usize, sign: u8) -> usize {
    bytes[start..].iter().take_while(|b| **b == sign).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text without the dollars that are text.
    fn shown(text: &str) -> String {
        let dollars = dollars_of_text(text, &[]);
        let kept = text.char_indices().filter(|(at, _)| !dollars.contains(at));
        kept.map(|(_, c)| c).collect()
    }

    #[test]
    fn formulas_keep_their_dollars() {
        for text in [
            "$a^2 + b^2$ is one, ($x$) another, $y$.",
            "设$x$为 and $n$-th",
            "$$a$$ and $$\nb\n$$",
            "$`x_1`$ on `GitHub` and $`a`$",
            "**$x$** \\$5",
            "$\\text{if $x$ and $y$}$ or $\\{z$",
            "`$HOME` and $x$ and `$a`",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn shells_and_prices_have_none() {
        for text in [
            "$HOME/bin:$PATH",
            "into $XDG_DATA_HOME/$USER and into ${TMPDIR}/${UID}.",
            "$(this).hide();$(that).show()",
            "$a=$b; ($x,$y)",
            "US$20/A$30, 5$/kg or 7$/kg, $1,000–$2,000",
            "$ make\n$ make install",
            "$5",
            "$@/$# and $#,$@",
            "${a $b} $c",
        ] {
            assert_eq!(shown(text), text.replace('$', ""), "{text}");
        }
        assert_eq!(shown("$5 and $x$"), "5 and $x$");
        assert_eq!(shown("$5\n\n$x$"), "5\n\n$x$");
        assert_eq!(shown("$HOME\n```\n$x$\n```"), "HOME\n```\n$x$\n```");
    }
}
