//! Code blocks: cut into parts of some lines, so that the cost of showing one doesn't depend on its length. One of
//! the language `math` is a formula.

use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use super::MAX_LEAF;
use super::builder::Builder;
use crate::lesson::HiddenLines;
use crate::lesson::block::{BlockKind, Code, Marks, NONE, Piece, PieceKind, Span, narrow};

/// The most lines of one part.
const MAX_LINES: usize = 64;

impl Builder<'_> {
    pub(super) fn start_code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => &**info,
            CodeBlockKind::Indented => "",
        };
        match info == "math" && range.len() <= MAX_LEAF {
            true => self.start_leaf(BlockKind::Math, range.start),
            false => self.open_code(info, range.start),
        }
    }

    pub(super) fn open_code(&mut self, info: &str, start: usize) {
        let hidden = HiddenLines::of_info(info);
        let info = match self.located(info) {
            Some(at) => Span::source(at..at + info.len()),
            None => self.keep(info),
        };
        let index = narrow(self.codes.len());
        self.hidden_code = (hidden, 0);
        self.start_leaf(BlockKind::Code(index), start);
        let first = narrow(self.blocks.len());
        self.codes.push(Code {
            info,
            blocks: (first, first),
            lines: 0,
        });
        self.code_lines = 0;
    }

    /// Adds lines of code; a part that is full goes on in the next block.
    pub(super) fn code_text(&mut self, text: &str, range: Range<usize>) {
        let start = self.located(text);
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let is_read = !self.hidden_code.0.has(self.hidden_code.1 + 1);
            let mut rest = line;
            while !rest.is_empty() {
                let room = MAX_LEAF.saturating_sub(self.leaf.as_ref().map_or(0, |l| l.bytes));
                let full =
                    self.code_lines >= MAX_LINES || (room < rest.len() && room < MAX_LEAF / 2);
                if full {
                    self.code_lines = 0;
                    self.split_leaf(start.map_or(range.start, |start| start + at));
                    continue;
                }
                let end = rest.floor_char_boundary(room.max(4)).max(1);
                let (now, later) = rest.split_at(end);
                if is_read && let Some(leaf) = &mut self.leaf {
                    leaf.counter.add(now);
                }
                self.push_code(now, start.map(|start| start + at), &range);
                at += now.len();
                rest = later;
            }
            if line.ends_with('\n') {
                self.code_lines += 1;
                self.hidden_code.1 += 1;
                if is_read {
                    self.count_line();
                }
            }
            if let Some(leaf) = self.leaf.as_mut().filter(|_| !line.trim_ascii().is_empty()) {
                leaf.counter.end_line();
            }
        }
    }

    fn push_code(&mut self, text: &str, start: Option<usize>, range: &Range<usize>) {
        if let Some(leaf) = &mut self.leaf {
            leaf.bytes += text.len();
        }
        let (text, source) = match start {
            Some(start) => {
                let span = Span::source(start..start + text.len());
                (span, span)
            }
            None => (self.keep(text), Span::source(range.clone())),
        };
        let marks = Marks::default();
        self.push(Piece {
            kind: PieceKind::Text,
            marks,
            link: NONE,
            text,
            source,
        });
    }

    fn count_line(&mut self) {
        if let Some(code) = self.codes.last_mut() {
            code.lines += 1;
        }
    }

    pub(super) fn end_code(&mut self, range: Range<usize>) {
        if self
            .leaf
            .as_ref()
            .is_some_and(|leaf| leaf.kind == BlockKind::Math)
        {
            return self.finish_leaf(range.end);
        }
        let ends_open = self
            .leaf
            .as_ref()
            .and_then(|leaf| self.pieces.get(leaf.first_piece..))
            .and_then(<[Piece]>::last)
            .is_some_and(|last| !self.text_of(last.text).ends_with('\n'));
        if ends_open {
            self.count_line();
        }
        self.finish_leaf(range.end);
    }

    /// A part of a code block was added: it goes that far, also where nothing closes it.
    pub(super) fn end_code_at_last_block(&mut self, kind: BlockKind) {
        if let BlockKind::Code(index) = kind
            && let Some(code) = self.codes.get_mut(index as usize)
        {
            code.blocks.1 = narrow(self.blocks.len());
        }
    }
}
