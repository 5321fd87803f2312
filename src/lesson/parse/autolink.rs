//! Addresses in running text become links, by the rules of GitHub's extension.

use memchr::{memchr3_iter, memmem};

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
        let own = self.pieces.get(first..).unwrap_or_default();
        let begins = |p: &Piece| is_plain(p) && may_hold_address(self.text_of(p.text));
        if !own.iter().any(begins) {
            return;
        }
        let pieces = self.pieces.split_off(first);
        for row in pieces.chunk_by(|a, b| is_plain(a) && is_plain(b) && a.marks == b.marks) {
            match row {
                [piece] if is_plain(piece) => {
                    let text = self.text_of(piece.text);
                    self.push_row(row, &addresses(text));
                }
                [piece, ..] if is_plain(piece) => {
                    // An entity or a backslash in an address begins another piece.
                    let texts = row.iter().map(|piece| self.text_of(piece.text));
                    let text: String = texts.collect();
                    self.push_row(row, &addresses(&text));
                }
                _ => self.pieces.extend(row),
            }
        }
    }

    /// Adds pieces in a row, with links where addresses stand in their text.
    fn push_row(&mut self, row: &[Piece], mut addresses: &[Address]) {
        let mut link = NONE;
        let mut start = 0;
        for piece in row {
            let mut rest = *piece;
            let end = start + piece.text.range().len();
            while start < end {
                let next = addresses.first();
                let inside = next.filter(|address| address.start <= start);
                let stop = match (inside, next) {
                    (Some(address), _) => address.end.min(end),
                    (None, Some(address)) => address.start.min(end),
                    (None, None) => end,
                };
                let (part, behind) = split(rest, stop - start);
                if let Some(address) = inside.filter(|address| address.start == start) {
                    let at = part.source.range().start;
                    link = self.new_link(Target::parse(&address.target), at);
                }
                let link = if inside.is_some() { link } else { NONE };
                self.pieces.push(Piece { link, ..part });
                if inside.is_some_and(|address| address.end == stop) {
                    addresses = addresses.get(1..).unwrap_or_default();
                }
                (rest, start) = (behind, stop);
            }
        }
    }
}

fn is_plain(piece: &Piece) -> bool {
    piece.kind == PieceKind::Text && piece.link == NONE && !piece.marks.has(Marks::CODE)
}

/// Whether an address may begin in a text: one that goes on in the next piece isn't whole here.
fn may_hold_address(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr3_iter(b':', b'@', b'w', bytes).any(|at| match bytes.get(at) {
        Some(b':') => bytes.get(at + 1) == Some(&b'/'),
        Some(b'@') => true,
        _ => bytes.get(at + 1) == Some(&b'w'),
    })
}

/// The addresses in a text, in order.
fn addresses(text: &str) -> Vec<Address> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(address) = next_address(text, from) {
        from = address.end;
        found.push(address);
    }
    found
}

/// The signs inside bare addresses that the parser would take for marks, by their bytes in ascending order: an address
/// wins over emphasis (GFM 6.9).
pub(super) fn signs_in_addresses(text: &str) -> Vec<usize> {
    let mut signs = Vec::new();
    let bytes = text.as_bytes();
    // Few addresses have a sign, and finding their ends costs more than finding that out.
    let may_have_signs = |at: &usize| {
        let run = bytes[*at..].iter().take_while(|b| !b.is_ascii_whitespace());
        run.into_iter().any(is_sign)
    };
    let schemes = memmem::find_iter(bytes, "://").filter(may_have_signs);
    let hosts = memmem::find_iter(bytes, "www.").filter(may_have_signs);
    let web = schemes.filter_map(|at| web(text, at, 0).or_else(|| other(text, at)));
    let bare = web
        .chain(hosts.filter_map(|at| www(text, at)))
        .filter(|address| is_bare(text, address.start));
    for Address { start, end, .. } in bare {
        let address = text.get(start..end).unwrap_or_default();
        // A cell or a link's text ends there.
        let end = address.find(['|', '[', ']']).unwrap_or(address.len());
        let is_bare_sign = |at: &usize| is_sign(&bytes[*at]) && bytes[at - 1] != b'\\';
        signs.extend((start + 1..start + end).filter(is_bare_sign));
    }
    signs.sort_unstable();
    signs
}

/// Whether the parser takes a character for a mark that may stand in an address.
fn is_sign(byte: &u8) -> bool {
    matches!(byte, b'_' | b'*' | b'~' | b'$')
}

/// Whether an address in the source is text: no link's destination, no definition, no attribute, no formula.
fn is_bare(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    if before.ends_with(['<', '=', '{']) || before.ends_with("](") {
        return false;
    }
    let Some(label) = before.trim_ascii_end().strip_suffix("]:") else {
        return true;
    };
    let line = label.rfind('\n').map_or(label, |end| &label[end + 1..]);
    let line = line.trim_start_matches([' ', '>']);
    !line.starts_with('[') || line.starts_with("[^")
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

/// The first web or e-mail address that begins in a text at a byte or behind it.
fn next_address(text: &str, from: usize) -> Option<Address> {
    let bytes = text.as_bytes();
    let signs = memchr3_iter(b':', b'@', b'w', bytes.get(from..)?).map(|at| from + at);
    let mut found = signs.filter_map(|at| match bytes.get(at) {
        Some(b':') => web(text, at, from),
        Some(b'@') => mail(text, at),
        _ => www(text, at),
    });
    found.find(|address| address.start >= from)
}

fn web(text: &str, colon: usize, from: usize) -> Option<Address> {
    text.get(colon..)?.strip_prefix("://")?;
    let start = ["https", "http"].iter().find_map(|scheme| {
        let start = colon.checked_sub(scheme.len())?;
        text.get(start.max(from)..colon)?
            .eq_ignore_ascii_case(scheme)
            .then_some(start)
    })?;
    if !follows_word(text, start) {
        return None;
    }
    let end = address_end(text, start, colon + 3)?;
    let target = text.get(start..end)?.to_owned();
    Some(Address { start, end, target })
}

/// An address of another scheme: no link, and still no text with marks in it.
fn other(text: &str, colon: usize) -> Option<Address> {
    let before = text.get(..colon)?;
    let is_of_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-');
    let start = before.trim_end_matches(is_of_scheme).len();
    let begins = before
        .get(start..)?
        .starts_with(|c: char| c.is_ascii_alphabetic());
    let behind = colon + "://".len();
    // A file's address has no host.
    let rest = text.get(behind..)?;
    let host = rest.find(|c: char| c.is_alphanumeric() || c.is_whitespace())?;
    let end = address_end(text, start, behind + host).filter(|_| begins)?;
    Some(Address {
        start,
        end,
        target: String::new(),
    })
}

/// Whether a scheme may begin there: behind anything but a letter or digit that it could be a part of.
fn follows_word(text: &str, start: usize) -> bool {
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    before.is_none_or(|c| !goes_on_in_word(c))
}

/// Digits, and letters of scripts that have case: those of others, like Japanese, stand before Latin words as spaces do.
fn goes_on_in_word(c: char) -> bool {
    c.is_numeric() || c.is_lowercase() || c.is_uppercase()
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
    before.is_none_or(|c| match c.is_ascii() {
        true => {
            c.is_whitespace()
                || matches!(
                    c,
                    '*' | '_' | '~' | '(' | '[' | '"' | '\'' | ',' | ':' | '|' | '>'
                )
        }
        false => !goes_on_in_word(c),
    })
}

/// Where an address ends whose host starts at `host`: before a space, `<`, or punctuation of a sentence.
fn address_end(text: &str, start: usize, host: usize) -> Option<usize> {
    let rest = text.get(host..)?;
    rest.chars().next().filter(|c| c.is_alphanumeric())?;
    let ends = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '"' | '`')
            || (!c.is_ascii() && is_punctuation(c))
    };
    let stop = rest.find(ends).unwrap_or(rest.len());
    let whole = text.get(start..host + stop)?;
    let mut surplus = [('(', ')'), ('[', ']'), ('{', '}')].map(|(open, close)| {
        let closing = whole.matches(close).count();
        (close, closing.saturating_sub(whole.matches(open).count()))
    });
    let punctuation = |c: char| "?!.,:*_~';".contains(c);
    let kept = whole.trim_end_matches(|c: char| {
        let bracket = surplus
            .iter_mut()
            .find(|(close, left)| *close == c && *left > 0);
        bracket.map(|(_, left)| *left -= 1).is_some() || punctuation(c)
    });
    Some(start + kept.len())
}

/// Punctuation beyond ASCII that nobody writes into an address: quotation marks, that of Chinese and Japanese, and the
/// ends of sentences and clauses in other scripts. Dashes aren't in it: addresses of encyclopedias have them.
fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '«' | '»' | '‘'..='‟' | '‹' | '›' | '…' | '\u{200B}'
            | '\u{060C}' | '\u{061B}' | '\u{061F}' | '\u{06D4}' // Arabic
            | '\u{0964}' | '\u{0965}' // Devanagari and its neighbours
            | '\u{104A}' | '\u{104B}' // Burmese
            | '\u{17D4}'..='\u{17D6}' // Khmer
            | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{303D}'
            | '\u{30FB}'
            | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE6B}'
            | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}'
            | '\u{FF5B}'..='\u{FF65}'
    )
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
        next_address(text, 0).and_then(|a| text.get(a.start..a.end))
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
    fn an_address_ends_before_the_punctuation_of_any_script() {
        for (text, address) in [
            ("https://a.example/b。次の文", "https://a.example/b"),
            ("（https://a.example/b）の", "https://a.example/b"),
            ("参照https://a.example/b です", "https://a.example/b"),
            ("“https://a.example/b”后面", "https://a.example/b"),
            ("www.a.example，后面", "www.a.example"),
            ("邮箱me@a.example。", "me@a.example"),
            ("देखें https://a.example/b।", "https://a.example/b"),
            ("https://a.example/日本語・b", "https://a.example/日本語"),
            ("https://a.example/A–B", "https://a.example/A–B"),
        ] {
            assert_eq!(found(text), Some(address), "{text}");
        }
        assert_eq!(found("éhttps://a.example"), None);
    }

    #[test]
    fn signs_are_hidden_where_an_address_is_text() {
        let hidden = |text: &str| signs_in_addresses(text).len();
        assert_eq!(
            hidden("https://a.example/_b_/c*d and www.a.example/~e~f_"),
            5
        );
        assert_eq!(hidden("[^1]: https://a.example/_b_/"), 2);
        for text in [
            "[a](https://a.example/_b_/)",
            "<https://a.example/_b_/>",
            "[a]: https://a.example/_b_/",
            "[a]:\n  https://a.example/_b_/",
            "href=https://a.example/_b_/",
            "| https://a.example/|_b_ |",
            "https://a.example/\\_b",
        ] {
            assert_eq!(hidden(text), 0, "{text}");
        }
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
