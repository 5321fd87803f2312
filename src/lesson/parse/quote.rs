//! Quotes, and GitHub's alerts among them.

use std::ops::Range;

use pulldown_cmark::BlockQuoteKind;

use super::builder::Builder;
use crate::lesson::block::{Alert, BlockKind, FrameKind, Marks, NONE, Piece, PieceKind, Span};

impl Builder<'_> {
    pub(super) fn start_quote(&mut self, kind: Option<BlockQuoteKind>, range: Range<usize>) {
        let alert = kind.map(|kind| match kind {
            BlockQuoteKind::Note => Alert::Note,
            BlockQuoteKind::Tip => Alert::Tip,
            BlockQuoteKind::Important => Alert::Important,
            BlockQuoteKind::Warning => Alert::Warning,
            BlockQuoteKind::Caution => Alert::Caution,
        });
        self.open_frame(FrameKind::Quote(alert), range.start);
        if let Some(alert) = alert {
            let label = self.label_of_alert(&range);
            self.start_leaf(BlockKind::AlertTitle(alert), range.start);
            self.push_word(alert, label);
            self.finish_leaf(range.start);
        }
    }

    /// Where the word of `[!NOTE]` stands.
    fn label_of_alert(&self, quote: &Range<usize>) -> Range<usize> {
        let text = self.source.get(quote.clone()).unwrap_or_default();
        let label = text.split_once("[!").and_then(|(before, label)| {
            let start = quote.start + before.len() + 2;
            Some(start..start + label.find(']')?)
        });
        label.unwrap_or(quote.start..quote.start)
    }

    /// The title of an alert that has none of its own. It isn't one of the author's words, and not counted.
    pub(super) fn push_word(&mut self, alert: Alert, range: Range<usize>) {
        let text = self.keep(alert.word());
        self.push(Piece {
            kind: PieceKind::Text,
            marks: Marks::default(),
            link: NONE,
            text,
            source: Span::source(range),
        });
    }
}
