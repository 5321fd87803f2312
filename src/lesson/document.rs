//! A parsed lesson: immutable, shared, and answering without layout.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::block::{Block, Code, Details, Frame, FrameKind, List, Marks, NONE, Piece, Span, Table};
use super::digest::Digests;
use super::link::{Image, ImageFile, Link, Target};
use super::parse;
use super::quiz::Paper;
use super::slug::canonical;
use super::source::Source;
use crate::domain::{path_in_course, sanitize_line};

/// A parsed lesson.
#[derive(Debug)]
pub struct Document {
    /// An excerpt shares it with the whole that takes its place.
    source: Source,
    parsed: Parsed,
    /// The level of the highest heading, from 1.
    highest_level: u8,
    /// How many blocks are before an excerpt; none where this is the whole.
    blocks_before: Option<usize>,
    /// Made when a block is looked for that was edited or moved.
    digests: OnceLock<Digests>,
    /// Words and lines of all code before each code block, and of all code blocks.
    pub(super) code_before: OnceLock<Vec<(usize, usize)>>,
}

/// The result of parsing.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parsed {
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
    /// Block by anchor of an `<a id>`; headings have their own.
    pub(super) anchors: HashMap<String, u32>,
    pub(super) words: usize,
}

/// A heading of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text without looks; at most 300 bytes.
    pub title: String,
    /// Its anchor, unique in the lesson.
    pub slug: String,
    /// Its block.
    pub block: usize,
    /// The words before it.
    pub words_before: usize,
    /// Where it starts in the source, in bytes.
    pub source: usize,
}

/// A line of a laid-out lesson: the one at the top of the screen.
///
/// `line` counts the block's lines, the blank ones above its text included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The block.
    pub block: usize,
    /// The line in it.
    pub line: usize,
}

impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
            && self.parsed.images == other.parsed.images
            && self.blocks_before == other.blocks_before
    }
}

impl Eq for Document {}

impl Document {
    /// Parses a lesson. Never fails: what can't be shown is cut, and a line says so.
    ///
    /// ```
    /// use lyceum::lesson::Document;
    /// let document = Document::parse("# Tokens\n\nWords become *numbers*.");
    /// assert_eq!(document.headings()[0].slug, "tokens");
    /// assert_eq!(document.words(), 4);
    /// ```
    pub fn parse(source: impl Into<Source>) -> Document {
        let source = source.into();
        let parsed = parse::parse(&source, source.around());
        Document::of(source, parsed, None)
    }

    /// A document of the result of parsing a source, or an excerpt of it with so many blocks before it.
    pub(super) fn of(source: Source, parsed: Parsed, blocks_before: Option<usize>) -> Document {
        let levels = parsed.headings.iter().map(|heading| heading.level);
        Document {
            source,
            highest_level: levels.min().unwrap_or(1),
            parsed,
            blocks_before,
            digests: OnceLock::new(),
            code_before: OnceLock::new(),
        }
    }

    /// The same with so many blocks of the lesson before its first one.
    pub(super) fn with_blocks_before(mut self, blocks: usize) -> Document {
        self.blocks_before = Some(blocks);
        self
    }

    /// Whether this is only a part of the lesson, for a first look at it: its blocks, words, headings and links are
    /// those of that part.
    pub fn is_excerpt(&self) -> bool {
        self.blocks_before.is_some()
    }

    /// How many blocks of the lesson are before the first one here.
    pub(super) fn blocks_before(&self) -> usize {
        self.blocks_before.unwrap_or_default()
    }

    /// The Markdown as given.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The quizzes and cards of the lesson, where it has any; their ranges are bytes of [`source`](Self::source).
    pub fn paper(&self) -> Option<&Paper> {
        self.source.paper()
    }

    /// The seed that the order of choices was made of.
    pub fn seed(&self) -> u64 {
        self.source.seed()
    }

    /// The blocks that begin in a part of the source.
    pub fn blocks_in(&self, part: &Range<usize>) -> Range<usize> {
        let before = |byte: usize| {
            let starts = |block: &Block| block.source.range().start < byte;
            self.parsed.blocks.partition_point(starts)
        };
        before(part.start)..before(part.end)
    }

    /// The items of task lists: the first block of each, its words, and whether its author ticked it.
    pub fn tasks(&self) -> Vec<(usize, String, bool)> {
        let frames = self.parsed.frames.iter();
        let task = |frame: &Frame| match frame.kind {
            FrameKind::Item {
                task: Some(done), ..
            } if frame.first != NONE => {
                let block = frame.first as usize;
                Some((block, self.words_of(block), done))
            }
            _ => None,
        };
        frames.filter_map(task).collect()
    }

    /// The headings in order; not those in quotes and boxes.
    pub fn headings(&self) -> &[Heading] {
        &self.parsed.headings
    }

    /// The level of the highest heading, from 1.
    pub fn highest_level(&self) -> u8 {
        self.highest_level
    }

    /// How many blocks there are; places and links count by them.
    pub fn block_count(&self) -> usize {
        self.parsed.blocks.len()
    }

    /// The links in order; runs of a line name them by index.
    pub fn links(&self) -> &[Link] {
        &self.parsed.links
    }

    /// The images in order.
    pub fn images(&self) -> &[Image] {
        &self.parsed.images
    }

    /// Tells the images of a lesson, whose own file is `lesson`, which files of the course they are, by path. Those
    /// that `file` knows can be laid out before anybody decodes them.
    pub fn find_images(&mut self, lesson: &str, file: impl Fn(&str) -> Option<ImageFile>) {
        for image in &mut self.parsed.images {
            let Target::Lesson { path, .. } = &image.target else {
                continue;
            };
            image.file = path_in_course(lesson, path).and_then(|path| file(&path));
        }
    }

    /// The image that is all that a block shows, by index among [`images`](Self::images).
    pub(super) fn lone_image(&self, index: usize, block: &Block) -> Option<usize> {
        let pieces = self.pieces(block);
        if pieces.is_empty() || !pieces.iter().all(|piece| piece.marks.has(Marks::IMAGE)) {
            return None;
        }
        let images = self.parsed.images.iter().enumerate();
        let mut here = images.filter(|(_, image)| image.block == index);
        let (first, _) = here.next()?;
        here.next().is_none().then_some(first)
    }

    /// The text of a link as it is shown.
    pub fn link_text(&self, link: usize) -> String {
        let mut text = String::new();
        let Some(block) = self
            .parsed
            .links
            .get(link)
            .and_then(|link| self.block(link.block))
        else {
            return text;
        };
        for piece in self
            .pieces(block)
            .iter()
            .filter(|p| p.link as usize == link)
        {
            text.push_str(self.text(piece.text));
        }
        sanitize_line(&text).into_owned()
    }

    /// The block that an anchor names: a heading, or an `<a id>`; as in a browser the first one for none and for `top`,
    /// where nothing else has that name. Letters are the same however they are composed.
    pub fn block_of_anchor(&self, anchor: &str) -> Option<usize> {
        let anchor = &*canonical(anchor);
        let lower = anchor.to_lowercase();
        let named = |name: &str| Some(*self.parsed.anchors.get(name)? as usize);
        let heading = |slug: &str| self.parsed.headings.iter().find(|h| h.slug == slug);
        let block = heading(anchor)
            .or_else(|| heading(&lower))
            .map(|heading| heading.block)
            .or_else(|| named(anchor))
            .or_else(|| named(&lower))
            .or_else(|| (anchor.is_empty() || lower == "top").then_some(0));
        block.map(|block| block.min(self.parsed.blocks.len().saturating_sub(1)))
    }

    /// The block where a footnote's text starts, by its number.
    pub fn block_of_footnote(&self, number: usize) -> Option<usize> {
        use super::block::FrameKind::Footnote;
        let frame = self
            .parsed
            .frames
            .iter()
            .rev()
            .find(|frame| frame.kind == Footnote(u32::try_from(number).unwrap_or(NONE)))?;
        (frame.first != NONE).then_some(frame.first as usize)
    }

    /// Whether a block holds rows of a table, which [`TableForm`](super::TableForm) decides about.
    pub fn is_table(&self, block: usize) -> bool {
        use super::block::BlockKind::Table;
        self.block(block)
            .is_some_and(|block| matches!(block.kind, Table(_)))
    }

    /// The heading that a place stands under: its index among [`headings`](Self::headings).
    pub fn heading_at(&self, place: Place) -> Option<usize> {
        let after = self
            .parsed
            .headings
            .partition_point(|h| h.block <= place.block);
        after.checked_sub(1)
    }

    /// The result of parsing.
    pub(super) fn parsed(&self) -> &Parsed {
        &self.parsed
    }

    pub(super) fn digests(&self) -> &Digests {
        self.digests.get_or_init(|| Digests::of(self))
    }

    pub(super) fn block(&self, block: usize) -> Option<&Block> {
        self.parsed.blocks.get(block)
    }

    /// Where a block starts in the source, in bytes.
    pub(super) fn block_start(&self, block: usize) -> usize {
        self.block(block)
            .map_or(0, |block| block.source.range().start)
    }

    pub(super) fn pieces(&self, block: &Block) -> &[Piece] {
        self.parsed.pieces.get(block.pieces()).unwrap_or_default()
    }

    pub(super) fn text(&self, span: Span) -> &str {
        let home = if span.is_source() {
            &*self.source
        } else {
            &*self.parsed.arena
        };
        home.get(span.range()).unwrap_or_default()
    }
}
