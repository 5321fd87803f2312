//! The state of the walk: containers around the current place, the leaf that is being filled.

use std::ops::Range;

use super::anchors::{self, Anchor};
use super::fence::Untitled;
use super::footnotes::Footnotes;
use super::html::Container;
use super::html::HtmlState;
use super::table::TableState;
use super::{MAX_DEPTH, gaps};
use crate::lesson::HiddenLines;
use crate::lesson::block::{
    Block, BlockKind, Code, Details, Frame, FrameKind, List, Marks, NONE, Piece, PieceKind, Span,
    Table, narrow,
};
use crate::lesson::document::{Heading, Parsed};
use crate::lesson::link::{Image, Link};
use crate::lesson::page_parts::Made;
use crate::lesson::slug::Slugger;
use crate::lesson::words::Counter;

/// Builds the compact form from events.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    pub(super) source: &'a str,
    pub(super) arena: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) blocks: Vec<Block>,
    pub(super) frames: Vec<Frame>,
    pub(super) lists: Vec<List>,
    pub(super) codes: Vec<Code>,
    pub(super) tables: Vec<Table>,
    pub(super) details: Vec<Details>,
    pub(super) links: Vec<Link>,
    pub(super) images: Vec<Image>,
    pub(super) headings: Vec<Heading>,
    pub(super) slugger: Slugger,
    pub(super) anchors: Vec<Anchor>,
    pub(super) words: usize,
    pub(super) notes: Footnotes<'a>,
    pub(super) html: HtmlState,
    pub(super) table: TableState,
    /// The containers that are open, outermost first.
    pub(super) open: Vec<Open>,
    /// The lists that are open.
    pub(super) open_lists: Vec<OpenList>,
    pub(super) leaf: Option<Leaf>,
    pub(super) marks: Vec<Marks>,
    /// The link that is open, or [`NONE`].
    pub(super) link: u32,
    /// Whether the image that is open is a link to itself.
    pub(super) image_is_link: bool,
    /// How many images are open inside of the one that is.
    pub(super) images_inside: usize,
    /// The first piece of the alternative text of the image that is open.
    pub(super) alt_starts: usize,
    /// The last box that the author gave no title.
    pub(super) untitled: Option<Untitled>,
    /// The last `<details>` whose summary has begun without text of its own.
    pub(super) summary_to_come: Option<u32>,
    /// Where attributes stand that are left out.
    pub(super) attributes: Range<usize>,
    /// Where links and images start that attributes hold, while they are open.
    pub(super) left_out: Vec<usize>,
    /// Lines in the current part of a code block.
    pub(super) code_lines: usize,
    /// The lines of the present code block that are hidden, and how many lines it has so far.
    pub(super) hidden_code: (HiddenLines, usize),
    /// The blocks below the source's own title, until that is there.
    pub(super) below_title: Option<&'a [Made]>,
}

/// A container that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// Its frame.
    Frame(u32),
    /// A `<details>`: closed by its own tag, or by the container around it.
    Details {
        frame: u32,
        index: u32,
        /// Whether it is a box of a course system.
        fenced: bool,
    },
    /// A box of a course system, by its frame or [`NONE`]: closed by its own mark, or by the container around it.
    Box(u32),
    /// A container that HTML opens, by its frame or [`NONE`].
    Element { container: Container, frame: u32 },
    /// One below the deepest that is kept.
    Skipped,
}

/// A list that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenList {
    pub(super) list: u32,
    pub(super) next: Option<u64>,
}

/// The leaf that is being filled.
#[derive(Debug)]
pub(super) struct Leaf {
    pub(super) kind: BlockKind,
    pub(super) start: usize,
    pub(super) first_piece: usize,
    pub(super) bytes: usize,
    pub(super) continues: bool,
    pub(super) counter: Counter,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Builder {
            source,
            arena: String::new(),
            pieces: Vec::with_capacity(source.len() / 40),
            blocks: Vec::with_capacity(source.len() / 100),
            frames: Vec::new(),
            lists: Vec::new(),
            codes: Vec::new(),
            tables: Vec::new(),
            details: Vec::new(),
            links: Vec::new(),
            image_is_link: false,
            images_inside: 0,
            images: Vec::new(),
            headings: Vec::new(),
            slugger: Slugger::default(),
            anchors: Vec::new(),
            words: 0,
            notes: Footnotes::default(),
            html: HtmlState::default(),
            table: TableState::default(),
            open: Vec::new(),
            open_lists: Vec::new(),
            leaf: None,
            marks: Vec::new(),
            link: NONE,
            alt_starts: 0,
            untitled: None,
            summary_to_come: None,
            attributes: 0..0,
            left_out: Vec::new(),
            code_lines: 0,
            hidden_code: Default::default(),
            below_title: None,
        }
    }

    /// The innermost frame.
    pub(super) fn frame(&self) -> u32 {
        self.open
            .iter()
            .rev()
            .find_map(|open| match open {
                Open::Frame(frame) | Open::Details { frame, .. } => Some(*frame),
                Open::Box(frame) | Open::Element { frame, .. } => {
                    Some(*frame).filter(|frame| *frame != NONE)
                }
                Open::Skipped => None,
            })
            .unwrap_or(NONE)
    }

    /// Opens a container; below the deepest one that is kept, without a frame and with a notice.
    pub(super) fn open_frame(&mut self, kind: FrameKind, start: usize) {
        self.finish_leaf(start);
        if self.open.len() >= usize::from(MAX_DEPTH) {
            if self.open.last() != Some(&Open::Skipped) {
                self.notice(
                    "Nested deeper than this page shows: the indent stops here.",
                    start,
                );
            }
            return self.open.push(Open::Skipped);
        }
        let frame = self.new_frame(kind);
        self.open.push(Open::Frame(frame));
    }

    pub(super) fn new_frame(&mut self, kind: FrameKind) -> u32 {
        let frame = narrow(self.frames.len());
        self.frames.push(Frame {
            kind,
            parent: self.frame(),
            depth: u16::try_from(self.open.len()).unwrap_or(MAX_DEPTH),
            first: NONE,
        });
        frame
    }

    /// Closes the innermost container, and what was left open in it.
    pub(super) fn close_frame(&mut self, range: Range<usize>) {
        self.finish_leaf(range.end);
        while let Some(open) = self.close_innermost(range.end) {
            if matches!(open, Open::Frame(_) | Open::Skipped) {
                return;
            }
        }
    }

    /// Closes whatever is innermost, and says what it was.
    pub(super) fn close_innermost(&mut self, at: usize) -> Option<Open> {
        if let Some(Open::Element {
            container: Container::Item,
            frame,
        }) = self.open.last().copied()
        {
            self.show_empty(frame, at..at);
        }
        let open = self.open.pop()?;
        match open {
            Open::Details { index, .. } => self.end_details_at(index),
            Open::Element {
                container: Container::List,
                ..
            } => self.end_list(at..at),
            _ => {}
        }
        Some(open)
    }

    pub(super) fn rule(&mut self, range: Range<usize>) {
        self.start_leaf(BlockKind::Rule, range.start);
        self.finish_leaf(range.end);
    }

    /// Something that Lyceum says about the lesson.
    pub(super) fn notice(&mut self, text: &str, at: usize) {
        self.start_leaf(BlockKind::Notice, at);
        self.push_text(text, at..at, Marks::DIM);
        self.finish_leaf(at);
    }

    pub(super) fn start_leaf(&mut self, kind: BlockKind, start: usize) {
        self.finish_leaf(start);
        self.leaf = Some(Leaf {
            kind,
            start,
            first_piece: self.pieces.len(),
            bytes: 0,
            continues: false,
            counter: Counter::default(),
        });
    }

    /// The leaf that is open; a paragraph is opened where there is none (text of tight items).
    pub(super) fn leaf_at(&mut self, start: usize) -> &mut Leaf {
        let first_piece = self.pieces.len();
        self.leaf.get_or_insert_with(|| Leaf {
            kind: BlockKind::Paragraph,
            start,
            first_piece,
            bytes: 0,
            continues: false,
            counter: Counter::default(),
        })
    }

    /// Closes the leaf, if one is open. A paragraph that shows nothing leaves no trace: anchors, comments.
    pub(super) fn finish_leaf(&mut self, end: usize) {
        self.drop_attribute_lines();
        let Some(leaf) = self.leaf.take() else {
            return;
        };
        if self.is_blank(&leaf) {
            return self.pieces.truncate(leaf.first_piece);
        }
        if !self.wait_for_summary(&leaf) && !self.split_at_fences(&leaf, end) {
            self.close_leaf(&leaf, end);
        }
    }

    /// A paragraph without text, for what stands beside it: an item's marker, a footnote's way back.
    pub(super) fn empty_paragraph(&mut self, range: Range<usize>) {
        self.start_leaf(BlockKind::Paragraph, range.start);
        if let Some(leaf) = self.leaf.take() {
            self.close_leaf(&leaf, range.end);
        }
    }

    fn is_blank(&self, leaf: &Leaf) -> bool {
        let mut pieces = self
            .pieces
            .get(leaf.first_piece..)
            .unwrap_or_default()
            .iter();
        leaf.kind == BlockKind::Paragraph
            && pieces.all(|piece| match piece.kind {
                PieceKind::SoftBreak | PieceKind::HardBreak | PieceKind::MayBreak => true,
                PieceKind::Text => self.text_of(piece.text).trim_ascii().is_empty(),
                _ => false,
            })
    }

    pub(super) fn close_leaf(&mut self, leaf: &Leaf, end: usize) {
        self.link_bare_addresses(leaf);
        let block = narrow(self.blocks.len());
        let kind = self.as_summary(leaf.kind);
        let frame = self.frame_of(kind);
        self.settle_frames(frame, block);
        self.settle_summary(kind);
        self.blocks.push(Block {
            kind,
            continues: leaf.continues,
            gap: 0,
            frame,
            gap_frame: NONE,
            pieces: (narrow(leaf.first_piece), narrow(self.pieces.len())),
            source: Span::source(leaf.start..end.max(leaf.start)),
            words_before: narrow(self.words),
        });
        self.words += leaf.counter.words();
        self.end_code_at_last_block(kind);
    }

    /// Closes the leaf and goes on with another of the same kind: one block must not grow without bound.
    pub(super) fn split_leaf(&mut self, at: usize) {
        let Some(kind) = self.leaf.as_ref().map(|leaf| leaf.kind) else {
            return;
        };
        self.finish_leaf(at);
        self.start_leaf(kind, at);
        if let Some(leaf) = &mut self.leaf {
            leaf.continues = true;
        }
    }

    /// The frame of a leaf: the innermost one, but a summary stands before the frame that it folds.
    fn frame_of(&self, kind: BlockKind) -> u32 {
        let frame = self.frame();
        match kind {
            BlockKind::Summary(_) => self.frames.get(frame as usize).map_or(NONE, |f| f.parent),
            _ => frame,
        }
    }

    /// The containers whose first block is this one show their markers on it.
    fn settle_frames(&mut self, mut frame: u32, block: u32) {
        while let Some(this) = self.frames.get_mut(frame as usize) {
            if this.first != NONE {
                break;
            }
            this.first = block;
            frame = this.parent;
        }
    }

    pub(super) fn finish(mut self) -> Parsed {
        let end = self.source.len();
        self.finish_leaf(end);
        while self.close_innermost(end).is_some() {}
        gaps::settle(&mut self.blocks, &self.frames, &self.lists);
        self.pieces.shrink_to_fit();
        self.blocks.shrink_to_fit();
        self.frames.shrink_to_fit();
        Parsed {
            arena: self.arena,
            pieces: self.pieces,
            blocks: self.blocks,
            frames: self.frames,
            lists: self.lists,
            codes: self.codes,
            tables: self.tables,
            details: self.details,
            links: self.links,
            images: self.images,
            headings: self.headings,
            anchors: anchors::by_name(self.anchors),
            words: self.words,
        }
    }
}
