//! Moving a text: by lines and pages, and to what somebody wants to see.

use super::TextView;
use crate::domain::Position;
use crate::lesson::{Match, Place};

/// Lines that are scrolled at most to bring something to the screen.
const MOST_STEPS: usize = 500;

/// How many lines stay on screen when a page is turned, so that the eye finds its place.
const OVERLAP: usize = 2;

impl TextView {
    /// Scrolls as little as needed so that the lines of some blocks are on screen; where there are too many, the last of
    /// them.
    pub fn keep_in_sight(&mut self, first: usize, last: usize) {
        let begin = self.layout.place_of_block(first);
        let end = self.layout.last_line_of(last);
        let is_below = |view: &TextView| {
            view.on_screen()
                .last()
                .is_some_and(|(place, _)| place < end)
        };
        if self.top() > begin {
            self.go_to(begin);
        }
        let mut steps = 0;
        while is_below(self) && !self.at_end && steps < MOST_STEPS {
            self.scroll(1);
            steps += 1;
        }
    }

    /// Scrolls as little as needed so that the lines of some blocks are on screen; where there are too many, the first of
    /// them.
    pub fn bring(&mut self, first: usize, last: usize) {
        self.keep_in_sight(first, last);
        let begin = self.layout.place_of_block(first);
        if self.top() > begin {
            self.go_to(begin);
        }
    }

    /// Whether the lines of some blocks have room on one screen.
    pub fn fits(&mut self, first: usize, last: usize) -> bool {
        let begin = self.layout.place_of_block(first);
        let end = self.layout.last_line_of(last);
        let below = self.rows.saturating_sub(1);
        self.edit(|layout| layout.below(begin, below)) >= end
    }

    /// Brings a line to the top, or below the header that stays there, as near as the end of the text allows.
    pub fn go_to(&mut self, place: Place) {
        self.moved();
        let top = self.layout.top_for(place, self.rows);
        self.top = self.layout.clamped(top, self.rows);
        self.settle();
    }

    /// Scrolls by lines; negative is up.
    pub fn scroll(&mut self, lines: isize) {
        self.moved();
        self.top = self.layout.scroll(self.top, lines, self.rows);
        self.settle();
    }

    /// Turns pages, up where they are negative. The last two lines of a page are the first ones of the next, below a
    /// header that stays.
    pub fn turn_pages(&mut self, pages: isize) {
        let lines = self.page_step().saturating_mul(pages.unsigned_abs());
        if pages < 0 {
            self.top = self.top();
            self.scroll(-isize::try_from(lines).unwrap_or(isize::MAX));
        } else {
            let next = self.layout.below(self.top, lines);
            self.go_to(next);
        }
    }

    fn page_step(&self) -> usize {
        self.rows.saturating_sub(OVERLAP).max(1)
    }

    /// Scrolls by half pages.
    pub fn half_page(&mut self, halves: isize) {
        let step = (self.rows / 2).max(1);
        self.scroll(halves.saturating_mul(isize::try_from(step).unwrap_or(isize::MAX)));
    }

    /// To the first line.
    pub fn to_top(&mut self) {
        self.go_to(Place::default());
    }

    /// To the last page.
    pub fn to_bottom(&mut self) {
        self.moved();
        self.top = self.layout.last_top(self.rows);
        self.settle();
    }

    /// Brings a block to the top, out of what folds around it.
    pub fn go_to_block(&mut self, block: usize) {
        self.layout.reveal(block);
        self.go_to(self.layout.place_of_block(block));
    }

    /// The same for a block that somebody wants to see: it stays marked where the text ends before it is at the top.
    pub fn jump_to_block(&mut self, block: usize) {
        self.go_to_block(block);
        self.landed = (self.top().block != block).then_some(block);
    }

    /// Brings what was found to the screen: out of what folds around it, a third from the top, and sideways where
    /// its line is scrolled. What is seen already stays where it is.
    pub fn show(&mut self, found: &Match) {
        let Match { block, source } = found;
        let place = self.edit(|layout| {
            layout.reveal_source(*block, source.start);
            layout.place_of_source(*block, source.start)
        });
        if !self.on_screen().any(|(shown, _)| shown == place) {
            // No header takes more than this third of the screen.
            let above = isize::try_from(self.rows / 3).unwrap_or_default();
            self.top = place;
            self.scroll(-above);
            self.top = self.layout.clamped(self.top, self.rows);
            self.settle();
        }
        let width = self.layout.options().cells();
        let line = self.on_screen().find(|(shown, _)| *shown == place);
        if let Some((_, line)) = line {
            self.offset = line.offset_for(source, self.offset, width);
        }
    }

    /// Brings the line to the top that a kept position names, out of what folds around it.
    pub fn return_to(&mut self, position: &Position) {
        self.layout.reveal_position(position);
        self.restore(position);
    }

    pub(super) fn restore(&mut self, position: &Position) {
        let place = self.layout.restore(position);
        self.go_to(place);
        self.anchor = Some(*position);
    }
}
