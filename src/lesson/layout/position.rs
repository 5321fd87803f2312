//! Places that survive: another width, another start, an edited text.

use super::Layout;
use crate::domain::Position;
use crate::lesson::block::narrow;
use crate::lesson::document::Place;

impl Layout {
    /// Where a place is in the text, to be kept.
    pub fn position(&mut self, top: Place) -> Position {
        let top = self.on_line(top);
        let start = self.document.block_start(top.block);
        let line = self
            .lines(top.block)
            .get(top.line)
            .map_or(start, |line| line.source.start);
        Position {
            block: narrow(self.document.blocks_before() + top.block),
            digest: self.document.digest(top.block),
            offset: narrow(line.saturating_sub(start)),
        }
    }

    /// The place that a kept position means here: by block and digest, else by the nearest block with the same
    /// digest, else by the block's number.
    pub fn restore(&mut self, position: &Position) -> Place {
        if position.offset == 0 && position.block == 0 {
            return Place::default();
        }
        let block = self.nearest_to(position);
        match self.document.nearest_alike(block, position.digest) {
            Some(found) => {
                let start = self.document.block_start(found);
                self.line_at(found, start + position.offset as usize)
            }
            None => {
                let place = self.place_of_block(block);
                self.on_line(place)
            }
        }
    }

    /// Opens what folds around the place that a kept position means here.
    pub fn reveal_position(&mut self, position: &Position) {
        let block = self.block_of_position(position);
        let byte = self.document.block_start(block) + position.offset as usize;
        match position.offset {
            0 => self.reveal(block),
            _ => self.reveal_source(block, byte),
        }
    }

    /// The block that a kept position means here, as [`restore`](Self::restore) finds it.
    pub fn block_of_position(&self, position: &Position) -> usize {
        let block = self.nearest_to(position);
        let found = self.document.nearest_alike(block, position.digest);
        found.unwrap_or(block.min(self.document.block_count().saturating_sub(1)))
    }

    /// Where the block that a kept position means here starts in the source, in bytes.
    pub fn start_of_position(&self, position: &Position) -> usize {
        self.document.block_start(self.block_of_position(position))
    }

    /// The number here of the block with a kept position's number, or the first one where that is before an excerpt.
    fn nearest_to(&self, position: &Position) -> usize {
        (position.block as usize).saturating_sub(self.document.blocks_before())
    }

    /// The line of a block that shows a byte of the source, or the last one that starts before it.
    pub fn place_of_source(&mut self, block: usize, byte: usize) -> Place {
        match self.line_showing(block, byte) {
            Some(line) => Place { block, line },
            None => self.line_at(block, byte),
        }
    }

    /// The line of a block that has a byte of the source on it.
    pub(super) fn line_showing(&mut self, block: usize, byte: usize) -> Option<usize> {
        let lines = self.lines(block);
        lines.iter().position(|line| line.shows(byte))
    }

    /// The last line of a block that starts at or before a byte; the first one of the text if none does.
    fn line_at(&mut self, block: usize, byte: usize) -> Place {
        let first = self.place_of_block(block);
        let lines = self.lines(block);
        let text = lines.get(first.line..).unwrap_or_default();
        let mut best = 0;
        let mut start = text.first().map_or(0, |line| line.source.start);
        for (number, line) in text.iter().enumerate() {
            if line.source.start <= byte && line.source.start > start {
                (best, start) = (number, line.source.start);
            }
        }
        self.on_line(Place {
            block,
            line: first.line + best,
        })
    }
}
