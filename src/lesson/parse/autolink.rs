//! Addresses in running text become links, by the rules of GitHub's extension.

use memchr::memchr3_iter;

use super::builder::{Builder, Leaf};
use crate::lesson::block::{BlockKind, Marks, NONE, Piece, PieceKind};
use crate::lesson::link::Target;

impl Builder<'_> {
    /// Looks through the text of a leaf that is about to be closed.
    pub(super) fn link_bare_addresses(&mut self, leaf: &Leaf) {
        if matches!(
            leaf.kind,
            BlockKind::Code(_) | BlockKind::Notice | BlockKind::Math
        ) {
            return;
        }
        let first = leaf.first_piece;
        let plain =
            |p: &Piece| p.kind == PieceKind::Text && p.link == NONE && !p.marks.has(Marks::CODE);
        let tail = self.pieces.get(first..).unwrap_or_default();
        if !tail
            .iter()
            .any(|p| plain(p) && next_address(self.text_of(p.text)).is_some())
        {
            return;
        }
        for piece in self.pieces.split_off(first) {
            match plain(&piece) {
                true => self.push_with_addresses(piece),
                false => self.pieces.push(piece),
            }
        }
    }

    fn push_with_addresses(&mut self, mut piece: Piece) {
        while let Some(found) = next_address(self.text_of(piece.text)) {
            let (before, rest) = split(piece, found.start);
            let (address, after) = split(rest, found.end - found.start);
            if !self.text_of(before.text).is_empty() {
                self.pieces.push(before);
            }
            let link = self.new_link(Target::parse(&found.target), address.source.range().start);
            self.pieces.push(Piece { link, ..address });
            piece = after;
        }
        if !self.text_of(piece.text).is_empty() {
            self.pieces.push(piece);
        }
    }
}

/// The first `at` bytes of a piece, and the others.
fn split(piece: Piece, at: usize) -> (Piece, Piece) {
    let (head, tail) = piece.text.split_at(at);
    let exact = piece.text == piece.source;
    let of = |text| Piece {
        text,
        source: if exact { text } else { piece.source },
        ..piece
    };
    (of(head), of(tail))
}

#[derive(Debug, PartialEq, Eq)]
struct Address {
    start: usize,
    end: usize,
    target: String,
}

/// The first web or e-mail address in a text.
fn next_address(text: &str) -> Option<Address> {
    let bytes = text.as_bytes();
    memchr3_iter(b':', b'@', b'w', bytes).find_map(|at| match bytes.get(at) {
        Some(b':') => web(text, at),
        Some(b'@') => mail(text, at),
        _ => www(text, at),
    })
}

fn web(text: &str, colon: usize) -> Option<Address> {
    text.get(colon..)?.strip_prefix("://")?;
    let start = ["https", "http"].iter().find_map(|scheme| {
        let start = colon.checked_sub(scheme.len())?;
        text.get(start..colon)?
            .eq_ignore_ascii_case(scheme)
            .then_some(start)
    })?;
    if !starts_word(text, start) {
        return None;
    }
    let end = address_end(text, start, colon + 3)?;
    let target = text.get(start..end)?.to_owned();
    Some(Address { start, end, target })
}

fn www(text: &str, start: usize) -> Option<Address> {
    text.get(start..)?.strip_prefix("www.")?;
    if !starts_word(text, start) {
        return None;
    }
    let end = address_end(text, start, start + 4)?;
    let target = format!("https://{}", text.get(start..end)?);
    Some(Address { start, end, target })
}

fn starts_word(text: &str, start: usize) -> bool {
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '*' | '_' | '~' | '(' | '[' | '"' | '\'' | '«' | '“' | ',' | ':'
            )
    })
}

/// Where an address ends whose host starts at `host`: before a space, `<`, or closing punctuation.
fn address_end(text: &str, start: usize, host: usize) -> Option<usize> {
    let rest = text.get(host..)?;
    rest.chars().next().filter(|c| c.is_alphanumeric())?;
    let stop = rest
        .find(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`'))
        .unwrap_or(rest.len());
    let whole = text.get(start..host + stop)?;
    let mut surplus = [('(', ')'), ('[', ']'), ('{', '}')].map(|(open, close)| {
        let closing = whole.matches(close).count();
        (close, closing.saturating_sub(whole.matches(open).count()))
    });
    let punctuation = |c: char| "?!.,:*_~';”»…".contains(c);
    let kept = whole.trim_end_matches(|c: char| {
        let bracket = surplus
            .iter_mut()
            .find(|(close, left)| *close == c && *left > 0);
        bracket.map(|(_, left)| *left -= 1).is_some() || punctuation(c)
    });
    Some(start + kept.len())
}

fn mail(text: &str, at: usize) -> Option<Address> {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let before = text.get(..at)?;
    let start = before.trim_end_matches(name).len();
    let rest = text.get(at + 1..)?;
    let domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let length = rest.find(|c| !domain(c)).unwrap_or(rest.len());
    let host = rest.get(..length)?.trim_end_matches('.');
    let valid = start < at
        && host.contains('.')
        && !host.starts_with('.')
        && !host.contains("..")
        && !host.ends_with(['-', '_'])
        && starts_word(text, start);
    let end = at + 1 + host.len();
    valid.then(|| Address {
        start,
        end,
        target: format!("mailto:{}", text.get(start..end).unwrap_or_default()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<&str> {
        next_address(text).and_then(|a| text.get(a.start..a.end))
    }

    #[test]
    fn addresses_are_found_without_the_punctuation_around_them() {
        assert_eq!(
            found("see https://a.example/x_y."),
            Some("https://a.example/x_y")
        );
        assert_eq!(
            found("(https://a.example/b(c))"),
            Some("https://a.example/b(c)")
        );
        assert_eq!(found("at www.a.example, now"), Some("www.a.example"));
        assert_eq!(found("write to a.b@c.example."), Some("a.b@c.example"));
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in [
            "a: b",
            "std::fmt",
            "git@host",
            "xhttps://a",
            "https://",
            "www.",
            "@me",
            "a@b..c",
        ] {
            assert_eq!(found(text), None, "{text:?}");
        }
    }
}
