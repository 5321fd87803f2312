//! `<details>`: a summary that stands, and a content that folds.

use std::ops::Range;

use crate::lesson::block::{BlockKind, Details, FrameKind, NONE, narrow};
use crate::lesson::parse::MAX_DEPTH;
use crate::lesson::parse::builder::{Builder, Leaf, Open};

impl Builder<'_> {
    pub(in crate::lesson::parse) fn open_details(&mut self, open: bool, range: Range<usize>) {
        self.finish_leaf(range.start);
        if self.open.len() >= usize::from(MAX_DEPTH) {
            return;
        }
        self.new_details(open, false);
    }

    /// Opens what folds, of HTML or of a box of a course system; gives its index.
    pub(in crate::lesson::parse) fn new_details(&mut self, open: bool, fenced: bool) -> u32 {
        let index = narrow(self.details.len());
        self.details.push(Details {
            open,
            summary: NONE,
            end: NONE,
        });
        let frame = self.new_frame(FrameKind::Details(index));
        self.open.push(Open::Details {
            frame,
            index,
            fenced,
        });
        index
    }

    /// The summary stands before the frame that it folds; it counts where nothing else came first.
    pub(in crate::lesson::parse) fn open_summary(&mut self, range: Range<usize>) {
        self.finish_leaf(range.start);
        if let Some(Open::Details { index, .. }) = self.open.last().copied()
            && self.lacks_summary(index)
        {
            self.start_leaf(BlockKind::Summary(index), range.start);
        }
    }

    pub(in crate::lesson::parse) fn close_summary(&mut self, range: Range<usize>) {
        self.finish_leaf(range.end);
        self.summary_to_come = None;
    }

    /// Leaves out a summary that holds no text itself: the first block in it, a heading or a paragraph, becomes it.
    pub(in crate::lesson::parse) fn wait_for_summary(&mut self, leaf: &Leaf) -> bool {
        match leaf.kind {
            BlockKind::Summary(index)
                if !leaf.continues && leaf.first_piece == self.pieces.len() =>
            {
                self.summary_to_come = Some(index);
                true
            }
            _ => false,
        }
    }

    /// The kind of a leaf that is about to be closed: the summary that was waited for, or its own.
    pub(in crate::lesson::parse) fn as_summary(&mut self, kind: BlockKind) -> BlockKind {
        if !matches!(kind, BlockKind::Paragraph | BlockKind::Heading(_)) {
            return kind;
        }
        let to_come = self.summary_to_come.take();
        let innermost = self.open.last().copied();
        let index = to_come.filter(|to_come| {
            matches!(innermost, Some(Open::Details { index, .. }) if index == *to_come)
                && self.lacks_summary(*to_come)
        });
        index.map_or(kind, BlockKind::Summary)
    }

    /// Whether nothing has come into the innermost `<details>` yet, no summary either.
    fn lacks_summary(&self, index: u32) -> bool {
        let frame = self.frames.get(self.frame() as usize);
        let details = self.details.get(index as usize);
        frame.is_some_and(|frame| frame.first == NONE)
            && details.is_some_and(|details| details.summary == NONE)
    }

    /// Takes the block that is about to come as what is seen of a closed `<details>`.
    pub(in crate::lesson::parse) fn settle_summary(&mut self, kind: BlockKind) {
        let block = narrow(self.blocks.len());
        if let BlockKind::Summary(index) = kind
            && let Some(details) = self.details.get_mut(index as usize)
            && details.summary == NONE
        {
            details.summary = block;
        }
    }

    pub(in crate::lesson::parse) fn close_details(&mut self, range: Range<usize>) {
        self.finish_leaf(range.end);
        if let Some(Open::Details { fenced: false, .. }) = self.around_elements() {
            self.close_elements(range.end);
            self.close_innermost(range.end);
        }
    }

    pub(in crate::lesson::parse) fn end_details_at(&mut self, index: u32) {
        let end = narrow(self.blocks.len());
        if let Some(details) = self.details.get_mut(index as usize) {
            details.end = end;
        }
    }
}
