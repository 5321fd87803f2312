//! `<details>`: a summary that stands, and a content that folds.

use std::ops::Range;

use super::MAX_DEPTH;
use super::builder::{Builder, Open};
use crate::lesson::block::{BlockKind, Details, FrameKind, NONE, narrow};

impl Builder<'_> {
    pub(super) fn open_details(&mut self, open: bool, range: Range<usize>) {
        self.finish_leaf(range.start);
        if self.open.len() >= usize::from(MAX_DEPTH) {
            return;
        }
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
            fenced: false,
        });
    }

    /// The summary stands before the frame that it folds; it counts where nothing else came first.
    pub(super) fn open_summary(&mut self, range: Range<usize>) {
        self.finish_leaf(range.start);
        let Some(Open::Details { index, frame, .. }) = self.open.last().copied() else {
            return;
        };
        let summary = narrow(self.blocks.len());
        let is_empty = self
            .frames
            .get(frame as usize)
            .is_some_and(|f| f.first == NONE);
        if let Some(details) = self.details.get_mut(index as usize)
            && details.summary == NONE
            && is_empty
        {
            details.summary = summary;
            self.start_leaf(BlockKind::Summary(index), range.start);
        }
    }

    pub(super) fn close_details(&mut self, range: Range<usize>) {
        self.finish_leaf(range.end);
        if let Some(Open::Details { fenced: false, .. }) = self.around_elements() {
            self.close_elements(range.end);
            self.close_innermost(range.end);
        }
    }

    pub(super) fn end_details_at(&mut self, index: u32) {
        let end = narrow(self.blocks.len());
        if let Some(details) = self.details.get_mut(index as usize) {
            details.end = end;
        }
    }
}
