//! Colons at the start of lines: a definition is `: ` and a text; `:smile:` and `::: note` are none.
//!
//! The parser's extension takes any colon there. So it is on only where there are definitions, and the other colons
//! are hidden from it behind a character that the text doesn't have.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};
use pulldown_cmark::{CowStr, Event};

use super::sections::{counterpart, text_in};

/// A text and how it is parsed.
#[derive(Debug)]
pub(super) struct Colons<'a> {
    text: &'a str,
    parsed: Cow<'a, str>,
    define: bool,
    mark: char,
}

impl<'a> Colons<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut colons = Colons {
            text,
            parsed: Cow::Borrowed(text),
            define: false,
            mark: ':',
        };
        let (defining, others): (Vec<usize>, Vec<usize>) = memchr_iter(b':', text.as_bytes())
            .filter(|at| starts_line(text, *at) && !is_delimiter_row(text, *at))
            .partition(|at| matches!(text.as_bytes().get(at + 1), Some(b' ' | b'\t')));
        let mut marks = '\u{1}'..='\u{8}';
        if !defining.is_empty()
            && let Some(mark) = marks.find(|mark| !text.contains(*mark))
        {
            colons.define = true;
            colons.hide(&others, mark);
        }
        colons
    }

    fn hide(&mut self, others: &[usize], mark: char) {
        if others.is_empty() {
            return;
        }
        let mut parsed = String::with_capacity(self.text.len());
        let mut from = 0;
        for at in others {
            parsed.push_str(self.text.get(from..*at).unwrap_or_default());
            parsed.push(mark);
            from = at + 1;
        }
        parsed.push_str(self.text.get(from..).unwrap_or_default());
        self.parsed = Cow::Owned(parsed);
        self.mark = mark;
    }

    /// Whether the text has definitions.
    pub(super) fn define(&self) -> bool {
        self.define
    }

    /// What is parsed: the text, or one as long in which some colons are hidden.
    pub(super) fn parsed(&self) -> &str {
        &self.parsed
    }

    /// Makes an event of what is parsed one of the text.
    pub(super) fn restore<'e>(&'e self, event: &mut Event<'e>) {
        let Cow::Owned(parsed) = &self.parsed else {
            return;
        };
        let Some(text) = text_in(event) else {
            return;
        };
        if let Some(there) = counterpart(text, parsed, self.text) {
            *text = CowStr::Borrowed(there);
        } else if text.contains(self.mark) {
            *text = text.replace(self.mark, ":").into();
        }
    }
}

/// Whether nothing stands before a colon on its line but the marks of quotes and lists.
fn starts_line(text: &str, colon: usize) -> bool {
    let before = text.as_bytes().get(..colon).unwrap_or_default();
    let is_mark = |b: &&u8| {
        matches!(
            **b,
            b' ' | b'\t' | b'>' | b'-' | b'+' | b'*' | b'.' | b')' | b'0'..=b'9'
        )
    };
    let is_apart = matches!(
        before.last(),
        None | Some(b'\n' | b'\r' | b' ' | b'\t' | b'>')
    );
    is_apart
        && matches!(
            before.iter().rev().find(|b| !is_mark(b)),
            None | Some(b'\n' | b'\r')
        )
}

/// Whether a line goes on from a colon as the row below a table's header: `:--|--:`.
fn is_delimiter_row(text: &str, colon: usize) -> bool {
    let rest = text.as_bytes().get(colon..).unwrap_or_default();
    let line = rest
        .get(..memchr(b'\n', rest).unwrap_or(rest.len()))
        .unwrap_or_default();
    let row = line.trim_ascii_end();
    row.starts_with(b":-")
        && row
            .iter()
            .all(|b| matches!(b, b':' | b'-' | b'|' | b' ' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        let colons = Colons::of(text);
        assert_eq!(colons.parsed().len(), text.len());
        match colons.parsed {
            Cow::Borrowed(text) => text.to_owned(),
            Cow::Owned(text) => text.replace(colons.mark, "·"),
        }
    }

    #[test]
    fn definitions_are_colons_with_a_space_and_a_text() {
        assert!(Colons::of("Term\n: What it is").define());
        assert!(Colons::of("> Term\n> :\tWhat it is").define());
        assert!(Colons::of("Term\n: ---").define());
        for none in [
            "Hi\n:smile: there",
            "::: note\n:::\n",
            "a: b",
            "Term\n:\n",
            "a : b",
        ] {
            assert!(!Colons::of(none).define(), "{none}");
            assert_eq!(Colons::of(none).parsed(), none);
        }
    }

    #[test]
    fn where_there_are_definitions_other_colons_are_hidden() {
        assert_eq!(
            parsed("T\n: x\n\n::: note\na:b\n:::\n"),
            "T\n: x\n\n·:: note\na:b\n·::\n"
        );
        assert_eq!(
            parsed("T\n: x\n\n- :smile:\n> > :no\n"),
            "T\n: x\n\n- ·smile:\n> > ·no\n"
        );
        assert_eq!(
            parsed("T\n: x\n\na | b\n:--|--:\n"),
            "T\n: x\n\na | b\n:--|--:\n"
        );
    }
}
