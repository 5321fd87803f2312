//! Turns lines of code into rows: wrapped behind a mark, or left as wide as they are.

use unicode_segmentation::UnicodeSegmentation;

use super::TAB;
use super::measure::mark_of;
use super::row::Row;
use crate::domain::sanitize::{self, Stretch};
use crate::domain::width::grapheme_width;
use crate::lesson::HiddenLines;
use crate::lesson::block::Piece;
use crate::lesson::highlight::Paint;
use crate::lesson::layout::leaf::{Body, Page};
use crate::lesson::layout::line::Run;
use crate::lesson::layout::options::CodeWrap;
use crate::lesson::style::{Role, TextStyle};

/// The rows of some lines of code.
pub(super) struct Rows<'a> {
    page: &'a Page<'a>,
    width: usize,
    /// Whether the whole block moves when wide code is scrolled sideways.
    scrolls: bool,
    bodies: Vec<Body>,
    row: Row,
}

impl<'a> Rows<'a> {
    /// Rows behind those that are there. `scrolls` says whether the whole block moves when wide code is scrolled
    /// sideways.
    pub(super) fn after(
        bodies: Vec<Body>,
        page: &'a Page<'a>,
        width: usize,
        scrolls: bool,
    ) -> Self {
        Rows {
            page,
            width,
            scrolls,
            bodies,
            row: Row::default(),
        }
    }

    /// The cells for text: one stays free on each side.
    fn room(&self) -> usize {
        self.width.saturating_sub(2).max(2)
    }

    /// Adds the lines of some pieces that aren't left out, at most `limit`; says how many. The first one has number
    /// `line` in the code, from 0.
    pub(super) fn add_lines(
        &mut self,
        pieces: &[Piece],
        line: usize,
        left_out: &HiddenLines,
        limit: usize,
    ) -> usize {
        let (mut line, mut added) = (line, 0);
        for piece in pieces {
            let source = piece.source.range();
            let text = self.page.document.text(piece.text);
            let exact = text.len() == source.len();
            let mut at = 0;
            for part in text.split_inclusive('\n') {
                let from = if exact {
                    source.start + at
                } else {
                    source.start
                };
                let paint = self
                    .page
                    .colours
                    .map_or(&[][..], |colours| colours.line(line));
                let is_shown = !left_out.has(line + 1);
                if is_shown {
                    self.add(part.trim_end_matches('\n'), from, exact, paint);
                }
                at += part.len();
                if part.ends_with('\n') {
                    line += 1;
                    if is_shown {
                        self.end();
                        added += 1;
                        if added == limit {
                            return added;
                        }
                    }
                    self.begin(from + part.len(), false);
                }
            }
        }
        added
    }

    /// Begins a row at a byte of the source; `continued`, where it goes on from the row above.
    pub(super) fn begin(&mut self, source: usize, continued: bool) {
        self.row = Row::at(source, continued);
    }

    fn add(&mut self, text: &str, from: usize, exact: bool, paint: &[Paint]) {
        self.row.open = true;
        for part in sanitize::parts(text) {
            match part {
                Stretch::Clean(start, end) => {
                    let clean = text.get(start..end).unwrap_or_default();
                    for grapheme in clean.graphemes(true) {
                        let role = role_at(paint, self.row.painted);
                        self.row.painted += grapheme.len();
                        let at = offset(grapheme, text);
                        self.put(grapheme, role, if exact { from + at } else { from }, exact);
                    }
                }
                Stretch::Mark(start, end, _) | Stretch::Break(start, end) => {
                    let mark = mark_of(text, start..end);
                    self.row.painted += end - start;
                    for grapheme in mark.graphemes(true) {
                        self.put(grapheme, Role::Control, from + start, false);
                    }
                }
                Stretch::Dropped => {}
            }
        }
    }

    /// Places a grapheme that is wider than a row, character by character.
    fn put_wide(&mut self, grapheme: &str, role: Role, source: usize, exact: bool) {
        for (at, c) in grapheme.char_indices() {
            let mut bytes = [0; 4];
            self.put(
                c.encode_utf8(&mut bytes),
                role,
                if exact { source + at } else { source },
                exact,
            );
        }
    }

    /// Places one grapheme; a tab goes to the next stop.
    fn put(&mut self, grapheme: &str, role: Role, source: usize, exact: bool) {
        let (text, cells) = match grapheme {
            "\t" => {
                // A row may be narrower than a tab.
                let cells = (TAB - self.row.cells % TAB).min(self.room());
                (&"    "[..cells.min(4)], cells)
            }
            _ => (grapheme, grapheme_width(grapheme)),
        };
        if cells > self.room() && grapheme.chars().count() > 1 {
            return self.put_wide(grapheme, role, source, exact);
        }
        let is_space = matches!(grapheme, " " | "\t");
        // A space at the end of a row stands in the cell that is free there.
        let room = self.room() + usize::from(grapheme == " ");
        if self.row.cells + cells > room && self.page.options.code == CodeWrap::Wrap {
            self.go_on(source, cells, !is_space);
        }
        self.row.cells += cells;
        let len = if exact { grapheme.len() } else { 0 };
        self.push(text, role, source..source + len);
        self.row.pass(is_space);
    }

    /// Goes on in a new row, below the line's beginning, where `cells` find room; with the word that is being
    /// placed, if that fits.
    fn go_on(&mut self, source: usize, cells: usize, inside_word: bool) {
        let (painted, indent) = (self.row.painted, self.row.indent);
        let room = self.room();
        let (word, width) = match inside_word {
            true => self.row.take_last_word(room.saturating_sub(cells)),
            false => (Vec::new(), 0),
        };
        let source = word.first().map_or(source, |first| first.source.start);
        self.end();
        self.begin(source, true);
        let margin = indent.min(room / 2).min(room.saturating_sub(width + cells));
        if let Some(mark) = self.row.runs.first_mut() {
            mark.text.push_str(&" ".repeat(margin));
        }
        if let Some(last) = word.last() {
            self.row.source.end = last.source.end.max(source);
        }
        self.row.begun = !word.is_empty();
        self.row.runs.extend(word);
        self.row.cells = margin + width;
        self.row.painted = painted;
        self.row.indent = indent;
    }

    /// Adds to the run before, where that looks the same and goes on in the source.
    fn push(&mut self, text: &str, role: Role, source: std::ops::Range<usize>) {
        let style = TextStyle::from(role);
        self.row.source.end = self.row.source.end.max(source.end);
        let same_length = text.len() == source.len();
        let inside = self.row.runs.len() > 1;
        if let Some(last) = self.row.runs.last_mut().filter(|_| inside)
            && last.style == style
            && last.source.end == source.start
            && (last.text.len() == last.source.len()) == same_length
        {
            last.text.push_str(text);
            last.source.end = source.end;
            return;
        }
        self.row.runs.push(Run {
            text: text.to_owned(),
            style,
            link: None,
            source,
        });
    }

    fn end(&mut self) {
        let row = std::mem::take(&mut self.row);
        self.bodies.push(Body {
            runs: row.runs,
            fill: Some(Role::CodeText),
            scrolls: self.scrolls,
            source: row.source,
            ..Body::default()
        });
    }

    /// Code without any line still shows that it is there.
    pub(super) fn finish(mut self) -> Vec<Body> {
        if self.row.open || self.bodies.is_empty() {
            self.end();
        }
        self.bodies
    }
}

fn offset(part: &str, whole: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
}

fn role_at(paint: &[Paint], byte: usize) -> Role {
    let at = paint.partition_point(|paint| (paint.end as usize) <= byte);
    paint.get(at).map_or(Role::CodeText, |paint| paint.role)
}
