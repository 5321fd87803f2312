//! Lists, tasks, and definitions.

use std::ops::Range;

use super::builder::{Builder, Open, OpenList};
use crate::lesson::block::{BlockKind, Delimiter, Frame, FrameKind, List, Marks, NONE, narrow};

impl Builder<'_> {
    pub(super) fn start_list(&mut self, first: Option<u64>, range: Range<usize>) {
        self.finish_leaf(range.start);
        let list = narrow(self.lists.len());
        self.lists.push(List {
            loose: false,
            depth: u16::try_from(self.open_lists.len()).unwrap_or(u16::MAX),
            digits: 0,
            delimiter: self.delimiter_at(range.start),
        });
        self.open_lists.push(OpenList { list, next: first });
    }

    /// The delimiter behind the number of the item at a byte of the source.
    fn delimiter_at(&self, item: usize) -> Delimiter {
        let item = self.source.get(item..).unwrap_or_default();
        let behind = item.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
        match behind.starts_with(')') {
            true => Delimiter::Parenthesis,
            false => Delimiter::Dot,
        }
    }

    pub(super) fn end_list(&mut self, range: Range<usize>) {
        self.finish_leaf(range.end);
        let Some(OpenList { list, next }) = self.open_lists.pop() else {
            return;
        };
        let last = next.map(|next| next.saturating_sub(1));
        let digits = last.map_or(0, |last| last.checked_ilog10().unwrap_or(0) + 1);
        if let Some(list) = self.lists.get_mut(list as usize) {
            list.digits = u8::try_from(digits).unwrap_or(u8::MAX);
        }
    }

    pub(super) fn start_item(&mut self, range: Range<usize>) {
        let (list, number) = match self.open_lists.last_mut() {
            Some(open) => {
                let number = open.next;
                open.next = number.map(|n| n.saturating_add(1));
                (open.list, number)
            }
            None => (NONE, None),
        };
        let task = None;
        self.open_frame(FrameKind::Item { list, number, task }, range.start);
    }

    pub(super) fn end_item(&mut self, range: Range<usize>) {
        self.finish_leaf(range.end);
        // What was opened in it and not closed may be all that it has.
        self.close_elements(range.end);
        if let Some(Open::Frame(frame)) = self.open.last().copied() {
            self.show_empty(frame, range.clone());
        }
        self.close_frame(range);
    }

    /// An item without content still shows its marker.
    pub(super) fn show_empty(&mut self, frame: u32, range: Range<usize>) {
        let item = self.frames.get(frame as usize);
        if item.is_some_and(|item| item.first == NONE) {
            self.empty_paragraph(range);
        }
    }

    pub(super) fn task(&mut self, done: bool) {
        let frame = self.frame() as usize;
        if let Some(Frame {
            kind: FrameKind::Item { task, .. },
            ..
        }) = self.frames.get_mut(frame)
        {
            *task = Some(done);
        }
    }

    /// Gives the item that a table begins its box: the parser takes that off and says nothing of it.
    ///
    /// Waits for pulldown-cmark's report 1124.
    pub(super) fn task_before_table(&mut self, table: usize) {
        let before = self.source.get(..table).unwrap_or_default();
        let before = before.trim_end_matches([' ', '\t']);
        let is_first = |frame: &Frame| frame.first == NONE;
        if self.frames.get(self.frame() as usize).is_some_and(is_first) {
            if before.ends_with("[ ]") {
                self.task(false);
            } else if before.ends_with("[x]") || before.ends_with("[X]") {
                self.task(true);
            }
        }
    }

    pub(super) fn start_term(&mut self, range: Range<usize>) {
        self.start_leaf(BlockKind::Paragraph, range.start);
        self.marks.push(self.current_marks().with(Marks::STRONG));
    }

    pub(super) fn end_term(&mut self, range: Range<usize>) {
        self.pop_marks();
        self.finish_leaf(range.end);
    }

    pub(super) fn start_definition(&mut self, range: Range<usize>) {
        self.open_frame(FrameKind::Definition, range.start);
    }

    pub(super) fn start_paragraph(&mut self, range: Range<usize>) {
        self.loosen_item();
        self.start_leaf(BlockKind::Paragraph, range.start);
    }
}
