//! A lesson's words without any formatting: for search indexes and snippets.

use super::block::PieceKind;
use super::document::{Document, Place};
use super::math;

impl Document {
    /// The lesson's words in order, a line a block or a table's cell: no marks of Markdown, no addresses.
    ///
    /// ```
    /// use lyceum::lesson::Document;
    /// let document = Document::parse("# One\n\nSee **the** [paper](https://a.example).");
    /// assert_eq!(document.reading_text(), "One\nSee the paper.\n");
    /// ```
    pub fn reading_text(&self) -> String {
        let mut text = String::with_capacity(self.source().len());
        for block in 0..self.block_count() {
            let start = text.len();
            self.push_block(block, &mut text);
            if text.len() > start {
                text.push('\n');
            }
        }
        text
    }

    /// The words that stand at a place, to be recognised by: those of its heading, and those of the block there.
    pub fn words_at(&self, place: Place) -> String {
        let heading = self
            .heading_at(place)
            .and_then(|at| self.headings().get(at));
        let mut words = heading.map_or_else(String::new, |heading| format!("{}\n", heading.title));
        let at_heading = heading.is_some_and(|heading| heading.block == place.block);
        let first = place.block + usize::from(at_heading);
        for block in first..self.block_count() {
            let start = words.len();
            self.push_block(block, &mut words);
            if words[start..].contains(char::is_alphanumeric) {
                break;
            }
            words.truncate(start);
        }
        one_line(words.trim())
    }

    /// The words of a block.
    pub(super) fn words_of(&self, block: usize) -> String {
        let mut words = String::new();
        self.push_block(block, &mut words);
        words
    }

    fn push_block(&self, block: usize, text: &mut String) {
        let pieces = self
            .block(block)
            .map_or(&[][..], |block| self.pieces(block));
        for piece in pieces {
            match piece.kind {
                PieceKind::Text => text.push_str(self.text(piece.text)),
                PieceKind::Math => text.push_str(&math::shown(self.text(piece.text))),
                PieceKind::CellEnd => text.push('\n'),
                PieceKind::RowEnd | PieceKind::ImageMark | PieceKind::MayBreak => {}
                _ => text.push(' '),
            }
        }
    }
}

/// Words on one line: what stood on lines of its own is parted by a dot.
///
/// ```
/// use lyceum::lesson::one_line;
/// assert_eq!(one_line("Try it\nTake  this\n"), "Try it · Take this · ");
/// ```
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_whitespace) {
        let (words, space) = rest.split_at(start);
        let end = space
            .find(|c: char| !c.is_whitespace())
            .unwrap_or(space.len());
        line.push_str(words);
        line.push_str(if space[..end].contains('\n') {
            " · "
        } else {
            " "
        });
        rest = &space[end..];
    }
    line + rest
}
