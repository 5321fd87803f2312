//! Finding text in a lesson, as it is read: across looks, links and line ends.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::block::{Block, BlockKind, PieceKind};
use super::document::Document;
use super::math;
use crate::domain::folding::Likeness;

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
    /// Text that looks the same matches ([`Likeness`]). Smart case: upper case in the query makes it matter, and so do
    /// accents. A space also finds a line end, and `x2` finds text shown as `x²`.
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
        let likeness = Likeness::of(query);
        let spaced = likeness.fold(query).into_owned();
        let flowing = one_spaced(&spaced);
        if flowing.is_empty() {
            return matches;
        }
        let mut text = Searched::new(likeness);
        for (index, block) in self.parsed().blocks.iter().enumerate() {
            text.load(self, block);
            let query = match block.kind {
                BlockKind::Code(_) => &spaced,
                _ => &flowing,
            };
            for (at, found) in text.text.match_indices(query.as_str()) {
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
struct Searched {
    likeness: Likeness,
    text: String,
    /// (end in the text, source, whether both match byte by byte)
    parts: Vec<(usize, Range<usize>, bool)>,
}

impl Searched {
    fn new(likeness: Likeness) -> Self {
        Searched {
            likeness,
            text: String::new(),
            parts: Vec::new(),
        }
    }

    fn load(&mut self, document: &Document, block: &Block) {
        self.text.clear();
        self.parts.clear();
        for piece in document.pieces(block) {
            let source = piece.source.range();
            match piece.kind {
                PieceKind::Text => {
                    let text = piece.text;
                    let is_written = text.is_source() && text.range().start == source.start;
                    self.push(document.text(text), source, is_written);
                }
                PieceKind::Math => {
                    let shown = math::shown(document.text(piece.text));
                    self.push(&shown, source, false);
                }
                PieceKind::ImageMark | PieceKind::MayBreak => {}
                _ => self.push(" ", source, false),
            }
        }
    }

    /// Adds text as it is compared. Where it is written in the source as it is, each part of it keeps its place there.
    fn push(&mut self, text: &str, source: Range<usize>, is_written: bool) {
        if !is_written || text.is_ascii() {
            self.push_folded(text);
            return self.parts.push((self.text.len(), source, is_written));
        }
        let mut plain = 0;
        for (at, grapheme) in text.grapheme_indices(true) {
            if grapheme.len() > 1 {
                self.push_part(text, plain..at, source.start, true);
                plain = at + grapheme.len();
                self.push_part(text, at..plain, source.start, false);
            }
        }
        self.push_part(text, plain..text.len(), source.start, true);
    }

    fn push_part(&mut self, text: &str, part: Range<usize>, source: usize, exact: bool) {
        if !part.is_empty() {
            self.push_folded(text.get(part.clone()).unwrap_or_default());
            let source = source + part.start..source + part.end;
            self.parts.push((self.text.len(), source, exact));
        }
    }

    fn push_folded(&mut self, text: &str) {
        let folded = self.likeness.fold(text);
        self.text.push_str(&folded);
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

/// A text in which spaces in a row are one, as in a sentence.
fn one_spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars() {
        if c != ' ' || !spaced.ends_with(' ') {
            spaced.push(c);
        }
    }
    spaced
}
