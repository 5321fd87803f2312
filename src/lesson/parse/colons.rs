//! Colons at the start of lines: a definition is `: ` and a text; `:smile:` and `::: note` are none.
//!
//! The parser's extension takes any colon there. So it is on only where there are definitions, and the other colons
//! are hidden from it.

use memchr::{memchr, memchr_iter};

/// The colons at the starts of a text's lines.
#[derive(Debug, Default)]
pub(super) struct Colons {
    /// Whether one of them begins a definition.
    pub(super) define: bool,
    /// Those that begin none, by their bytes, where the parser looks for definitions.
    pub(super) others: Vec<usize>,
}

impl Colons {
    pub(super) fn of(text: &str) -> Self {
        let (defining, others): (Vec<usize>, Vec<usize>) = memchr_iter(b':', text.as_bytes())
            .filter(|at| starts_line(text, *at) && !is_delimiter_row(text, *at))
            .partition(|at| matches!(text.as_bytes().get(at + 1), Some(b' ' | b'\t')));
        match defining.is_empty() {
            true => Colons::default(),
            false => Colons {
                define: true,
                others,
            },
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
        let mut shown = text.as_bytes().to_vec();
        for colon in Colons::of(text).others {
            shown[colon] = b'^';
        }
        String::from_utf8(shown).unwrap()
    }

    #[test]
    fn definitions_are_colons_with_a_space_and_a_text() {
        assert!(Colons::of("Term\n: What it is").define);
        assert!(Colons::of("> Term\n> :\tWhat it is").define);
        assert!(Colons::of("Term\n: ---").define);
        for none in [
            "Hi\n:smile: there",
            "::: note\n:::\n",
            "a: b",
            "Term\n:\n",
            "a : b",
        ] {
            assert!(!Colons::of(none).define, "{none}");
            assert_eq!(parsed(none), none);
        }
    }

    #[test]
    fn where_there_are_definitions_other_colons_are_hidden() {
        assert_eq!(
            parsed("T\n: x\n\n::: note\na:b\n:::\n"),
            "T\n: x\n\n^:: note\na:b\n^::\n"
        );
        assert_eq!(
            parsed("T\n: x\n\n- :smile:\n> > :no\n"),
            "T\n: x\n\n- ^smile:\n> > ^no\n"
        );
        assert_eq!(
            parsed("T\n: x\n\na | b\n:--|--:\n"),
            "T\n: x\n\na | b\n:--|--:\n"
        );
    }
}
