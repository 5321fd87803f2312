//! Finding text in a lesson, as it is read: across looks, links and line ends.

use std::ops::Range;

use super::block::{Block, PieceKind};
use super::document::Document;

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
    /// Smart case: upper case in the query makes it matter. A space also finds a line end.
    ///
    /// ```
    /// use lyceum::lesson::Document;
    /// let document = Document::parse("A **to**ken is\na part. Tokens!");
    /// assert_eq!(document.find("token is a").len(), 1);
    /// assert_eq!(document.find("token").len(), 2);
    /// assert_eq!(document.find("Token").len(), 1);
    /// ```
    pub fn find(&self, query: &str) -> Vec<Match> {
        let mut matches = Vec::new();
        if query.is_empty() {
            return matches;
        }
        let exact = query.chars().any(char::is_uppercase);
        let query = if exact {
            query.to_owned()
        } else {
            folded(query)
        };
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
            let written = match piece.kind {
                PieceKind::Text | PieceKind::Math => document.text(piece.text),
                _ => " ",
            };
            let start = self.text.len();
            match (exact, written.is_ascii()) {
                (true, _) => self.text.push_str(written),
                (false, true) => {
                    self.text.push_str(written);
                    if let Some(added) = self.text.get_mut(start..) {
                        added.make_ascii_lowercase();
                    }
                }
                (false, false) => self.text.push_str(&folded(written)),
            }
            let source = piece.source.range();
            let same = self.text.len() - start == source.len();
            self.parts.push((self.text.len(), source, same));
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

/// Lower case, character by character, where that keeps the length; so positions stay.
fn folded(text: &str) -> String {
    text.chars()
        .map(|c| {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(small), None) if small.len_utf8() == c.len_utf8() => small,
                _ => c,
            }
        })
        .collect()
}
