//! A question as it is written: its parts, before anything is decided about them.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

use super::comment::{Comment, Word};
use super::draft_list::DraftList;
use super::regions::options;

/// A question as it is written. Ranges are bytes of the lesson.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Draft<'a> {
    pub(super) title: String,
    pub(super) heading: Range<usize>,
    pub(super) end: usize,
    /// The comments with options.
    pub(super) comments: Vec<(Comment<'a>, usize)>,
    pub(super) matches: Option<usize>,
    pub(super) program: Option<usize>,
    pub(super) quotes: Vec<Range<usize>>,
    pub(super) lists: Vec<DraftList>,
    pub(super) codes: Vec<DraftCode>,
    pub(super) tables: Vec<DraftTable>,
    /// Where no blank can be: code, formulas, comments.
    pub(super) verbatim: Vec<Range<usize>>,
    /// Where images begin.
    pub(super) images: Vec<usize>,
}

/// A code block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct DraftCode {
    pub(super) range: Range<usize>,
    pub(super) info: String,
    pub(super) text: String,
}

/// A table: its cells without the header, row by row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct DraftTable {
    pub(super) range: Range<usize>,
    pub(super) rows: Vec<Vec<Range<usize>>>,
    in_header: bool,
}

/// The questions of a part of a lesson.
pub(super) fn drafts<'a>(markdown: &'a str, text: Range<usize>, whole: bool) -> Vec<Draft<'a>> {
    let mut reader = Reader {
        markdown,
        whole,
        drafts: Vec::new(),
        in_heading: false,
        open: Vec::new(),
    };
    let part = markdown.get(text.clone()).unwrap_or_default();
    for (event, range) in Parser::new_ext(part, options()).into_offset_iter() {
        reader.take(&event, range.start + text.start..range.end + text.start);
    }
    let ends: Vec<usize> = reader
        .drafts
        .iter()
        .skip(1)
        .map(|draft| draft.heading.start)
        .collect();
    let ends = ends.into_iter().chain([text.end]);
    for (draft, end) in reader.drafts.iter_mut().zip(ends) {
        draft.end = end;
    }
    reader.drafts
}

/// The element that is open around an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Heading,
    List,
    Item,
    Quote,
    Code,
    Table,
    Html,
    Other,
}

struct Reader<'a> {
    markdown: &'a str,
    whole: bool,
    drafts: Vec<Draft<'a>>,
    in_heading: bool,
    open: Vec<Open>,
}

impl<'a> Reader<'a> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Html(_) | Event::InlineHtml(_) => self.html(range),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.add_to_title(text);
                self.with(|draft| draft.verbatim.push(range));
            }
            Event::Text(text) => {
                self.add_to_title(text);
                if self.open.last() == Some(&Open::Code) {
                    self.with(|draft| {
                        if let Some(code) = draft.codes.last_mut() {
                            code.text.push_str(text);
                        }
                    });
                }
            }
            Event::SoftBreak | Event::HardBreak => self.add_to_title(" "),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let depth = self.open.iter().filter(|open| **open != Open::Html).count();
        let open = match tag {
            Tag::Heading { level, .. } => {
                let asks = depth == 0 && !(self.whole && *level == HeadingLevel::H1);
                self.in_heading = asks;
                if asks {
                    self.drafts.push(Draft {
                        heading: range,
                        ..Draft::default()
                    });
                }
                Open::Heading
            }
            Tag::List(first) => {
                if depth == 0 {
                    let list = DraftList::new(range, first.is_some());
                    self.with(|draft| draft.lists.push(list));
                }
                Open::List
            }
            Tag::Item => {
                if depth == 1 {
                    let markdown = self.markdown;
                    self.with_list(|list| list.add(markdown, range));
                }
                Open::Item
            }
            Tag::BlockQuote(kind) => {
                match depth {
                    0 if kind.is_none() => self.with(|draft| draft.quotes.push(range)),
                    2 if kind.is_none() => self.with_list(|list| list.add_feedback(range)),
                    _ => {}
                }
                Open::Quote
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.with(|draft| {
                    draft.verbatim.push(range.clone());
                    if depth == 0 {
                        draft.codes.push(DraftCode {
                            range,
                            info,
                            text: String::new(),
                        });
                    }
                });
                if depth == 0 { Open::Code } else { Open::Other }
            }
            Tag::Table(_) => {
                if depth == 0 {
                    let table = DraftTable {
                        range,
                        ..DraftTable::default()
                    };
                    self.with(|draft| draft.tables.push(table));
                }
                Open::Table
            }
            Tag::TableHead => {
                self.with_table(|table| table.in_header = true);
                Open::Other
            }
            Tag::TableRow => {
                self.with_table(|table| table.rows.push(Vec::new()));
                Open::Other
            }
            Tag::TableCell => {
                self.with_table(|table| {
                    if let Some(row) = table.rows.last_mut().filter(|_| !table.in_header) {
                        row.push(range);
                    }
                });
                Open::Other
            }
            Tag::HtmlBlock => Open::Html,
            Tag::Image { .. } => {
                self.with(|draft| draft.images.push(range.start));
                Open::Other
            }
            _ => Open::Other,
        };
        self.open.push(open);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.in_heading = false,
            TagEnd::TableHead => self.with_table(|table| table.in_header = false),
            _ => {}
        }
        self.open.pop();
    }

    fn html(&mut self, range: Range<usize>) {
        let is_outside = self
            .open
            .iter()
            .all(|open| matches!(open, Open::Html | Open::Other));
        let comment = self.markdown.get(range.clone()).and_then(Comment::read);
        self.with(|draft| {
            draft.verbatim.push(range.clone());
            match comment.filter(|_| is_outside) {
                Some(comment) if comment.word == Word::Match => draft.matches = Some(range.end),
                Some(comment) if comment.word == Word::Program => draft.program = Some(range.end),
                Some(comment) if comment.word == Word::Question => {
                    draft.comments.push((comment, range.start));
                }
                _ => {}
            }
        });
    }

    fn add_to_title(&mut self, text: &str) {
        if self.in_heading {
            self.with(|draft| draft.title.push_str(text));
        }
    }

    fn with(&mut self, change: impl FnOnce(&mut Draft<'a>)) {
        if let Some(draft) = self.drafts.last_mut() {
            change(draft);
        }
    }

    fn with_list(&mut self, change: impl FnOnce(&mut DraftList)) {
        self.with(|draft| {
            if let Some(list) = draft.lists.last_mut() {
                change(list);
            }
        });
    }

    fn with_table(&mut self, change: impl FnOnce(&mut DraftTable)) {
        let is_own = self
            .open
            .iter()
            .filter(|open| **open != Open::Other)
            .count()
            <= 1;
        if is_own {
            self.with(|draft| {
                if let Some(table) = draft.tables.last_mut() {
                    change(table);
                }
            });
        }
    }
}
