//! What a lesson says, without how it looks: for search indexes and snippets.

use super::block::PieceKind;
use super::document::Document;

impl Document {
    /// The lesson's words in order, a line a block: no marks of Markdown, no addresses.
    ///
    /// ```
    /// use lyceum::lesson::Document;
    /// let document = Document::parse("# One\n\nSee **the** [paper](https://a.example).");
    /// assert_eq!(document.reading_text(), "One\nSee the paper.\n");
    /// ```
    pub fn reading_text(&self) -> String {
        let mut text = String::with_capacity(self.source().len());
        for block in &self.parsed().blocks {
            let start = text.len();
            for piece in self.pieces(block) {
                match piece.kind {
                    PieceKind::Text | PieceKind::Math => text.push_str(self.text(piece.text)),
                    _ => text.push(' '),
                }
            }
            if text.len() > start {
                text.push('\n');
            }
        }
        text
    }
}
