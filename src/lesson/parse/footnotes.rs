//! Footnotes: numbered in the order of their first reference, their texts moved to the lesson's end.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::builder::Builder;
use super::labels::{Key, key, owned};
use crate::lesson::block::{
    Block, BlockKind, FrameKind, Marks, NONE, Piece, PieceKind, Span, narrow,
};
use crate::lesson::link::Target;

/// The footnotes of a lesson as far as they are read.
#[derive(Debug, Default)]
pub(super) struct Footnotes<'a> {
    /// Number by label, without the `^`.
    numbers: HashMap<Key<'static>, u32>,
    /// The block of the first reference, by number less one; [`NONE`] where nothing refers to it.
    references: Vec<u32>,
    /// Texts that wait for the end, in the source's order.
    waiting: Vec<Waiting<'a>>,
    /// Tags open in the text that is being set aside.
    depth: usize,
    /// Whether the texts are being written now.
    writing: bool,
}

#[derive(Debug)]
struct Waiting<'a> {
    key: Key<'static>,
    events: Vec<(Event<'a>, Range<usize>)>,
}

impl<'a> Builder<'a> {
    /// Whether an event belongs to a footnote's text, which waits for the end.
    pub(super) fn waits(&self, event: &Event<'_>) -> bool {
        let begins = || matches!(event, Event::Start(Tag::FootnoteDefinition(_)));
        !self.notes.writing && (self.notes.depth > 0 || begins())
    }

    /// Sets an event of a footnote's text aside.
    pub(super) fn set_aside(&mut self, event: Event<'a>, range: Range<usize>) {
        match &event {
            Event::Start(Tag::FootnoteDefinition(label)) if self.notes.depth == 0 => {
                self.notes.waiting.push(Waiting {
                    key: owned(key(label)),
                    events: Vec::new(),
                });
                self.notes.depth = 1;
            }
            Event::Start(_) => self.notes.depth += 1,
            Event::End(_) => self.notes.depth -= 1,
            _ => {}
        }
        if let Some(waiting) = self.notes.waiting.last_mut() {
            waiting.events.push((event, range));
        }
    }

    pub(super) fn footnote_reference(&mut self, label: &str, range: Range<usize>) {
        self.split_full_leaf(range.start);
        self.leaf_at(range.start);
        let number = self.number(label);
        let block = narrow(self.blocks.len());
        if let Some(first) = self.notes.references.get_mut(number as usize - 1)
            && *first == NONE
        {
            *first = block;
        }
        let link = self.new_link(Target::Footnote(number as usize), range.start);
        self.push(Piece {
            kind: PieceKind::Reference(number),
            marks: Marks::default(),
            link,
            text: Span::default(),
            source: Span::source(range),
        });
    }

    /// The number of a label; a new one where it is met first.
    fn number(&mut self, label: &str) -> u32 {
        let next = narrow(self.notes.references.len() + 1);
        let number = *self.notes.numbers.entry(owned(key(label))).or_insert(next);
        if number == next {
            self.notes.references.push(NONE);
        }
        number
    }

    /// Gives footnotes the numbers from 1, and takes it that something refers to them.
    pub(super) fn number_footnotes(&mut self, keys: impl Iterator<Item = &'a Key<'a>>) {
        for key in keys {
            let label = key.strip_prefix('^').unwrap_or(key);
            self.number(label);
        }
        self.notes.references.fill(0);
    }

    /// Leaves out the texts that wait for the end.
    pub(super) fn forget_footnotes(&mut self) {
        self.notes.waiting.clear();
    }

    /// Writes the texts behind everything else, by number; those that nothing refers to come last.
    pub(super) fn finish_footnotes(&mut self) {
        if self.notes.waiting.is_empty() {
            return;
        }
        self.finish_leaf(self.source.len());
        self.close_all();
        self.notes.writing = true;
        self.start_leaf(BlockKind::NotesRule, self.source.len());
        self.finish_leaf(self.source.len());
        let mut waiting = std::mem::take(&mut self.notes.waiting);
        // As on GitHub, the first text of a label counts.
        let mut seen = HashSet::new();
        waiting.retain(|text| seen.insert(text.key.clone()));
        waiting.sort_by_key(|text| self.notes.numbers.get(&text.key).copied().unwrap_or(NONE));
        for text in waiting {
            for (event, range) in &text.events {
                self.event(event, range.clone());
            }
        }
    }

    fn close_all(&mut self) {
        while !self.open.is_empty() {
            let end = self.source.len();
            self.close_frame(end..end);
        }
    }

    pub(super) fn start_footnote(&mut self, label: &str, range: Range<usize>) {
        let number = self.number(label);
        self.open_frame(FrameKind::Footnote(number), range.start);
    }

    /// The end of a footnote's text leads back to where it is referred to.
    pub(super) fn end_footnote(&mut self, range: Range<usize>) {
        self.finish_leaf(range.end);
        let number = match self.open.last().map(|_| self.frame()) {
            Some(frame) => self.frames.get(frame as usize).map(|f| f.kind),
            None => None,
        };
        if let Some(FrameKind::Footnote(number)) = number {
            let empty = self
                .frames
                .get(self.frame() as usize)
                .is_some_and(|f| f.first == NONE);
            if empty {
                self.empty_paragraph(range.clone());
            }
            self.lead_back(number, range.end);
        }
        self.close_frame(range);
    }

    fn lead_back(&mut self, number: u32, at: usize) {
        let back = self.notes.references.get(number as usize - 1).copied();
        let Some(back) = back.filter(|block| *block != NONE) else {
            return;
        };
        let is_text = |block: &Block| block.kind == BlockKind::Paragraph;
        if !self.blocks.last().is_some_and(is_text) {
            // Nothing is written behind code or in a table: the way back has a line of its own.
            self.empty_paragraph(at..at);
        }
        let link = self.new_link(Target::Back(back as usize), at);
        if let Some(link) = self.links.last_mut() {
            link.block -= 1;
        }
        let text = self.keep("↩");
        self.pieces.push(Piece {
            kind: PieceKind::Back,
            marks: Marks::default(),
            link,
            text,
            source: Span::source(at..at),
        });
        let end = narrow(self.pieces.len());
        if let Some(block) = self.blocks.last_mut() {
            block.pieces.1 = end;
        }
    }
}
