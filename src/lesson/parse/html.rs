//! The HTML that lessons use, shown as what it means; other tags stay visible as they are written.

use std::ops::Range;

use super::MAX_DEPTH;
use super::builder::{Builder, Open};
use super::tags::{Kind, Part, Tag, decode, parts};
use crate::lesson::block::{BlockKind, Details, FrameKind, Marks, NONE, PieceKind, narrow};
use crate::lesson::link::Target;

/// Tags open in one leaf; more are ignored.
const MAX_TAGS: usize = 64;

/// What HTML has set.
#[derive(Debug, Default)]
pub(super) struct HtmlState {
    /// Tags that are open, and what they put on the text.
    open: Vec<(String, Marks)>,
    /// The element whose content is not shown, while inside it.
    hidden: Option<String>,
    /// The HTML block that is being read, and where its lines start: (in the text, in the source).
    block: String,
    lines: Vec<(usize, usize)>,
    reading: bool,
    /// Whether text is preformatted.
    pre: bool,
}

impl HtmlState {
    /// What the open tags put on the text.
    pub(super) fn marks(&self) -> Marks {
        self.open
            .iter()
            .fold(Marks::default(), |all, (_, marks)| all.with(*marks))
    }
}

impl Builder<'_> {
    pub(super) fn start_html(&mut self, range: Range<usize>) {
        self.finish_leaf(range.start);
        self.html.block.clear();
        self.html.lines.clear();
        self.html.reading = true;
    }

    /// Whether an HTML block is being read: the parser gives its indents as text.
    pub(super) fn reads_html(&self) -> bool {
        self.html.reading
    }

    pub(super) fn html_line(&mut self, line: &str, range: Range<usize>) {
        let at = self.located(line).unwrap_or(range.start);
        self.html.lines.push((self.html.block.len(), at));
        self.html.block.push_str(line);
    }

    pub(super) fn end_html(&mut self, range: Range<usize>) {
        self.html.reading = false;
        let html = std::mem::take(&mut self.html.block);
        for part in parts(&html) {
            let start = self.source_of(part.start);
            let end = self.source_of(part.start + part.raw.len()).max(start);
            self.html_part(&part, start..end);
        }
        self.finish_leaf(range.end);
        self.html.open.clear();
        self.html.hidden = None;
        self.html.pre = false;
    }

    fn source_of(&self, at: usize) -> usize {
        let line = self.html.lines.partition_point(|(start, _)| *start <= at);
        let line = line
            .checked_sub(1)
            .and_then(|line| self.html.lines.get(line));
        line.map_or(0, |(start, source)| source + (at - start))
            .min(self.source.len())
    }

    fn html_part(&mut self, part: &Part<'_>, range: Range<usize>) {
        if self.is_hidden(&part.kind) {
            return;
        }
        match &part.kind {
            Kind::Text => self.html_text(part.raw, range),
            Kind::Hidden => {}
            Kind::Open(tag) => self.open_tag(tag, part.raw, range, true),
            Kind::Close(name) => self.close_tag(name, part.raw, range, true),
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

    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        for part in parts(html) {
            match &part.kind {
                Kind::Text => self.push_text(part.raw, range.clone(), Marks::DIM),
                Kind::Hidden => {}
                Kind::Open(tag) => self.open_tag(tag, part.raw, range.clone(), false),
                Kind::Close(name) => self.close_tag(name, part.raw, range.clone(), false),
            }
        }
    }

    /// Text of an HTML block: white space flows, entities decode.
    fn html_text(&mut self, raw: &str, range: Range<usize>) {
        if self.html.pre {
            return self.pre_text(raw, range);
        }
        let text = decode(raw);
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
                self.push_text(&words, range.clone(), marks);
                if line.ends_with(|c: char| c.is_ascii_whitespace()) {
                    self.soft_break(range.end..range.end);
                }
            }
        }
    }

    fn pre_text(&mut self, raw: &str, range: Range<usize>) {
        let text = decode(raw).into_owned();
        if !matches!(
            self.leaf.as_ref().map(|leaf| leaf.kind),
            Some(BlockKind::Code(_))
        ) {
            self.open_code("", range.start);
        }
        self.code_text(&text, range);
    }

    fn ends_with_break(&self) -> bool {
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

    fn open_tag(&mut self, tag: &Tag<'_>, raw: &str, range: Range<usize>, block: bool) {
        match tag.name.as_str() {
            "br" => self.hard_break(range),
            "wbr" => {}
            "hr" => self.rule(range),
            "img" => self.html_image(tag, range),
            "a" => self.html_link(tag, range),
            "script" | "style" | "template" | "title" | "head" if block => {
                self.html.hidden = Some(tag.name.clone());
            }
            "details" => self.open_details(tag.attribute("open").is_some(), range),
            "summary" => self.open_summary(range),
            "pre" if block => {
                self.finish_leaf(range.start);
                self.html.pre = true;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if block => {
                let level = tag.name.bytes().last().map_or(1, |b| b - b'0');
                self.start_heading(level, tag.attribute("id").as_deref(), range);
            }
            name => match marks_of(name) {
                Some(marks) if self.html.open.len() < MAX_TAGS => {
                    self.html.open.push((name.to_owned(), marks));
                }
                Some(_) => {}
                None if breaks_text(name) => self.html_boundary(range, block),
                None if is_transparent(name) => {}
                None => self.show_raw(raw, range),
            },
        }
    }

    fn close_tag(&mut self, name: &str, raw: &str, range: Range<usize>, block: bool) {
        match name {
            "a" => self.end_link(),
            "details" => self.close_details(range),
            "summary" => {
                self.html.open.clear();
                self.finish_leaf(range.end);
            }
            "pre" if block => self.close_pre(range),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if block => {
                if matches!(
                    self.leaf.as_ref().map(|l| l.kind),
                    Some(BlockKind::Heading(_))
                ) {
                    self.end_heading(range);
                }
            }
            "br" => self.hard_break(range),
            _ if marks_of(name).is_some() => {
                if let Some(at) = self.html.open.iter().rposition(|(open, _)| open == name) {
                    self.html.open.remove(at);
                }
            }
            _ if breaks_text(name) => self.html_boundary(range, block),
            _ if is_transparent(name) || is_void(name) => {}
            _ => self.show_raw(raw, range),
        }
    }

    /// A tag that we don't know is text: `Vec<T>`, components of other systems.
    fn show_raw(&mut self, raw: &str, range: Range<usize>) {
        self.push_text(
            &raw.replace('\n', " "),
            range,
            self.current_marks().with(Marks::DIM),
        );
    }

    /// Where a browser would start a new line.
    fn html_boundary(&mut self, range: Range<usize>, block: bool) {
        let inside = self
            .leaf
            .as_ref()
            .is_some_and(|l| l.first_piece < self.pieces.len());
        let flows = matches!(
            self.leaf.as_ref().map(|l| l.kind),
            Some(BlockKind::Paragraph)
        );
        match block && flows {
            true if inside => self.finish_leaf(range.start),
            true => self.leaf = None,
            false if inside && !self.ends_with_break() => self.hard_break(range),
            false => {}
        }
    }

    fn close_pre(&mut self, range: Range<usize>) {
        self.html.pre = false;
        if matches!(
            self.leaf.as_ref().map(|leaf| leaf.kind),
            Some(BlockKind::Code(_))
        ) {
            self.end_code(range);
        }
    }

    fn html_image(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let alt = tag.attribute("alt").unwrap_or_default();
        self.start_image(&tag.attribute("src").unwrap_or_default(), range.clone());
        let marks = self.current_marks();
        self.push_text(&alt, range, marks);
        self.end_image();
    }

    fn html_link(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        for name in ["id", "name"] {
            if let Some(anchor) = tag.attribute(name) {
                let block = narrow(self.blocks.len());
                self.anchors.entry(anchor).or_insert(block);
            }
        }
        if let Some(destination) = tag.attribute("href") {
            self.link = self.new_link(Target::parse(&destination), range.start);
        }
    }

    fn open_details(&mut self, open: bool, range: Range<usize>) {
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
        self.open.push(Open::Details { frame, index });
    }

    /// The summary stands before the frame that it folds; it counts where nothing else came first.
    fn open_summary(&mut self, range: Range<usize>) {
        self.finish_leaf(range.start);
        let Some(Open::Details { index, frame }) = self.open.last().copied() else {
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

    fn close_details(&mut self, range: Range<usize>) {
        self.finish_leaf(range.end);
        if let Some(Open::Details { index, .. }) = self.open.last().copied() {
            self.open.pop();
            self.end_details_at(index);
        }
    }

    pub(super) fn end_details_at(&mut self, index: u32) {
        let end = narrow(self.blocks.len());
        if let Some(details) = self.details.get_mut(index as usize) {
            details.end = end;
        }
    }
}

/// Inline elements that change how text looks.
fn marks_of(name: &str) -> Option<Marks> {
    Some(match name {
        "b" | "strong" | "th" => Marks::STRONG,
        "i" | "em" | "cite" | "var" | "dfn" => Marks::EMPHASIS,
        "s" | "del" | "strike" => Marks::STRUCK,
        "u" | "ins" => Marks::UNDERLINED,
        "kbd" => Marks::KEY,
        "mark" => Marks::MARKED,
        "sup" => Marks::RAISED,
        "sub" => Marks::LOWERED,
        "code" | "samp" | "tt" => Marks::CODE,
        _ => return None,
    })
}

/// Elements that a browser starts on a line of their own.
fn breaks_text(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "aside"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "figure"
            | "figcaption"
            | "center"
            | "blockquote"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "caption"
            | "address"
            | "form"
            | "fieldset"
            | "hgroup"
            | "search"
            | "menu"
            | "td"
            | "body"
            | "html"
    )
}

/// Elements that only carry attributes, or content that isn't text.
fn is_transparent(name: &str) -> bool {
    matches!(
        name,
        "span"
            | "font"
            | "small"
            | "big"
            | "abbr"
            | "acronym"
            | "time"
            | "data"
            | "q"
            | "bdi"
            | "bdo"
            | "label"
            | "ruby"
            | "rb"
            | "rt"
            | "rp"
            | "nobr"
            | "picture"
            | "source"
            | "video"
            | "audio"
            | "track"
            | "iframe"
            | "object"
            | "param"
            | "embed"
            | "svg"
            | "path"
            | "g"
            | "canvas"
            | "map"
            | "area"
            | "button"
            | "input"
            | "select"
            | "option"
            | "textarea"
            | "output"
            | "progress"
            | "meter"
            | "col"
            | "colgroup"
            | "noscript"
            | "link"
            | "meta"
            | "base"
            | "slot"
            | "legend"
            | "script"
            | "style"
            | "template"
            | "title"
            | "head"
    )
}

fn is_void(name: &str) -> bool {
    matches!(name, "img" | "hr" | "wbr")
}
