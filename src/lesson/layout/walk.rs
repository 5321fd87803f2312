//! Moving through a layout by lines, without knowing how many there are.

use super::{Layout, MAX_KEPT, leaf};
use crate::lesson::block::{Block, NONE};
use crate::lesson::document::Place;

impl Layout {
    /// `top` moved by some lines, down or up, in a viewport of `rows` lines: never above the start, and never so
    /// far that the lesson's last line leaves the viewport's bottom.
    pub fn scroll(&mut self, top: Place, by: isize, rows: usize) -> Place {
        let top = self.on_line(top);
        let distance = by.unsigned_abs();
        if by < 0 {
            return self.up(top, distance);
        }
        if distance > self.document.source().len().saturating_add(1 << 16) {
            return self.last_top(rows);
        }
        let moved = self.down(top, distance).0;
        self.clamped(moved, rows)
    }

    /// The place furthest down: the lesson's last line is at the bottom of a viewport of `rows` lines.
    pub fn last_top(&mut self, rows: usize) -> Place {
        let last = self.document.block_count().saturating_sub(1);
        let last = self.on_line(Place {
            block: last,
            line: usize::MAX,
        });
        self.up(last, rows.saturating_sub(1))
    }

    /// Whether the lesson's last line is in a viewport of `rows` lines from `top`.
    pub fn at_end(&mut self, top: Place, rows: usize) -> bool {
        let top = self.on_line(top);
        self.down(top, rows).1 > 0
    }

    /// The nearest place that is a line and leaves no empty rows below the lesson.
    pub fn clamped(&mut self, top: Place, rows: usize) -> Place {
        let top = self.on_line(top);
        let missing = self.down(top, rows.saturating_sub(1)).1;
        self.up(top, missing)
    }

    /// The words above a place: exact at a block's start, by lines inside of one.
    pub fn words_above(&mut self, place: Place) -> usize {
        let place = self.on_line(place);
        let before = self.document.words_before_block(place.block);
        let inside = self.document.words_before_block(place.block + 1) - before;
        before + inside * place.line / self.height(place.block).max(1)
    }

    /// Where a viewport of `rows` lines from `top` is, for a scroll bar: 0 at the start, 1 at the end.
    pub fn share(&mut self, top: Place, rows: usize) -> f32 {
        let last = self.last_top(rows);
        if top >= last {
            return if last == Place::default() { 0.0 } else { 1.0 };
        }
        let end = self.words_above(last).max(1);
        (self.words_above(top) as f32 / end as f32).min(1.0)
    }

    /// `place` moved down by some lines, to the last one at most.
    pub fn below(&mut self, place: Place, by: usize) -> Place {
        let place = self.on_line(place);
        self.down(place, by).0
    }

    /// The first line of a block's text, without the gap above it.
    pub fn place_of_block(&self, block: usize) -> Place {
        let block = block.min(self.document.block_count().saturating_sub(1));
        let above = |this: &Block| leaf::gap(&self.options, block, this);
        Place {
            block,
            line: self.document.block(block).map_or(0, above),
        }
    }

    /// The last line of a block, or of the nearest shown one above.
    pub fn last_line_of(&mut self, block: usize) -> Place {
        self.on_line(Place {
            block,
            line: usize::MAX,
        })
    }

    /// The nearest line that exists: blocks that are folded away have none.
    pub(super) fn on_line(&mut self, place: Place) -> Place {
        let block = place
            .block
            .min(self.document.block_count().saturating_sub(1));
        let line = if block < place.block {
            usize::MAX
        } else {
            place.line
        };
        let mut shown = Some(block);
        let mut line = line;
        while let Some(this) = shown {
            if let Some(last) = self.height(this).checked_sub(1) {
                return Place {
                    block: this,
                    line: line.min(last),
                };
            }
            shown = self.previous_shown(this);
            line = usize::MAX;
        }
        let below = self.next_with_lines(block);
        below.map_or_else(Place::default, |block| Place { block, line: 0 })
    }

    /// `place` moved down; and how many lines were missing.
    pub(super) fn down(&mut self, mut place: Place, mut by: usize) -> (Place, usize) {
        loop {
            let below = self.height(place.block).saturating_sub(place.line + 1);
            if by <= below {
                return (
                    Place {
                        line: place.line + by,
                        ..place
                    },
                    0,
                );
            }
            let Some(next) = self.next_with_lines(place.block) else {
                let last = Place {
                    line: place.line + below,
                    ..place
                };
                return (last, by - below);
            };
            by -= below + 1;
            place = Place {
                block: next,
                line: 0,
            };
            self.keep_bounded();
        }
    }

    /// `place` moved up, to the start at most.
    pub(super) fn up(&mut self, mut place: Place, mut by: usize) -> Place {
        loop {
            if by <= place.line {
                return Place {
                    line: place.line - by,
                    ..place
                };
            }
            by -= place.line + 1;
            let Some((block, last)) = self.previous_with_lines(place.block) else {
                return Place { line: 0, ..place };
            };
            place = Place { block, line: last };
            self.keep_bounded();
        }
    }

    fn next_with_lines(&mut self, block: usize) -> Option<usize> {
        let mut next = self.next_shown(block);
        while let Some(this) = next {
            if self.height(this) > 0 {
                return next;
            }
            next = self.next_shown(this);
        }
        None
    }

    fn previous_with_lines(&mut self, block: usize) -> Option<(usize, usize)> {
        let mut previous = self.previous_shown(block);
        while let Some(this) = previous {
            if let Some(last) = self.height(this).checked_sub(1) {
                return Some((this, last));
            }
            previous = self.previous_shown(this);
        }
        None
    }

    /// The next block that isn't folded away.
    pub(super) fn next_shown(&self, block: usize) -> Option<usize> {
        let next = block + 1;
        let next = match self.dress.hidden_around(next) {
            Some(hidden) => hidden.end,
            None => next,
        };
        let next = match self.folded_details(next) {
            Some(index) => self
                .document
                .parsed()
                .details
                .get(index as usize)
                .map_or(next, |details| next.max(details.end as usize)),
            None => next,
        };
        (next < self.document.block_count()).then_some(next)
    }

    /// The block before that isn't folded away.
    pub(super) fn previous_shown(&self, block: usize) -> Option<usize> {
        let previous = block.checked_sub(1)?;
        let previous = match self.dress.hidden_around(previous) {
            Some(hidden) => hidden.start.checked_sub(1)?,
            None => previous,
        };
        let Some(index) = self.folded_details(previous) else {
            return Some(previous);
        };
        let details = self.document.parsed().details.get(index as usize)?;
        let summary = Some(details.summary).filter(|summary| *summary != NONE)?;
        Some((summary as usize).min(previous))
    }

    /// Long walks don't keep what they passed.
    fn keep_bounded(&mut self) {
        if self.kept_lines > MAX_KEPT {
            self.forget();
        }
    }
}
