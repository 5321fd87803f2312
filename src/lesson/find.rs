//! Finding text in a lesson, as it is read: across looks, links and line ends.

use std::ops::Range;

use super::block::{Block, PieceKind};
use super::document::Document;
use super::{math, scripts};

/// The most matches that a search in a lesson gives.
pub const MAX_MATCHES: usize = 100_000;

/// A place where a text was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The block.
    pub block: usize,
    /// Where it stands in the source, in bytes: from the first character to the end of the last.
    pub source: Range<usize>,
}

impl Document {
    /// Every place where `query` stands, in order; at most 100,000.
    ///
    /// Smart case: upper case in the query makes it matter. A space also finds a line end, and `x2` what is shown as
    /// `x²`.
    ///
    /// ```
    /// use lyceum::lesson::Document;
    /// let document = Document::parse("A **to**ken is\na part. Tokens!");
    /// assert_eq!(document.find("token is a").len(), 1);
    /// assert_eq!(document.find("token").len(), 2);
    /// assert_eq!(document.find("Token").len(), 1);
    /// assert_eq!(Document::parse("x² and $x^2$").find("x2").len(), 2);
    /// ```
    pub fn find(&self, query: &str) -> Vec<Match> {
        let mut matches = Vec::new();
        if query.is_empty() {
            return matches;
        }
        let exact = query.chars().any(char::is_uppercase);
        let query = folded(query, exact);
        let mut text = Searched::default();
        for (index, block) in self.parsed().blocks.iter().enumerate() {
            text.load(self, block, exact);
            for (at, found) in text.text.match_indices(&query) {
                let source = text.source(at..at + found.len());
                // What stands nowhere in the source was added, like the mark before an image.
                if source.is_empty() {
                    continue;
                }
                matches.push(Match {
                    block: index,
                    source,
                });
                if matches.len() == MAX_MATCHES {
                    return matches;
                }
            }
        }
        matches
    }
}

/// A block's text for searching, and where its parts stand in the source.
#[derive(Default)]
struct Searched {
    text: String,
    /// (end in the text, source, whether both match byte by byte)
    parts: Vec<(usize, Range<usize>, bool)>,
}

impl Searched {
    fn load(&mut self, document: &Document, block: &Block, exact: bool) {
        self.text.clear();
        self.parts.clear();
        for piece in document.pieces(block) {
            let source = piece.source.range();
            match piece.kind {
                PieceKind::Text => {
                    let text = piece.text;
                    let is_written = text.is_source() && text.range().start == source.start;
                    self.push(document.text(text), source, is_written, exact);
                }
                PieceKind::Math => {
                    let shown = math::shown(document.text(piece.text));
                    self.push(&shown, source, false, exact);
                }
                _ => self.push(" ", source, false, exact),
            }
        }
    }

    /// Adds text as it is typed. Where it is written in the source as it is, each part of it keeps its place there.
    fn push(&mut self, text: &str, source: Range<usize>, is_written: bool, exact: bool) {
        if !is_written {
            self.push_folded(text, exact);
            return self.parts.push((self.text.len(), source, false));
        }
        let mut rest = 0;
        let is_script = |(_, c): &(usize, char)| scripts::typed(*c).is_some();
        // Nothing of ASCII is one: long code is taken as it is.
        let beyond_ascii = Some(text)
            .filter(|text| !text.is_ascii())
            .unwrap_or_default();
        for (at, c) in beyond_ascii.char_indices().filter(is_script) {
            let end = at + c.len_utf8();
            self.push_part(text, rest..at, source.start, exact);
            self.push_part(text, at..end, source.start, exact);
            rest = end;
        }
        self.push_part(text, rest..text.len(), source.start, exact);
    }

    fn push_part(&mut self, text: &str, part: Range<usize>, source: usize, exact: bool) {
        let before = self.text.len();
        self.push_folded(text.get(part.clone()).unwrap_or_default(), exact);
        let same = self.text.len() - before == part.len();
        let source = source + part.start..source + part.end;
        self.parts.push((self.text.len(), source, same));
    }

    fn push_folded(&mut self, text: &str, exact: bool) {
        let before = self.text.len();
        match (exact, text.is_ascii()) {
            (_, false) => self.text.push_str(&folded(text, exact)),
            (true, true) => self.text.push_str(text),
            (false, true) => {
                self.text.push_str(text);
                if let Some(added) = self.text.get_mut(before..) {
                    added.make_ascii_lowercase();
                }
            }
        }
    }

    fn source(&self, range: Range<usize>) -> Range<usize> {
        self.byte(range.start, false)..self.byte(range.end.saturating_sub(1), true)
    }

    /// The source byte of a byte of the text; or the one after it.
    fn byte(&self, at: usize, after: bool) -> usize {
        let index = self.parts.partition_point(|(end, ..)| *end <= at);
        let start = index
            .checked_sub(1)
            .and_then(|i| self.parts.get(i))
            .map_or(0, |part| part.0);
        match self.parts.get(index) {
            Some((_, source, true)) => source.start + at - start + usize::from(after),
            Some((_, source, false)) if after => source.end,
            Some((_, source, false)) => source.start,
            None => 0,
        }
    }
}

/// Text as it is typed, character by character: `x2` for `x²`, and in lower case where that keeps the length, so
/// that positions stay, unless case matters.
fn folded(text: &str, exact: bool) -> String {
    text.chars()
        .map(|c| {
            let c = scripts::typed(c).unwrap_or(c);
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(small), None) if !exact && small.len_utf8() == c.len_utf8() => small,
                _ => c,
            }
        })
        .collect()
}
