//! Labels in brackets, found by their looks: without parsing, and rather too many than too few.

use std::borrow::Cow;

use memchr::{memmem, memrchr2};
use unicase::UniCase;

/// A label as labels are compared: neither case nor spaces make a difference. That of a footnote begins with `^`.
pub(super) type Key<'a> = UniCase<Cow<'a, str>>;

/// As far before its end the start of a label is looked for, in bytes.
const NEAR: usize = 4 << 10;

/// A label as it is compared.
pub(super) fn key(label: &str) -> Key<'_> {
    let label = label.trim_ascii();
    let is_apart = |note: &str| note.starts_with(|c: char| c.is_ascii_whitespace());
    let is_plain = !label.contains("  ")
        && !label.contains(['\t', '\n', '\r', '\x0c'])
        && !label.strip_prefix('^').is_some_and(is_apart);
    if is_plain {
        return UniCase::new(Cow::Borrowed(label));
    }
    let (mark, words) = match label.strip_prefix('^') {
        Some(note) => ("^", note),
        None => ("", label),
    };
    let words: Vec<&str> = words.split_ascii_whitespace().collect();
    UniCase::new(Cow::Owned(mark.to_owned() + &words.join(" ")))
}

/// The same for as long as somebody wants it.
pub(super) fn owned(key: Key<'_>) -> Key<'static> {
    Key::new(key.into_inner().into_owned().into())
}

/// Text that looks like a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look<'a> {
    /// Where the label ends, in bytes.
    pub(super) end: usize,
    /// The label; none where only the parser can tell it.
    pub(super) label: Option<&'a str>,
}

/// Finds text that looks like a definition: `[label]:`, wherever it stands.
pub(super) fn defined(text: &str) -> impl Iterator<Item = Look<'_>> {
    memmem::find_iter(text.as_bytes(), "]:").filter_map(|end| {
        let from = end.saturating_sub(NEAR);
        let near = text.as_bytes().get(from..end)?;
        let Some(start) = memrchr2(b'[', b']', near).map(|at| from + at) else {
            // A label that is longer, unless the text begins here.
            return (from > 0).then_some(Look { end, label: None });
        };
        let is_escaped = text.as_bytes().get(..start)?.ends_with(b"\\");
        if !is_escaped && text.as_bytes().get(start) == Some(&b']') {
            return None;
        }
        let label = text.get(start + 1..end)?;
        let is_odd = is_escaped || label.contains(['\\', '\n', '\r']);
        let label = (!is_odd).then_some(label);
        Some(Look { end, label })
    })
}

/// Text that looks like a reference to a footnote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference<'a> {
    /// Where it starts, in bytes.
    pub(super) start: usize,
    /// Its label, which begins with `^`.
    pub(super) label: &'a str,
}

/// Finds text that looks like a reference to a footnote, definitions included: `[^label]` on one line.
pub(super) fn referred(text: &str) -> impl Iterator<Item = Reference<'_>> {
    let mut end = 0;
    memmem::find_iter(text.as_bytes(), "[^").filter_map(move |start| {
        // Marks that don't end the label before are in it, and end where it does.
        if end <= start {
            end = start + 1 + label_end(text.as_bytes().get(start + 1..)?);
        }
        let is_closed = text.as_bytes().get(end) == Some(&b']');
        let label = text.get(start + 1..end).filter(|_| is_closed)?;
        Some(Reference { start, label })
    })
}

/// Where a label ends that a text begins with, in whichever way.
fn label_end(text: &[u8]) -> usize {
    let mut escaped = false;
    let is_end = |byte: &u8| {
        let ends = !escaped && matches!(byte, b']' | b'[') || matches!(byte, b'\n' | b'\r');
        escaped = !escaped && *byte == b'\\';
        ends
    };
    text.iter().position(is_end).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<Option<&str>> {
        defined(text).map(|look| look.label).collect()
    }

    #[test]
    fn a_definition_is_a_label_with_a_colon_behind() {
        assert_eq!(labels("[a]: x\n> [^b]: y"), [Some("a"), Some("^b")]);
        assert_eq!(labels("]: and a[1:]: and [a] ]: b"), [Some("1:")]);
    }

    #[test]
    fn what_only_the_parser_can_tell_has_no_label() {
        assert_eq!(labels("[a\nb]: x"), [None]);
        assert_eq!(labels(r"[a\]b]: x"), [None]);
        assert_eq!(labels(r"[a\[b]: x"), [None]);
        assert_eq!(labels(&format!("[{}]: x", "a".repeat(NEAR))), [None]);
    }

    #[test]
    fn a_footnote_is_referred_to_on_one_line() {
        let labels: Vec<&str> = referred("x[^a] [^b\n] [^c[^d]: [^\\]]")
            .map(|reference| reference.label)
            .collect();
        assert_eq!(labels, ["^a", "^d", "^\\]"]);
    }

    #[test]
    fn marks_in_a_label_end_where_it_does() {
        let labels: Vec<&str> = referred(r"[^a\[^b\[^c] [^d\[^e")
            .map(|reference| reference.label)
            .collect();
        assert_eq!(labels, [r"^a\[^b\[^c", r"^b\[^c", "^c"]);
    }

    #[test]
    fn labels_are_alike_but_for_case_and_spaces() {
        assert_eq!(key(" Two\n words"), key("two  WORDS"));
        assert_eq!(key("^ a"), key("^A"));
        assert_ne!(key("twowords"), key("two words"));
    }
}
