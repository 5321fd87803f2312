//! Pieces of text with their looks and links.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr;
use memchr::memmem::Finder;
use pulldown_cmark::Tag;

use super::MAX_LEAF;
use super::builder::{Builder, Leaf};
use crate::lesson::block::{BlockKind, Marks, NONE, Piece, PieceKind, Span};

/// The longest piece in a block that can't be split, in bytes.
const MAX_UNSPLIT: usize = 16 << 10;

/// The cost of a piece in a leaf besides its text, in bytes.
const PIECE_COST: usize = 4;

impl Builder<'_> {
    pub(super) fn current_marks(&self) -> Marks {
        self.marks.last().copied().unwrap_or_default()
    }

    pub(super) fn push_marks(&mut self, tag: &Tag<'_>) {
        let mark = match tag {
            Tag::Emphasis => Marks::EMPHASIS,
            Tag::Strong => Marks::STRONG,
            Tag::Strikethrough => Marks::STRUCK,
            Tag::Superscript => Marks::RAISED,
            Tag::Subscript => Marks::LOWERED,
            _ => Marks::default(),
        };
        self.marks.push(self.current_marks().with(mark));
    }

    pub(super) fn pop_marks(&mut self) {
        self.marks.pop();
    }

    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        match self.leaf.as_ref().map(|leaf| leaf.kind) {
            _ if self.reads_html() => self.html_line(text, range),
            Some(BlockKind::Code(_)) => self.code_text(text, range),
            Some(BlockKind::Math) => self.push_whole(PieceKind::Math, text, range),
            _ => self.push_flowing(text, range, self.current_marks().with(self.html.marks())),
        }
    }

    /// Adds text of a sentence: as in a browser, spaces in a row are one, and none stands at a line's start.
    pub(super) fn push_flowing(&mut self, text: &str, range: Range<usize>, marks: Marks) {
        let is_space = |c: char| matches!(c, ' ' | '\t');
        let mut rest = match self.is_behind_space() {
            true => text.trim_start_matches(is_space),
            false => text,
        };
        while let Some(gap) = gap_in(rest) {
            let (words, behind) = rest.split_at(gap + 1);
            self.push_text(words, range.clone(), marks);
            rest = behind.trim_start_matches(is_space);
        }
        self.push_text(rest, range, marks);
    }

    /// Whether a space there would say nothing: nothing has come into the text yet, or a space or a line's end.
    fn is_behind_space(&self) -> bool {
        let Some(leaf) = &self.leaf else { return true };
        if leaf.first_piece == self.pieces.len() {
            return !leaf.continues;
        }
        self.pieces.last().is_some_and(|last| match last.kind {
            PieceKind::Text => {
                !last.marks.has(Marks::CODE) && self.text_of(last.text).ends_with([' ', '\t'])
            }
            PieceKind::SoftBreak | PieceKind::HardBreak => true,
            _ => false,
        })
    }

    /// `<wbr>`: words may break there.
    pub(super) fn may_break(&mut self, range: Range<usize>) {
        self.leaf_at(range.start);
        self.push(Piece {
            kind: PieceKind::MayBreak,
            marks: Marks::default(),
            link: self.link,
            text: Span::default(),
            source: Span::source(range),
        });
    }

    pub(super) fn code_span(&mut self, text: &str, range: Range<usize>) {
        let marks = self.current_marks().with(self.html.marks());
        let end = range.end;
        self.push_text(text, range, marks.with(Marks::CODE));
        self.attributes_at(end);
    }

    pub(super) fn inline_math(&mut self, tex: &str, range: Range<usize>) {
        if tex.len() > MAX_LEAF {
            let source = self.source.get(range.clone()).unwrap_or_default();
            return self.push_text(source, range, self.current_marks());
        }
        self.push_whole(PieceKind::Math, without_ticks(tex), range);
    }

    /// Mathematics between `$$` stands on lines of its own, also in the middle of a paragraph.
    pub(super) fn display_math(&mut self, tex: &str, range: Range<usize>) {
        if tex.len() > MAX_LEAF {
            return self.push_text(tex, range, self.current_marks());
        }
        let inside = self.leaf.as_ref().map(|leaf| leaf.kind);
        if !matches!(inside, None | Some(BlockKind::Paragraph)) {
            return self.push_whole(PieceKind::Math, tex, range);
        }
        self.drop_last_break();
        self.finish_leaf(range.start);
        self.start_leaf(BlockKind::Math, range.start);
        self.push_whole(PieceKind::Math, tex, range.clone());
        self.finish_leaf(range.end);
    }

    pub(super) fn drop_last_break(&mut self) {
        let Some(leaf) = &self.leaf else { return };
        let last = self.pieces.last().map(|piece| piece.kind);
        if self.pieces.len() > leaf.first_piece && last == Some(PieceKind::SoftBreak) {
            self.pieces.pop();
        }
    }

    pub(super) fn soft_break(&mut self, range: Range<usize>) {
        // Behind something that stood alone there is no leaf to break.
        if self.leaf.is_some() {
            self.push_break(PieceKind::SoftBreak, range);
        }
    }

    pub(super) fn hard_break(&mut self, range: Range<usize>) {
        self.push_break(PieceKind::HardBreak, range);
    }

    fn push_break(&mut self, kind: PieceKind, range: Range<usize>) {
        let leaf = self.leaf_at(range.start);
        leaf.counter.space();
        let full = leaf.bytes > MAX_LEAF && may_split(leaf.kind);
        if full {
            return self.split_leaf(range.end);
        }
        self.push(Piece {
            kind,
            marks: Marks::default(),
            link: NONE,
            text: Span::default(),
            source: Span::source(range),
        });
    }

    /// Adds text, in several leaves where it is too long for one.
    pub(super) fn push_text(&mut self, text: &str, range: Range<usize>, marks: Marks) {
        let mut rest = text;
        if self.row_is_full() {
            return;
        }
        let home = self.located(text);
        while !rest.is_empty() {
            self.split_full_leaf(home.unwrap_or(range.start));
            let leaf = self.leaf_at(range.start);
            let room = match may_split(leaf.kind) {
                true => (MAX_LEAF + 256).saturating_sub(leaf.bytes).max(1),
                false => MAX_UNSPLIT,
            };
            let (now, later) = rest.split_at(fitting(rest, room));
            let done = text.len() - rest.len();
            let start = home.map(|home| home + done);
            self.push_fitting(now, start, &range, marks);
            rest = later;
            if self.row_is_full() {
                return;
            }
            if !rest.is_empty() && self.leaf.as_ref().is_some_and(|leaf| may_split(leaf.kind)) {
                self.split_leaf(start.map_or(range.start, |start| start + now.len()));
            }
        }
    }

    /// Adds text to the leaf; it stands in the source where `start` is known.
    fn push_fitting(
        &mut self,
        now: &str,
        start: Option<usize>,
        range: &Range<usize>,
        marks: Marks,
    ) {
        let leaf = self.leaf_at(range.start);
        leaf.bytes += now.len();
        leaf.counter.add(now);
        let (text, source) = match start {
            Some(start) => {
                let span = Span::source(start..start + now.len());
                (span, span)
            }
            None => (self.keep(now), Span::source(range.clone())),
        };
        self.push(Piece {
            kind: PieceKind::Text,
            marks,
            link: self.link,
            text,
            source,
        });
    }

    /// Adds a piece that is shown as a whole.
    pub(super) fn push_whole(&mut self, kind: PieceKind, text: &str, range: Range<usize>) {
        let marks = self.current_marks();
        self.split_full_leaf(range.start);
        self.leaf_at(range.start).bytes += text.len();
        let span = match self.located(text) {
            Some(start) => Span::source(start..start + text.len()),
            None => self.keep(text),
        };
        let source = Span::source(range);
        self.push(Piece {
            kind,
            marks,
            link: self.link,
            text: span,
            source,
        });
    }

    /// Adds a piece; text that goes on where the last one ended makes that longer.
    pub(super) fn push(&mut self, piece: Piece) {
        let first = self.leaf.as_ref().map_or(0, |leaf| leaf.first_piece);
        let inside = self.pieces.len() > first;
        if let Some(last) = self.pieces.last_mut().filter(|_| inside)
            && last.kind == PieceKind::Text
            && piece.kind == PieceKind::Text
            && (last.marks, last.link) == (piece.marks, piece.link)
            && last.text.is_source()
            && piece.text.is_source()
            && last.text.join(piece.text)
        {
            last.source = last.text;
            return;
        }
        if let Some(leaf) = &mut self.leaf {
            leaf.bytes += PIECE_COST;
        }
        self.pieces.push(piece);
    }

    /// Goes on in another leaf where this one has enough; many short pieces count as much as long text.
    pub(super) fn split_full_leaf(&mut self, at: usize) {
        let full = |leaf: &Leaf| leaf.bytes >= MAX_LEAF + 256 && may_split(leaf.kind);
        if self.leaf.as_ref().is_some_and(full) {
            self.split_leaf(at);
        }
    }

    /// Where `text` stands in the source, if it is a part of it.
    pub(super) fn located(&self, text: &str) -> Option<usize> {
        let start = (text.as_ptr() as usize).checked_sub(self.source.as_ptr() as usize)?;
        let found = self.source.get(start..start + text.len())?;
        std::ptr::eq(found.as_ptr(), text.as_ptr()).then_some(start)
    }

    /// Keeps a text that doesn't stand in the source.
    pub(super) fn keep(&mut self, text: &str) -> Span {
        let start = self.arena.len();
        self.arena.push_str(text);
        Span::arena(start..self.arena.len())
    }

    /// The text of a piece.
    pub(super) fn text_of(&self, span: Span) -> &str {
        let home = if span.is_source() {
            self.source
        } else {
            &self.arena
        };
        home.get(span.range()).unwrap_or_default()
    }
}

/// A formula without the backticks that GitHub lets stand around it: ``$`x_1`$``.
fn without_ticks(tex: &str) -> &str {
    let inside = tex.strip_prefix('`').and_then(|tex| tex.strip_suffix('`'));
    inside.unwrap_or(tex)
}

/// Whether a block of this kind may go on in another one.
fn may_split(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Summary(_)
    )
}

/// Where the first spaces or tabs in a row begin.
fn gap_in(text: &str) -> Option<usize> {
    static SPACES: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("  "));
    let bytes = text.as_bytes();
    if memchr(b'\t', bytes).is_none() {
        return SPACES.find(bytes);
    }
    let is_space = |b: &u8| matches!(b, b' ' | b'\t');
    bytes.windows(2).position(|pair| pair.iter().all(is_space))
}

/// How much of `text` goes into `room` bytes: to the last space, or to a character's end.
fn fitting(text: &str, room: usize) -> usize {
    if text.len() <= room {
        return text.len();
    }
    let end = text.floor_char_boundary(room);
    let space = text.get(..end).and_then(|t| t.rfind(' ')).map(|at| at + 1);
    match space.filter(|at| *at > end / 2).unwrap_or(end) {
        0 => text.chars().next().map_or(text.len(), char::len_utf8),
        end => end,
    }
}
