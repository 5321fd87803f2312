//! Lists, items, quotes and definitions written in HTML: containers like those of Markdown, which may stand in them.
//!
//! They are closed by their own tags, by the tags around them, or by the container of Markdown around them.

use std::ops::Range;

use super::tag::Tag;
use crate::lesson::block::{BlockKind, Frame, FrameKind, Marks, NONE};
use crate::lesson::parse::MAX_DEPTH;
use crate::lesson::parse::builder::{Builder, Open};

/// The largest number that a list may start with, as in Markdown.
const MAX_NUMBER: u64 = 999_999_999;

/// Lists inside each other in one cell; deeper ones are not told apart.
const MAX_LISTS: usize = 64;

/// The kind of a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lesson::parse) enum Container {
    /// `<ul>`, `<ol>`: items.
    List,
    /// `<li>`.
    Item,
    /// `<blockquote>`.
    Quote,
    /// `<dl>`: terms and what they mean.
    Terms,
    /// `<dd>`.
    Definition,
}

impl Container {
    pub(in crate::lesson::parse) fn of(name: &str) -> Option<Container> {
        Some(match name {
            "ul" | "ol" | "menu" => Container::List,
            "li" => Container::Item,
            "blockquote" => Container::Quote,
            "dl" => Container::Terms,
            "dd" => Container::Definition,
            _ => return None,
        })
    }

    /// Whether the search for the container that a tag closes ends there.
    fn is_bounded_by(self, around: Container) -> bool {
        match self {
            Container::Item => around == Container::List,
            Container::Definition => around == Container::Terms,
            Container::List | Container::Quote | Container::Terms => false,
        }
    }
}

impl Builder<'_> {
    pub(in crate::lesson::parse) fn open_container(
        &mut self,
        container: Container,
        tag: &Tag<'_>,
        range: Range<usize>,
    ) {
        self.close_mark("dt");
        if !self.flows() {
            return self.open_in_line(container, tag, range);
        }
        self.finish_flow(range.start);
        if matches!(container, Container::Item | Container::Definition) {
            self.close_if_innermost(container, range.start);
        }
        if self.open.len() >= usize::from(MAX_DEPTH) {
            return;
        }
        let frame = match container {
            Container::List => {
                self.start_list(first_number(tag), range);
                NONE
            }
            Container::Terms => NONE,
            Container::Item => {
                let kind = self.item_of_html();
                self.new_frame(kind)
            }
            Container::Quote => self.new_frame(FrameKind::Quote(None)),
            Container::Definition => self.new_frame(FrameKind::Definition),
        };
        self.open.push(Open::Element { container, frame });
    }

    /// An item of the list around it; a bullet where there is none.
    fn item_of_html(&mut self) -> FrameKind {
        let in_list = self
            .open
            .iter()
            .rev()
            .map_while(|open| match open {
                Open::Element { container, .. } => Some(*container),
                _ => None,
            })
            .any(|container| container == Container::List);
        let list = self.open_lists.last_mut().filter(|_| in_list);
        let number = list.as_ref().and_then(|list| list.next);
        let index = list.map_or(NONE, |list| {
            list.next = number.map(|number| number.saturating_add(1));
            list.list
        });
        FrameKind::Item {
            list: index,
            number,
            task: None,
        }
    }

    pub(in crate::lesson::parse) fn close_container(
        &mut self,
        container: Container,
        range: Range<usize>,
    ) {
        self.close_mark("dt");
        if !self.flows() {
            if container == Container::List {
                self.html.lists_in_line.pop();
            }
            return self.html_boundary(range, false);
        }
        let is_open = self
            .open
            .iter()
            .rev()
            .map_while(|open| match open {
                Open::Element { container, .. } => Some(Some(*container)),
                Open::Details { fenced: false, .. } => Some(None),
                _ => None,
            })
            .take_while(|open| open.is_none_or(|around| !container.is_bounded_by(around)))
            .any(|open| open == Some(container));
        self.finish_flow(range.start);
        let is_it =
            |open: Open| matches!(open, Open::Element { container: this, .. } if this == container);
        if is_open {
            while self
                .close_innermost(range.end)
                .is_some_and(|closed| !is_it(closed))
            {}
        }
    }

    /// `<dt>`: what was explained before it ends.
    pub(in crate::lesson::parse) fn open_term(&mut self, range: Range<usize>) {
        self.close_mark("dt");
        match self.flows() {
            true => {
                self.finish_flow(range.start);
                self.close_if_innermost(Container::Definition, range.start);
            }
            false => self.html_boundary(range, false),
        }
        self.open_mark("dt", Marks::STRONG);
    }

    fn close_if_innermost(&mut self, container: Container, at: usize) {
        if matches!(self.open.last(), Some(Open::Element { container: last, .. }) if *last == container)
        {
            self.close_innermost(at);
        }
    }

    /// Closes the elements that are open in whatever else is innermost.
    pub(in crate::lesson::parse) fn close_elements(&mut self, at: usize) {
        while matches!(self.open.last(), Some(Open::Element { .. })) {
            self.close_innermost(at);
        }
    }

    /// The innermost container that is no element.
    pub(in crate::lesson::parse) fn around_elements(&self) -> Option<Open> {
        let mut open = self.open.iter().rev();
        open.find(|open| !matches!(open, Open::Element { .. }))
            .copied()
    }

    /// Where no block may stand, in a cell or a title, items stand on lines of their own.
    fn open_in_line(&mut self, container: Container, tag: &Tag<'_>, range: Range<usize>) {
        let start = range.start;
        self.html_boundary(range, false);
        let lists = &mut self.html.lists_in_line;
        match container {
            Container::List if lists.len() < MAX_LISTS => lists.push(first_number(tag)),
            Container::Item => {
                let depth = lists.len();
                let number = lists.last_mut().and_then(Option::as_mut).map(|next| {
                    *next += 1;
                    *next - 1
                });
                let marker = match number {
                    Some(number) => format!("{number}. "),
                    None if depth > 1 => "◦ ".to_owned(),
                    None => "• ".to_owned(),
                };
                let marks = self.current_marks();
                self.push_text(&marker, start..start, marks);
            }
            _ => {}
        }
    }

    /// A paragraph in an item makes its list loose: tight items hold their text directly.
    pub(in crate::lesson::parse) fn loosen_item(&mut self) {
        let frame = match self.open.last() {
            Some(Open::Frame(frame) | Open::Element { frame, .. }) => *frame,
            _ => return,
        };
        if let Some(Frame {
            kind: FrameKind::Item { list, .. },
            ..
        }) = self.frames.get(frame as usize)
            && let Some(list) = self.lists.get_mut(*list as usize)
        {
            list.loose = true;
        }
    }

    /// Whether the text that is being read is a paragraph's, or may become one's.
    pub(in crate::lesson::parse) fn flows(&self) -> bool {
        let kind = self.leaf.as_ref().map(|leaf| leaf.kind);
        matches!(kind, None | Some(BlockKind::Paragraph)) && !self.current_marks().has(Marks::IMAGE)
    }

    /// Ends the paragraph.
    pub(in crate::lesson::parse) fn finish_flow(&mut self, at: usize) {
        self.drop_last_break();
        self.finish_leaf(at);
    }
}

/// The number that a list starts with; none where it has bullets.
fn first_number(tag: &Tag<'_>) -> Option<u64> {
    let start = tag.attribute("start").and_then(|start| start.parse().ok());
    let start = start.filter(|start| *start <= MAX_NUMBER);
    (tag.name == "ol").then_some(start.unwrap_or(1))
}
