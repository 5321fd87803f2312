//! The HTML that lessons use, shown as what it means; other tags stay visible as they are written.

mod containers;
mod details;
mod effects;
mod elements;
mod table;
mod tag;

use std::ops::Range;

use crate::lesson::block::{BlockKind, Marks, PieceKind};

use crate::lesson::parse::builder::Builder;
pub(in crate::lesson::parse) use containers::Container;
use table::HtmlTable;
use tag::{Kind, Token, decode, tokens};

/// Tags open in one leaf; more are ignored.
const MAX_TAGS: usize = 64;

/// The state of HTML in the text.
#[derive(Debug, Default)]
pub(in crate::lesson::parse) struct HtmlState {
    /// Tags that are open, and what they put on the text.
    pub(in crate::lesson::parse) open: Vec<(String, Marks)>,
    /// The element whose content is not shown, while inside it.
    pub(in crate::lesson::parse) hidden: Option<String>,
    /// The HTML block that is being read, and where its lines start: (in the text, in the source).
    block: String,
    lines: Vec<(usize, usize)>,
    reading: bool,
    pub(in crate::lesson::parse) table: HtmlTable,
    /// Whether text is preformatted.
    pub(in crate::lesson::parse) pre: bool,
    /// The language of what is preformatted.
    pub(in crate::lesson::parse) language: String,
    /// The lists that are open where no block may stand, each with its next number if it has any.
    pub(in crate::lesson::parse) lists_in_line: Vec<Option<u64>>,
}

impl HtmlState {
    /// The marks of all open tags.
    pub(in crate::lesson::parse) fn marks(&self) -> Marks {
        self.open
            .iter()
            .fold(Marks::default(), |all, (_, marks)| all.with(*marks))
    }
}

impl Builder<'_> {
    /// Opens a tag with marks for the text behind it.
    pub(in crate::lesson::parse) fn open_mark(&mut self, name: &str, marks: Marks) {
        if self.html.open.len() < MAX_TAGS {
            self.html.open.push((name.to_owned(), marks));
        }
    }

    /// Ends what a tag put on the text; false where it put nothing.
    pub(in crate::lesson::parse) fn close_mark(&mut self, name: &str) -> bool {
        let at = self.html.open.iter().rposition(|(open, _)| open == name);
        if let Some(at) = at {
            self.html.open.remove(at);
        }
        at.is_some()
    }

    pub(in crate::lesson::parse) fn start_html(&mut self, range: Range<usize>) {
        self.finish_leaf(range.start);
        self.html.block.clear();
        self.html.lines.clear();
        self.html.reading = true;
    }

    /// Whether an HTML block is being read: the parser gives its indents as text.
    pub(in crate::lesson::parse) fn reads_html(&self) -> bool {
        self.html.reading
    }

    pub(in crate::lesson::parse) fn html_line(&mut self, line: &str, range: Range<usize>) {
        let at = self.located(line).unwrap_or(range.start);
        self.html.lines.push((self.html.block.len(), at));
        self.html.block.push_str(line);
    }

    pub(in crate::lesson::parse) fn end_html(&mut self, range: Range<usize>) {
        let html = std::mem::take(&mut self.html.block);
        for token in tokens(&html) {
            let start = self.source_of(token.start);
            let end = self.source_of(token.start + token.raw.len()).max(start);
            self.html_token(&token, start..end);
        }
        self.close_open_html_table(range.end..range.end);
        self.finish_leaf(range.end);
        self.html.reading = false;
        self.html.open.clear();
        self.html.hidden = None;
        self.html.pre = false;
        self.html.lists_in_line.clear();
    }

    fn source_of(&self, at: usize) -> usize {
        let line = self.html.lines.partition_point(|(start, _)| *start <= at);
        let line = line
            .checked_sub(1)
            .and_then(|line| self.html.lines.get(line));
        line.map_or(0, |(start, source)| source + (at - start))
            .min(self.source.len())
    }

    fn html_token(&mut self, token: &Token<'_>, range: Range<usize>) {
        if self.is_hidden(&token.kind) {
            return;
        }
        match &token.kind {
            Kind::Text => self.html_text(token.raw, range),
            Kind::Hidden => {}
            Kind::Open(tag) => self.open_tag(tag, token.raw, range, true),
            Kind::Close(name) => self.close_tag(name, token.raw, range, true),
        }
    }

    /// Whether this is inside an element that browsers don't show; its closing tag ends that.
    fn is_hidden(&mut self, kind: &Kind<'_>) -> bool {
        let Some(hidden) = &self.html.hidden else {
            return false;
        };
        if matches!(kind, Kind::Close(name) if name == hidden) {
            self.html.hidden = None;
        }
        true
    }

    pub(in crate::lesson::parse) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        for token in tokens(html) {
            match &token.kind {
                Kind::Text => self.push_text(token.raw, range.clone(), Marks::DIM),
                Kind::Hidden => {}
                Kind::Open(tag) => self.open_tag(tag, token.raw, range.clone(), false),
                Kind::Close(name) => self.close_tag(name, token.raw, range.clone(), false),
            }
        }
    }

    /// Text of an HTML block: white space flows, entities decode.
    fn html_text(&mut self, raw: &str, range: Range<usize>) {
        if self.html.pre {
            return self.pre_text(raw, range);
        }
        let text = decode(raw);
        self.text_in_html_table(text.trim().is_empty());
        for (number, line) in text.split('\n').enumerate() {
            let inside = self
                .leaf
                .as_ref()
                .is_some_and(|l| l.first_piece < self.pieces.len());
            let breaks = number > 0 || line.starts_with(|c: char| c.is_ascii_whitespace());
            if breaks && inside && !self.ends_with_break() {
                self.soft_break(range.start..range.start);
            }
            let marks = self.current_marks().with(self.html.marks());
            let words = line.trim_matches(|c: char| c.is_ascii_whitespace());
            if !words.is_empty() {
                let words = words.to_owned();
                self.push_flowing(&words, range.clone(), marks);
                if line.ends_with(|c: char| c.is_ascii_whitespace()) {
                    self.soft_break(range.end..range.end);
                }
            }
        }
    }

    fn pre_text(&mut self, raw: &str, range: Range<usize>) {
        let decoded = decode(raw);
        let mut text = &*decoded;
        if !matches!(
            self.leaf.as_ref().map(|leaf| leaf.kind),
            Some(BlockKind::Code(_))
        ) {
            let language = std::mem::take(&mut self.html.language);
            self.open_code(&language, range.start);
            // Browsers leave out the end of the line that the tag stands on.
            text = text.strip_prefix('\n').unwrap_or(text);
        }
        let text = text.to_owned();
        self.code_text(&text, range);
    }

    pub(in crate::lesson::parse) fn ends_with_break(&self) -> bool {
        let last = self.pieces.last().map(|piece| piece.kind);
        matches!(
            last,
            Some(
                PieceKind::SoftBreak
                    | PieceKind::HardBreak
                    | PieceKind::CellEnd
                    | PieceKind::RowEnd
            )
        )
    }
}
