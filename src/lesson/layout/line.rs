//! A laid-out line: what is drawn, where it comes from, what it leads to.

use std::ops::Range;

use super::image::ImageRow;
use super::table::SEPARATOR;
use crate::domain::display_width;
use crate::lesson::style::{Role, TextStyle};
use crate::lesson::width::{fitting_start, start_through};

/// A stretch of a line with one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its text, sanitized; without tabs and line feeds.
    pub text: String,
    /// How it looks.
    pub style: TextStyle,
    /// The link that it belongs to, by index in [`Document::links`](crate::lesson::Document::links).
    pub link: Option<usize>,
    /// Where it stands in the source, in bytes; empty for what layout adds (bars, bullets, borders).
    ///
    /// Where `text` is as long as this, both match byte by byte.
    pub source: Range<usize>,
}

impl Run {
    /// Text that layout adds.
    pub(super) fn added(text: impl Into<String>, style: impl Into<TextStyle>) -> Run {
        Run {
            text: text.into(),
            style: style.into(),
            link: None,
            source: 0..0,
        }
    }
}

/// A line of a laid-out lesson.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The runs to draw, from left to right: the first `prefix` of them are bars, bullets and indents.
    pub runs: Vec<Run>,
    /// How many of the runs stand at the left of the text.
    pub prefix: usize,
    /// The cells of those runs.
    pub indent: usize,
    /// The background of the line from `indent` to the full width (code).
    pub fill: Option<Role>,
    /// Whether it belongs to code or a table that is wider than the layout: [`Line::window`] gives the part to draw.
    pub scrolls: bool,
    /// Whether it belongs to the header of a table that is a grid.
    pub header: bool,
    /// Whether it stands for something that folds, and opens or closes it.
    pub handle: bool,
    /// The part of an image that it has room for; it has no text then.
    pub image: Option<ImageRow>,
    /// Where its text stands in the source, in bytes.
    pub source: Range<usize>,
}

impl Line {
    /// The line's text, prefix included.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// The cells that it takes.
    pub fn width(&self) -> usize {
        self.runs.iter().map(|run| display_width(&run.text)).sum()
    }

    /// The runs of the text, without bars and bullets.
    pub fn content(&self) -> &[Run] {
        self.runs.get(self.prefix..).unwrap_or_default()
    }

    /// The link at a column, counted in cells from the line's start.
    pub fn link_at(&self, column: usize) -> Option<usize> {
        let mut start = 0;
        self.runs.iter().find_map(|run| {
            let end = start + display_width(&run.text);
            let hit = (start..end).contains(&column);
            start = end;
            run.link.filter(|_| hit)
        })
    }

    /// The columns of a link's text, in cells from the line's start; several where looks change.
    pub fn columns_of_link(&self, link: usize) -> Vec<Range<usize>> {
        let mut columns = Vec::new();
        let mut start = 0;
        for run in &self.runs {
            let end = start + display_width(&run.text);
            if run.link == Some(link) {
                columns.push(start..end);
            }
            start = end;
        }
        columns
    }

    /// The columns that show a range of the source, in cells from the line's start; several where looks change.
    pub fn columns_of(&self, source: &Range<usize>) -> Vec<Range<usize>> {
        let mut columns = Vec::new();
        let mut start = 0;
        for run in &self.runs {
            if let Some(bytes) = overlap(run, source) {
                let cells = |to: usize| display_width(run.text.get(..to).unwrap_or_default());
                columns.push(start + cells(bytes.start)..start + cells(bytes.end));
            }
            start += display_width(&run.text);
        }
        columns
    }

    /// Whether a column, in cells from the line's start, shows a range of the source.
    pub fn shows_at(&self, source: &Range<usize>, column: usize) -> bool {
        let mut columns = self.columns_of(source).into_iter();
        columns.any(|columns| columns.contains(&column))
    }

    /// Whether it is a rule between two rows of a table.
    pub(super) fn is_rule(&self) -> bool {
        let is_border = |run: &Run| run.style == Role::TableBorder.into();
        matches!(self.content(), [run] if is_border(run) && run.text.starts_with('─'))
    }

    /// Whether a byte of the source stands on the line.
    pub(super) fn shows(&self, byte: usize) -> bool {
        self.runs.iter().any(|run| run.source.contains(&byte))
    }

    /// How far a line of a grid that scrolls has to be scrolled to the left, so that a column behind the first one begins
    /// right behind the mark that the line goes on; none for other lines.
    pub fn column_offsets(&self) -> Vec<usize> {
        let (mut offsets, mut cells) = (Vec::new(), 0);
        for run in self.content() {
            cells += display_width(&run.text);
            if run.text == SEPARATOR && run.style == Role::TableBorder.into() {
                offsets.push(cells - 1);
            }
        }
        offsets
    }

    /// How far a line that scrolls has to be scrolled to the left, so that `width` cells show a range of the source:
    /// as far as now, `offset`, where it is seen; with some of what stands before it where it isn't.
    pub fn offset_for(&self, source: &Range<usize>, offset: usize, width: usize) -> usize {
        let columns = self.columns_of(source);
        let (Some(first), Some(last)) = (columns.first(), columns.last()) else {
            return offset;
        };
        if !self.scrolls {
            return offset;
        }
        let room = width.saturating_sub(self.indent);
        let start = first.start.saturating_sub(self.indent);
        let end = last.end.saturating_sub(self.indent);
        // The cells at the edges are for the marks that the line goes on.
        let is_seen = |offset: usize| {
            (offset == 0 || start > offset) && end.saturating_sub(offset) < room.max(1)
        };
        let scrolled = start.saturating_sub(room / 3);
        // A column of a table begins at the edge, where there is room for it.
        let stops = self.column_offsets();
        let stop = |before: usize| stops.iter().rev().find(|stop| **stop < before).copied();
        [Some(offset), Some(0), stop(scrolled), stop(start)]
            .into_iter()
            .flatten()
            .find(|offset| is_seen(*offset))
            .unwrap_or(scrolled)
    }

    /// The part of a line to draw in `width` cells when the text is scrolled `offset` cells to the left, with a mark
    /// at each edge where the line goes on.
    ///
    /// The prefix stays. Lines that don't scroll are given as they are.
    pub fn window(&self, offset: usize, width: usize) -> Line {
        if !self.scrolls {
            return self.clone();
        }
        let mut line = Line {
            runs: self.runs.iter().take(self.prefix).cloned().collect(),
            source: self.source.clone(),
            ..*self
        };
        let room = width.saturating_sub(self.indent);
        let (begin, end) = self.written();
        let hidden =
            |mark: &'static str, is_hidden: bool| if is_hidden && room > 2 { mark } else { "" };
        let before = hidden(GOES_ON_BEFORE, begin < offset);
        let after = hidden(GOES_ON_AFTER, end > offset + room);
        let (marked_before, marked_after) = (
            usize::from(!before.is_empty()),
            usize::from(!after.is_empty()),
        );
        if marked_before > 0 {
            line.runs.push(Run::added(before, Role::Dim));
        }
        let (mut skip, mut left) = (offset + marked_before, room - marked_before - marked_after);
        for run in self.content() {
            let shown = clipped(run, &mut skip, &mut left);
            line.runs.extend(shown);
        }
        if marked_after > 0 {
            // A wide character that is cut leaves a cell free.
            let free = (self.indent + room - 1).saturating_sub(line.width());
            line.runs.push(Run::added(
                format!("{}{after}", " ".repeat(free)),
                Role::Dim,
            ));
        }
        line
    }

    /// The cells of the content from the first that isn't blank to the end of the last.
    fn written(&self) -> (usize, usize) {
        let (mut cells, mut begin, mut end) = (0, usize::MAX, 0);
        for run in self.content() {
            let text = run.text.as_str();
            let blank = text.len() - text.trim_start().len();
            if blank < text.len() {
                begin = begin.min(cells + display_width(&text[..blank]));
                end = cells + display_width(text.trim_end());
            }
            cells += display_width(text);
        }
        (begin, end)
    }
}

/// Stand at the edges of a line that goes on there.
const GOES_ON_BEFORE: &str = "‹";
const GOES_ON_AFTER: &str = "›";

/// The bytes of a run's text that show a range of the source.
fn overlap(run: &Run, source: &Range<usize>) -> Option<Range<usize>> {
    let start = run.source.start.max(source.start);
    let end = run.source.end.min(source.end);
    if start >= end {
        return None;
    }
    let exact = run.text.len() == run.source.len();
    let bytes = start - run.source.start..end - run.source.start;
    let on_characters = run.text.get(bytes.clone()).is_some();
    Some(if exact && on_characters {
        bytes
    } else {
        0..run.text.len()
    })
}

/// The rest of a run after `skip` cells, cut to `room` cells.
fn clipped(run: &Run, skip: &mut usize, room: &mut usize) -> Option<Run> {
    let width = display_width(&run.text);
    if *skip >= width {
        *skip -= width;
        return None;
    }
    let mut rest = run.text.as_str();
    let mut padding = 0;
    if *skip > 0 {
        let (bytes, cells) = start_through(rest, *skip);
        padding = cells.saturating_sub(*skip);
        rest = rest.get(bytes..).unwrap_or_default();
        *skip = 0;
    }
    let mut text = " ".repeat(padding.min(*room));
    *room -= padding.min(*room);
    if *room > 0 && !rest.is_empty() {
        let (bytes, cells) = fitting_start(rest, *room);
        if cells <= *room {
            text.push_str(rest.get(..bytes).unwrap_or_default());
            *room = if bytes < rest.len() { 0 } else { *room - cells };
        } else {
            *room = 0;
        }
    }
    (!text.is_empty()).then(|| Run {
        text,
        ..run.clone()
    })
}
