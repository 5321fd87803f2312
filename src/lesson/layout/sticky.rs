//! A long table's header stays on screen while the table's rows scroll below it.

use std::ops::Range;
use std::sync::Arc;

use super::{Layout, Line};
use crate::lesson::block::BlockKind;
use crate::lesson::document::Place;

/// A header that takes more than this part of a viewport scrolls away with its table.
const MOST_OF_VIEWPORT: usize = 3;

/// The header of the table whose rows are at the top of a viewport. It covers that many of the viewport's first
/// lines, all of them lines of its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StickyHeader {
    table: u32,
    block: usize,
    /// The lines of its block, of which it is a part.
    lines: Arc<[Line]>,
    part: Range<usize>,
    /// The rule between two rows that would stand below the header's own, without its strokes.
    rule: Option<(Place, Line)>,
}

impl StickyHeader {
    /// How many lines it has.
    pub fn height(&self) -> usize {
        self.part.len() + usize::from(self.rule.is_some())
    }

    /// Its lines, with their places in the table.
    pub fn lines(&self) -> impl Iterator<Item = (Place, &Line)> {
        let block = self.block;
        let lines = self.lines.get(self.part.clone()).unwrap_or_default();
        let places = self.part.clone().map(move |line| Place { block, line });
        let rule = self.rule.iter().map(|(place, blank)| (*place, blank));
        places.zip(lines).chain(rule)
    }

    fn first(&self) -> Place {
        self.at(self.part.start)
    }

    /// The first line of the table below it.
    fn end(&self) -> Place {
        self.at(self.part.end)
    }

    fn at(&self, line: usize) -> Place {
        Place {
            block: self.block,
            line,
        }
    }
}

/// A rule between two rows without its strokes: the borders between columns go on.
fn only_columns(rule: &Line) -> Line {
    let mut line = rule.clone();
    for run in &mut line.runs {
        run.text = run.text.replace('─', " ").replace('┼', "│");
    }
    line
}

impl Layout {
    /// The header that stays in a viewport of `rows` lines from `top`: its own place is above, and its table goes
    /// on below it.
    pub fn sticky_header(&mut self, top: Place, rows: usize) -> Option<StickyHeader> {
        let top = self.on_line(top);
        let mut header = self.header_of(top.block, rows)?;
        let (below, missing) = self.down(top, header.height());
        let lines = self.lines(below.block);
        if let Some(line) = lines.get(below.line).filter(|line| line.is_rule()) {
            header.rule = Some((below, only_columns(line)));
        }
        let goes_on = missing == 0 && self.table_at(below.block) == Some(header.table);
        (goes_on && top > header.first()).then_some(header)
    }

    /// The top of a viewport of `rows` lines whose first line that no header covers is `place`. A line of a header
    /// brings all of it.
    pub fn top_for(&mut self, place: Place, rows: usize) -> Place {
        let place = self.on_line(place);
        match self.header_of(place.block, rows) {
            Some(header) if place >= header.end() => self.up(place, header.height()),
            Some(header) => place.min(header.first()),
            None => place,
        }
    }

    pub(super) fn table_at(&self, block: usize) -> Option<u32> {
        match self.document.block(block)?.kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The header of the table that a block belongs to, where it has one as a grid and there is room to keep it.
    fn header_of(&mut self, block: usize, rows: usize) -> Option<StickyHeader> {
        let table = self.table_at(block)?;
        let (first, _) = self.document.parsed().tables.get(table as usize)?.blocks;
        let block = first as usize;
        let lines = self.lines(block);
        let start = lines.iter().position(|line| line.header)?;
        let height = lines.iter().skip(start).take_while(|line| line.header);
        let part = start..start + height.count();
        (part.len() * MOST_OF_VIEWPORT <= rows).then_some(StickyHeader {
            table,
            block,
            lines,
            part,
            rule: None,
        })
    }
}
