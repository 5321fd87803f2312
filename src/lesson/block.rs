//! The compact form of a parsed lesson: flat blocks, the containers around them, and pieces of text.
//!
//! Texts are ranges into the source wherever the source has them, so a lesson costs a few bytes per byte.

use std::ops::Range;

use super::style::Role;

/// "None" for the 32-bit indexes below.
pub(super) const NONE: u32 = u32::MAX;

/// Marks a [`Span`] of the arena (decoded text) instead of the source.
const ARENA: u32 = 1 << 31;

/// A stretch of the source, or of the arena that holds decoded text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Span {
    start: u32,
    len: u32,
}

impl Span {
    /// A stretch of the source.
    pub(super) fn source(range: Range<usize>) -> Span {
        Span {
            start: narrow(range.start),
            len: narrow(range.len()),
        }
    }

    /// A stretch of the arena.
    pub(super) fn arena(range: Range<usize>) -> Span {
        Span {
            start: narrow(range.start) | ARENA,
            len: narrow(range.len()),
        }
    }

    /// Whether the text stands in the source as it is.
    pub(super) fn is_source(self) -> bool {
        self.start & ARENA == 0
    }

    /// The bytes in the source or the arena.
    pub(super) fn range(self) -> Range<usize> {
        let start = (self.start & !ARENA) as usize;
        start..start + self.len as usize
    }

    /// The first `at` bytes, and the others.
    pub(super) fn split_at(self, at: usize) -> (Span, Span) {
        let at = narrow(at).min(self.len);
        let head = Span { len: at, ..self };
        let tail = Span {
            start: self.start + at,
            len: self.len - at,
        };
        (head, tail)
    }

    /// Makes this span longer by `next`, if `next` follows it directly.
    pub(super) fn join(&mut self, next: Span) -> bool {
        let follows = self.start + self.len == next.start;
        if follows {
            self.len += next.len;
        }
        follows
    }
}

/// Offsets fit: a source is cut at `MAX_SOURCE`, far below 2 GiB.
pub(super) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(ARENA - 1)
}

/// The marks on a piece of text, as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks(pub(super) u16);

impl Marks {
    pub(super) const STRONG: Marks = Marks(1);
    pub(super) const EMPHASIS: Marks = Marks(1 << 1);
    pub(super) const STRUCK: Marks = Marks(1 << 2);
    pub(super) const UNDERLINED: Marks = Marks(1 << 3);
    pub(super) const KEY: Marks = Marks(1 << 4);
    pub(super) const MARKED: Marks = Marks(1 << 5);
    pub(super) const RAISED: Marks = Marks(1 << 6);
    pub(super) const LOWERED: Marks = Marks(1 << 7);
    pub(super) const CODE: Marks = Marks(1 << 8);
    pub(super) const IMAGE: Marks = Marks(1 << 9);
    pub(super) const DIM: Marks = Marks(1 << 10);

    /// Both.
    pub(super) fn with(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }

    /// Whether all of `other` is in this.
    pub(super) fn has(self, other: Marks) -> bool {
        self.0 & other.0 == other.0
    }
}

/// The kind of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// Text of a sentence, or of code where the block is code.
    Text,
    /// A line end that flows.
    SoftBreak,
    /// A line end that the author wanted.
    HardBreak,
    /// A chance to break, which shows nothing (`<wbr>`).
    MayBreak,
    /// The sign in front of an image's alternative text.
    ImageMark,
    /// Mathematics in TeX.
    Math,
    /// The reference to a footnote, by its number.
    Reference(u32),
    /// The way back from a footnote's text, which never stands on a line without a word.
    Back,
    /// The end of a table cell.
    CellEnd,
    /// The end of a table row.
    RowEnd,
}

/// A stretch of text with one look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: PieceKind,
    pub(super) marks: Marks,
    /// Index of a link, or [`NONE`].
    pub(super) link: u32,
    /// Its text.
    pub(super) text: Span,
    /// Where it stands in the source.
    pub(super) source: Span,
}

/// The five kinds of alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Alert {
    /// Worth knowing.
    Note,
    /// Advice.
    Tip,
    /// Needed to succeed.
    Important,
    /// Needs care.
    Warning,
    /// Risk of harm.
    Caution,
}

impl Alert {
    /// The mark before its title: never colour alone.
    pub fn mark(self) -> &'static str {
        match self {
            Alert::Note => "◆",
            Alert::Tip => "✦",
            Alert::Important => "❖",
            Alert::Warning => "▲",
            Alert::Caution => "■",
        }
    }

    /// Its title where the author gives none.
    pub fn word(self) -> &'static str {
        match self {
            Alert::Note => "Note",
            Alert::Tip => "Tip",
            Alert::Important => "Important",
            Alert::Warning => "Warning",
            Alert::Caution => "Caution",
        }
    }

    /// How its bar and title look.
    pub fn role(self) -> Role {
        match self {
            Alert::Note => Role::Note,
            Alert::Tip => Role::Tip,
            Alert::Important => Role::Important,
            Alert::Warning => Role::Warning,
            Alert::Caution => Role::Caution,
        }
    }
}

/// The kind of a leaf block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// Flowing text.
    Paragraph,
    /// A heading; 1 to 6.
    Heading(u8),
    /// Lines of a code block; the number is its index among the lesson's code blocks.
    Code(u32),
    /// Rows of a table; the number is its index among the lesson's tables.
    Table(u32),
    /// A thematic break.
    Rule,
    /// Mathematics on lines of its own.
    Math,
    /// The title of an alert.
    AlertTitle(Alert),
    /// The summary of a `<details>`; the number is its index.
    Summary(u32),
    /// The line above the footnotes.
    NotesRule,
    /// Something that Lyceum says about the lesson: what was cut.
    Notice,
}

/// A leaf block: what is laid out as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// It goes on where the block before stopped; both are parts of one long block.
    pub(super) continues: bool,
    /// Blank lines above.
    pub(super) gap: u8,
    /// The innermost container, or [`NONE`].
    pub(super) frame: u32,
    /// The innermost container that also holds the block before: its bars run through the gap.
    pub(super) gap_frame: u32,
    /// Range in the document's pieces.
    pub(super) pieces: (u32, u32),
    /// Where it stands in the source.
    pub(super) source: Span,
    /// Words in all blocks before this one.
    pub(super) words_before: u32,
}

impl Block {
    /// Its pieces, as a range of indexes.
    pub(super) fn pieces(&self) -> Range<usize> {
        self.pieces.0 as usize..self.pieces.1 as usize
    }
}

/// A container: a quote, a list item, a footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    /// The container around it, or [`NONE`].
    pub(super) parent: u32,
    /// How many containers are around it.
    pub(super) depth: u16,
    /// The first block in it; its first line shows the marker. [`NONE`] until there is one.
    pub(super) first: u32,
}

/// The kind of a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FrameKind {
    /// A block quote, or an alert.
    Quote(Option<Alert>),
    /// An item of the list with this index.
    Item {
        /// Index among the lesson's lists.
        list: u32,
        /// Its number in an ordered list.
        number: Option<u64>,
        /// Its box in a task list.
        task: Option<bool>,
    },
    /// The explanation of a term.
    Definition,
    /// The text of a footnote, by its number.
    Footnote(u32),
    /// The content of a `<details>`, by its index; the summary stands outside.
    Details(u32),
}

/// A list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct List {
    /// Whether blank lines separate its items.
    pub(super) loose: bool,
    /// Lists around it, for the bullet.
    pub(super) depth: u16,
    /// The widest number, in digits; 0 for bullets.
    pub(super) digits: u8,
    /// The sign behind its numbers.
    pub(super) delimiter: Delimiter,
}

/// The sign behind the numbers of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Delimiter {
    #[default]
    Dot,
    Parenthesis,
}

impl List {
    /// A number as the list shows it: `1.` or `1)`, as wide as its widest.
    pub(super) fn marker(self, number: u64) -> String {
        let digits = usize::from(self.digits);
        let delimiter = match self.delimiter {
            Delimiter::Dot => '.',
            Delimiter::Parenthesis => ')',
        };
        format!("{number:>digits$}{delimiter} ")
    }
}

/// A code block as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// The info string: language and attributes.
    pub(super) info: Span,
    /// Its blocks.
    pub(super) blocks: (u32, u32),
    /// How many lines it has.
    pub(super) lines: u32,
}

/// How the cells of a table's column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alignment {
    Left,
    Centre,
    Right,
}

/// A table as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// One for each column.
    pub(super) columns: Vec<Alignment>,
    /// Range in the document's pieces of the header row.
    pub(super) header: (u32, u32),
    /// Its blocks.
    pub(super) blocks: (u32, u32),
}

/// A `<details>` element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Details {
    /// Whether the author wants it open.
    pub(super) open: bool,
    /// The block of its summary.
    pub(super) summary: u32,
    /// One past its last block.
    pub(super) end: u32,
}
