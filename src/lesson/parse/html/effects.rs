//! HTML tags and their effect on the text around them.

use std::ops::Range;

use super::containers::Container;
use super::elements::{breaks_text, is_transparent, is_void, marks_of};
use super::tag::Tag;
use crate::lesson::block::{BlockKind, Marks, NONE};
use crate::lesson::link::Target;
use crate::lesson::parse::builder::Builder;
use crate::lesson::parse::fence;
use crate::lesson::parse::heading::shortened;

impl Builder<'_> {
    pub(in crate::lesson::parse) fn open_tag(
        &mut self,
        tag: &Tag<'_>,
        raw: &str,
        range: Range<usize>,
        block: bool,
    ) {
        if block && self.open_table_tag(tag, range.clone()) {
            return;
        }
        if stands_alone(&tag.name) {
            self.close_open_html_table(range.clone());
        }
        match tag.name.as_str() {
            "br" => self.hard_break(range),
            "wbr" => self.may_break(range),
            "hr" | "details" | "summary" if self.in_table() => self.html_boundary(range, block),
            "hr" => self.rule(range),
            "img" => self.html_image(tag, range),
            "a" => self.html_link(tag, range),
            "audio" | "video" | "source" | "iframe" | "embed" | "youtube" => self.media(tag, range),
            "script" | "style" | "template" | "title" | "head" if block => {
                self.html.hidden = Some(tag.name.clone());
            }
            "details" => self.open_details(tag.attribute("open").is_some(), range),
            "summary" => self.open_summary(range),
            "pre" if block => {
                self.finish_leaf(range.start);
                self.html.pre = true;
                self.html.language = tag.attribute("lang").unwrap_or_default();
            }
            "code" if self.html.pre => {
                if let Some(language) = language_of(tag) {
                    self.html.language = language;
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if block => {
                let level = tag.name.bytes().last().map_or(1, |b| b - b'0');
                self.start_heading(level, tag.attribute("id").as_deref(), range);
            }
            name if block && fence::is_box(name) => {
                let title = shortened(tag.attribute("title").unwrap_or_default());
                self.open_box(name, &title, range);
            }
            "listing" if block => self.listing(tag, range),
            "q" => self.open_quotation(range.start),
            "dt" => self.open_term(range),
            name => match (Container::of(name), marks_of(name), breaks_text(name)) {
                (Some(container), ..) => self.open_container(container, tag, range),
                (_, marks, true) => {
                    self.html_boundary(range, block);
                    if name == "p" {
                        self.loosen_item();
                    }
                    if let Some(marks) = marks {
                        self.open_mark(name, marks);
                    }
                }
                (_, Some(marks), _) => self.open_mark(name, marks),
                _ if is_transparent(name) => {}
                _ => self.show_raw(raw, range),
            },
        }
    }

    pub(in crate::lesson::parse) fn close_tag(
        &mut self,
        name: &str,
        raw: &str,
        range: Range<usize>,
        block: bool,
    ) {
        if block && self.close_table_tag(name, range.clone()) {
            return;
        }
        if stands_alone(name) {
            self.close_open_html_table(range.clone());
        }
        match name {
            "a" => self.end_link(),
            "details" | "summary" if self.in_table() => self.html_boundary(range, block),
            "details" => self.close_details(range),
            "summary" => {
                self.html.open.clear();
                self.close_summary(range);
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
            "listing" if block => {}
            name if block && fence::is_box(name) => self.close_box(range.end),
            "q" => self.close_quotation(range.start),
            _ => match (Container::of(name), breaks_text(name)) {
                (Some(container), _) => self.close_container(container, range),
                (_, true) => {
                    self.close_mark(name);
                    self.html_boundary(range, block);
                }
                _ if self.close_mark(name) => {}
                _ if marks_of(name).is_some() || is_transparent(name) || is_void(name) => {}
                _ => self.show_raw(raw, range),
            },
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

    /// The heading of a listing in mdBooks: number, file, caption.
    fn listing(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let part = |name| tag.attribute(name).filter(|value| !value.is_empty());
        let number = part("number").map(|number| format!("Listing {number}"));
        let parts = [number, part("file-name"), part("caption")];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        if !text.is_empty() {
            self.start_leaf(BlockKind::Paragraph, range.start);
            self.push_text(&text, range.clone(), Marks::DIM);
            self.finish_leaf(range.end);
        }
    }

    /// Quotation marks, which browsers add: other ones inside of others.
    fn open_quotation(&mut self, at: usize) {
        let marks = self.current_marks().with(self.html.marks());
        let mark = match self.quotations() % 2 {
            0 => "“",
            _ => "‘",
        };
        self.push_text(mark, at..at, marks);
        self.open_mark("q", Marks::default());
    }

    fn close_quotation(&mut self, at: usize) {
        if self.close_mark("q") {
            let marks = self.current_marks().with(self.html.marks());
            let mark = match self.quotations() % 2 {
                0 => "”",
                _ => "’",
            };
            self.push_text(mark, at..at, marks);
        }
    }

    fn quotations(&self) -> usize {
        self.html
            .open
            .iter()
            .filter(|(name, _)| name == "q")
            .count()
    }

    /// Where a browser would start a new line.
    pub(in crate::lesson::parse) fn html_boundary(&mut self, range: Range<usize>, block: bool) {
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
        self.end_image(None);
    }

    /// Makes a link of media that a browser would play or frame.
    fn media(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let address = match tag.name.as_str() {
            "youtube" => tag
                .attribute("id")
                .map(|id| format!("https://www.youtube.com/watch?v={id}")),
            _ => tag.attribute("src").filter(|address| !address.is_empty()),
        };
        let Some(address) = address else { return };
        let target = Target::parse(&address);
        let title = tag.attribute("title").filter(|title| !title.is_empty());
        let file = target
            .file_name()
            .filter(|_| matches!(tag.name.as_str(), "audio" | "video" | "source"));
        let name = title.or_else(|| file.map(str::to_owned));
        let name = name.unwrap_or(match target {
            Target::Refused(_) => tag.name.clone(),
            _ => address,
        });
        self.split_full_leaf(range.start);
        self.leaf_at(range.start);
        let around = std::mem::replace(&mut self.link, NONE);
        self.link = self.new_link(target, range.start);
        let marks = self.current_marks();
        self.push_text(&format!("▶ {}", shortened(name)), range, marks);
        self.link = around;
    }

    fn html_link(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        for name in ["id", "name"] {
            if let Some(anchor) = tag.attribute(name) {
                self.new_anchor(anchor, range.start);
            }
        }
        if let Some(destination) = tag.attribute("href") {
            self.link = self.new_link(Target::parse(&destination), range.start);
        }
    }
}

/// The language that a class says: `language-rust`.
fn language_of(tag: &Tag<'_>) -> Option<String> {
    let classes = tag.attribute("class")?;
    let mut classes = classes.split_whitespace();
    classes.find_map(|class| class.strip_prefix("language-").map(str::to_owned))
}

/// Elements that become blocks of their own, also inside of a table: it ends there.
fn stands_alone(name: &str) -> bool {
    let heading =
        name.len() == 2 && name.starts_with('h') && name.ends_with(|c: char| c.is_ascii_digit());
    heading
        || matches!(name, "hr" | "pre" | "details" | "summary" | "listing")
        || fence::is_box(name)
}
