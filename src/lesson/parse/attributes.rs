//! Attributes in braces, as Pandoc, Quarto, the Carpentries and kramdown write them: `{#id .class alt="a plot"}`,
//! `{: .class}`, also for a part of a sentence: `[text]{#id}`. Readers see none of them but the words for an image.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::builder::{Builder, Leaf};
use crate::lesson::block::{BlockKind, Marks, Piece, PieceKind};

/// The longest list of attributes, in bytes.
const MAX_ATTRIBUTES: usize = 4 << 10;

/// Brackets inside each other in a span; without a bound, closing ones alone would be gone through again and again.
const MAX_BRACKETS: usize = 16;

/// Pieces in a span; without a bound, a row of spans inside each other would be gone through for each of them.
const MAX_SPAN: usize = 128;

/// A list of attributes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes<'a> {
    /// Its length with the braces.
    pub(super) len: usize,
    pub(super) id: Option<&'a str>,
    /// The description of an image as written: with backslashes before signs.
    alt: Option<&'a str>,
}

impl<'a> Attributes<'a> {
    /// The attributes that a text begins with; none where its braces hold anything else.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let text = text.get(..text.floor_char_boundary(MAX_ATTRIBUTES))?;
        let inside = text.strip_prefix('{')?;
        let mut rest = inside.strip_prefix(':').unwrap_or(inside);
        let mut attributes = Attributes::default();
        let mut count = 0;
        loop {
            let behind = rest.trim_ascii_start();
            let space = rest.get(..rest.len() - behind.len())?;
            if let Some(after) = behind.strip_prefix('}') {
                attributes.len = text.len() - after.len();
                return (count > 0).then_some(attributes);
            }
            if (count > 0 && space.is_empty()) || has_blank_line(space) {
                return None;
            }
            rest = attributes.take(behind)?;
            count += 1;
        }
    }

    /// Takes one attribute; gives what follows it.
    fn take(&mut self, text: &'a str) -> Option<&'a str> {
        let (word, rest) = word(text);
        if let Some(id) = word.strip_prefix('#') {
            self.id = Some(id);
            return (!id.is_empty()).then_some(rest);
        }
        let Some(value) = rest.strip_prefix('=') else {
            let is_class = word.strip_prefix('.').is_some_and(is_name);
            return (is_class || word == "-").then_some(rest);
        };
        let (value, rest) = value_of(value)?;
        if word == "alt" {
            self.alt = Some(value);
        }
        is_name(word).then_some(rest)
    }

    /// The description of an image.
    pub(super) fn alt(&self) -> Option<Cow<'a, str>> {
        let alt = self.alt?;
        if !alt.contains(['\\', '\n', '\r']) {
            return Some(Cow::Borrowed(alt));
        }
        let mut plain = String::with_capacity(alt.len());
        let mut chars = alt.chars().peekable();
        while let Some(c) = chars.next() {
            match (c, chars.peek()) {
                ('\\', Some(next)) if next.is_ascii_punctuation() => plain.extend(chars.next()),
                ('\n' | '\r', _) => plain.push(' '),
                _ => plain.push(c),
            }
        }
        Some(Cow::Owned(plain))
    }
}

/// Whether a line holds nothing but attributes.
fn is_list(line: &str) -> bool {
    let text = line.trim();
    text.starts_with("{:") && Attributes::of(text).is_some_and(|a| a.len == text.len())
}

fn word(text: &str) -> (&str, &str) {
    let ends = |c: char| c.is_whitespace() || matches!(c, '=' | '}' | '{' | '"' | '\'');
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

fn is_name(word: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '/');
    word.starts_with(|c: char| c.is_alphabetic() || matches!(c, '-' | '_'))
        && word.chars().all(goes_on)
}

/// A value and what follows it.
fn value_of(text: &str) -> Option<(&str, &str)> {
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        let (value, rest) = word(text);
        return (!value.is_empty()).then_some((value, rest));
    };
    let inside = text.get(1..)?;
    let mut escaped = false;
    let end = inside.find(|c| {
        let ends = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    let value = inside.get(..end).filter(|value| !has_blank_line(value))?;
    Some((value, inside.get(end + 1..)?))
}

/// Whether a paragraph ends in a text.
fn has_blank_line(text: &str) -> bool {
    let mut lines = text.split('\n').skip(1).peekable();
    let mut is_blank = false;
    while let Some(line) = lines.next() {
        is_blank |= lines.peek().is_some() && line.trim_ascii().is_empty();
    }
    is_blank
}

impl<'a> Builder<'a> {
    /// The attributes behind a link or an image that ends there; what they hold is then left out.
    pub(super) fn attributes_at(&mut self, at: usize) -> Attributes<'a> {
        let text = self.source.get(at..);
        let attributes = text.and_then(Attributes::of).unwrap_or_default();
        self.take(at, &attributes);
        attributes
    }

    fn take(&mut self, at: usize, attributes: &Attributes<'_>) {
        self.attributes = at..at + attributes.len;
        if let Some(id) = attributes.id {
            self.new_anchor(id.to_owned(), at);
        }
    }

    /// Makes `[text]{#id .class}` its text, where attributes begin behind a bracket that was read as text.
    pub(super) fn end_span(&mut self, at: usize) {
        let Some((before, behind)) = self.source.split_at_checked(at) else {
            return;
        };
        let attributes = Some(behind).filter(|_| before.ends_with(']'));
        let Some(attributes) = attributes.and_then(Attributes::of) else {
            return;
        };
        if let Some((opening, offset)) = self.span_ending(at) {
            self.take(at, &attributes);
            self.cut(self.pieces.len().saturating_sub(1), |text| {
                text.len().saturating_sub(1)
            });
            self.cut(opening, |_| offset);
        }
    }

    /// The piece that holds the bracket which opens what was closed before `at`, and where in it that stands.
    fn span_ending(&self, at: usize) -> Option<(usize, usize)> {
        let leaf = self
            .leaf
            .as_ref()
            .filter(|leaf| !matches!(leaf.kind, BlockKind::Code(_)))?;
        let own = self.pieces.get(leaf.first_piece..)?;
        if own.last()?.source.range().end != at {
            return None;
        }
        let mut depth = 0_usize;
        for (index, piece) in own.iter().enumerate().rev().take(MAX_SPAN) {
            if matches!(piece.kind, PieceKind::CellEnd | PieceKind::RowEnd) {
                return None;
            }
            for (offset, bracket) in self.brackets(piece) {
                match (bracket, depth) {
                    ("]", MAX_BRACKETS) => return None,
                    ("]", _) => depth += 1,
                    (_, 0) => return None,
                    (_, 1) => return Some((leaf.first_piece + index, offset)),
                    _ => depth -= 1,
                }
            }
            if depth == 0 {
                return None;
            }
        }
        None
    }

    /// The brackets in a piece, last first, that the author wrote as such: none of code or an entity, none behind a
    /// backslash, where a piece begins.
    fn brackets(&self, piece: &Piece) -> impl Iterator<Item = (usize, &str)> {
        let is_text = piece.kind == PieceKind::Text && !piece.marks.has(Marks::CODE);
        let is_written = is_text && piece.text.is_source();
        let text = if is_written {
            self.text_of(piece.text)
        } else {
            ""
        };
        let start = piece.text.range().start;
        let before = self.source.as_bytes().get(..start).unwrap_or_default();
        let is_escaped = before.last() == Some(&b'\\');
        let brackets = text.rmatch_indices(['[', ']']);
        brackets.filter(move |(offset, _)| *offset > 0 || !is_escaped)
    }

    /// Takes one byte out of a piece of the source's text.
    fn cut(&mut self, index: usize, at: impl Fn(&str) -> usize) {
        let Some(piece) = self.pieces.get(index).copied() else {
            return;
        };
        let (before, rest) = piece.text.split_at(at(self.text_of(piece.text)));
        let parts = [before, rest.split_at(1).1];
        let parts = parts.into_iter().filter(|text| !text.range().is_empty());
        let parts = parts.map(|text| Piece {
            text,
            source: text,
            ..piece
        });
        self.pieces.splice(index..=index, parts.collect::<Vec<_>>());
    }

    /// Leaves an event out that attributes hold; what goes on behind them stays. Says whether it did.
    pub(super) fn leave_out(&mut self, event: &Event<'a>, range: &Range<usize>) -> bool {
        let is_inside = self.attributes.contains(&range.start);
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) if is_inside => {
                self.left_out.push(range.start);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let left_out = self.left_out.pop_if(|start| *start == range.start);
                return left_out.is_some();
            }
            Event::Start(_) | Event::End(_) => return false,
            _ if range.end > self.attributes.end && is_inside => {
                let end = self.attributes.end;
                let behind = self.source.get(end..range.end).unwrap_or_default();
                self.text(behind, end..range.end);
            }
            _ => {}
        }
        is_inside
    }

    /// Takes lines that hold nothing but attributes (`{: .class}`) off the ends of the paragraph that is open.
    pub(super) fn drop_attribute_lines(&mut self) {
        let is_html = self.reads_html();
        let is_text = |leaf: &&Leaf| leaf.kind == BlockKind::Paragraph && !is_html;
        let Some(leaf) = self.leaf.as_ref().filter(is_text) else {
            return;
        };
        let first = leaf.first_piece;
        let own = self.pieces.get(first..).unwrap_or_default();
        let is_break = |piece: Option<&Piece>| piece.is_none_or(|p| p.kind != PieceKind::Text);
        let is_list = |piece: Option<&Piece>| {
            piece.is_some_and(|p| p.kind == PieceKind::Text && is_list(self.text_of(p.text)))
        };
        let before_last = own.len().checked_sub(2).and_then(|at| own.get(at));
        let line = if is_list(own.last()) && is_break(before_last) {
            self.pieces.len().saturating_sub(2).max(first)..self.pieces.len()
        } else if is_list(own.first()) && is_break(own.get(1)) {
            first..first + 2
        } else {
            return;
        };
        self.pieces.drain(line);
        if self.pieces.len() == first {
            self.leaf = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_ids_classes_and_values() {
        let attributes =
            Attributes::of(r#"{#a .b width=50% alt="it's \"x\_y\""} more"#).unwrap_or_default();
        assert_eq!(attributes.id, Some("a"));
        assert_eq!(attributes.alt().as_deref(), Some("it's \"x_y\""));
        assert_eq!(attributes.len, 37);
        for text in [
            "{: .callout}",
            "{.b}",
            "{ #a }",
            "{target=_blank}",
            "{-}",
            "{alt='a\nb'}",
        ] {
            assert_eq!(
                Attributes::of(text).map(|a| a.len),
                Some(text.len()),
                "{text}"
            );
        }
    }

    #[test]
    fn other_braces_are_text() {
        for text in [
            "{}",
            "{:}",
            "{a}",
            "{a, b}",
            "{.5}",
            "{#}",
            "{alt=\"a}",
            "{alt='a\n\nb'}",
            "{.a\n\n.b}",
            "{a='b'.c}",
            "{{ .a }}",
            "{=}",
            "{.a",
        ] {
            assert_eq!(Attributes::of(text), None, "{text}");
        }
    }
}
