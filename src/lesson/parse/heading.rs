//! Headings: their titles, and the anchors that links use.

use std::ops::Range;

use super::attributes::Attributes;
use super::builder::{Builder, Open};
use crate::domain::sanitize_line;
use crate::lesson::block::{BlockKind, FrameKind, Marks, PieceKind};
use crate::lesson::document::Heading;
use crate::lesson::math;

/// The longest title of a heading in the contents, in bytes.
const MAX_TITLE: usize = 300;

impl Builder<'_> {
    pub(super) fn start_heading(&mut self, level: u8, id: Option<&str>, range: Range<usize>) {
        self.finish_leaf(range.start);
        self.start_leaf(BlockKind::Heading(level), range.start);
        self.headings.push(Heading {
            level,
            title: String::new(),
            slug: id.map(str::to_owned).unwrap_or_default(),
            block: self.blocks.len(),
            words_before: self.words,
            source: range.start,
        });
    }

    pub(super) fn end_heading(&mut self, range: Range<usize>) {
        let id = self.take_attributes();
        let first = self
            .leaf
            .as_ref()
            .map_or(self.pieces.len(), |leaf| leaf.first_piece);
        let title = self.plain(first);
        let anchor = self.anchor_text(first);
        let entitles = !title.is_empty() && !self.reads_html();
        let Some(mut heading) = self.headings.pop() else {
            return self.finish_leaf(range.end);
        };
        let given = id
            .filter(|_| heading.slug.is_empty())
            .unwrap_or(heading.slug);
        heading.slug = match given.is_empty() {
            true => self.slugger.slug(&anchor),
            false => self.slugger.unique(given),
        };
        heading.title = self.plain_with(first, math::shown);
        let end = range.end;
        let entitled = match entitles {
            true => self.end_title(range),
            false => {
                self.finish_leaf(range.end);
                None
            }
        };
        match entitled.or_else(|| self.stands_apart().then_some(heading.block)) {
            Some(block) => self.anchor_at(heading.slug, heading.source, block),
            None => self.headings.push(heading),
        }
        self.end_own_title(end);
    }

    /// Whether a quote or a box is around: a heading there is no part of the lesson's contents, but links may lead there.
    fn stands_apart(&self) -> bool {
        self.open.iter().any(|open| match open {
            Open::Box(_) | Open::Details { fenced: true, .. } => true,
            Open::Frame(frame) | Open::Element { frame, .. } => {
                let frame = self.frames.get(*frame as usize);
                frame.is_some_and(|frame| matches!(frame.kind, FrameKind::Quote(_)))
            }
            Open::Details { .. } | Open::Skipped => false,
        })
    }

    /// Ends a heading. One that a box without a title of its own begins with is its title: gives the box's block.
    fn end_title(&mut self, range: Range<usize>) -> Option<usize> {
        let Some(title) = self.take_box_title() else {
            self.finish_leaf(range.end);
            return None;
        };
        let block = self.blocks.len();
        if let Some(leaf) = &mut self.leaf {
            leaf.kind = title.kind;
        }
        self.finish_leaf(range.end);
        self.settle_places(&range, block);
        Some(block)
    }

    /// Takes attributes off the end of a heading; gives the id. Other braces are text: `# Sets {a, b}`.
    ///
    /// The parser's own option for this panics on a setext underline behind an empty task.
    fn take_attributes(&mut self) -> Option<String> {
        let first = self.leaf.as_ref()?.first_piece;
        let last = self.pieces.get(first..)?.last().copied()?;
        let text = self.text_of(last.text).trim_end();
        let open = text.rfind('{').filter(|_| last.kind == PieceKind::Text)?;
        let attributes = Attributes::of(text.get(open..)?)?;
        if open + attributes.len < text.len() {
            return None;
        }
        let id = attributes.id.unwrap_or_default().to_owned();
        let kept = text.get(..open)?.trim_end().len();
        if let Some(last) = self.pieces.last_mut() {
            last.text = last.text.split_at(kept).0;
        }
        Some(id)
    }

    /// The text of the pieces from `first` on, bounded; formulas as they are written.
    pub(super) fn plain(&self, first: usize) -> String {
        self.plain_with(first, str::to_owned)
    }

    /// The text that GitHub makes an anchor of: without images and line breaks.
    fn anchor_text(&self, first: usize) -> String {
        let own = self.pieces.get(first..).unwrap_or_default();
        let mut text = String::new();
        for piece in own.iter().filter(|piece| !piece.marks.has(Marks::IMAGE)) {
            match piece.kind {
                PieceKind::Text | PieceKind::Math => text.push_str(self.text_of(piece.text)),
                PieceKind::SoftBreak => text.push(' '),
                _ => {}
            }
            if text.len() > MAX_TITLE {
                return shortened(text);
            }
        }
        match text.trim().is_empty() {
            true => self.plain(first),
            false => text,
        }
    }

    fn plain_with(&self, first: usize, math: impl Fn(&str) -> String) -> String {
        let mut plain = String::new();
        for piece in self.pieces.get(first..).unwrap_or_default() {
            match piece.kind {
                PieceKind::Text => plain.push_str(self.text_of(piece.text)),
                PieceKind::Math => plain.push_str(&math(self.text_of(piece.text))),
                PieceKind::SoftBreak | PieceKind::HardBreak => plain.push(' '),
                _ => {}
            }
            if plain.len() > MAX_TITLE {
                plain = shortened(plain);
                break;
            }
        }
        sanitize_line(plain.trim()).into_owned()
    }
}

/// A title or name, bounded.
pub(super) fn shortened(mut title: String) -> String {
    if title.len() > MAX_TITLE {
        title.truncate(title.floor_char_boundary(MAX_TITLE));
        title.push('…');
    }
    title
}
