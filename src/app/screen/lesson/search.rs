//! A search in the open lesson: the words, their matches, and the current match.

use crate::app::direction::Direction;
use crate::app::widget::input_line::InputLine;
use crate::app::widget::text_view::TextView;
use crate::domain::Position;
use crate::lesson::{Edit, MAX_MATCHES, Match, Place};

/// A search in a lesson.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Search {
    /// The words to find.
    pub input: InputLine,
    /// True while it is being typed.
    pub typing: bool,
    /// The matches, in the order of the text.
    pub matches: Vec<Match>,
    /// The match that one is at.
    pub current: usize,
    /// The screen when the search began.
    pub origin: Origin,
    /// Where the match was in the source that one was at when the lesson was edited, until it was found again.
    pub near: Option<usize>,
}

/// The match that begins nearest to a byte of the source.
fn nearest(matches: &[Match], byte: usize) -> usize {
    let distances = matches
        .iter()
        .map(|found| found.source.start.abs_diff(byte));
    let nearest = distances.enumerate().min_by_key(|(_, distance)| *distance);
    nearest.map_or(0, |(index, _)| index)
}

/// The screen when a search began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Origin {
    top: Place,
    offset: usize,
}

impl Origin {
    /// The place that was at the top, as it is kept.
    pub fn position(self, text: &mut TextView) -> Position {
        text.position_of(self.top)
    }

    /// Brings it back to the screen.
    pub fn restore(self, text: &mut TextView) {
        text.go_to(self.top);
        text.set_offset(self.offset);
    }
}

impl Search {
    /// A search that begins to be typed.
    pub fn begin(text: &TextView) -> Self {
        Self {
            typing: true,
            origin: Origin {
                top: text.top(),
                offset: text.offset(),
            },
            ..Self::default()
        }
    }

    /// A search for a text that is known, from the lesson's beginning.
    pub fn of(text: &str) -> Self {
        let mut search = Self::default();
        search.input.insert(text);
        search
    }

    /// Takes what was found. The match that one is at is the first one from where the search began, or the nearest one
    /// to where it was before the lesson was edited; false then: what is on the screen stays.
    pub fn found(&mut self, matches: Vec<Match>, text: &mut TextView) -> bool {
        let near = self.near.take();
        self.current = match near {
            Some(near) => nearest(&matches, near),
            None => {
                let after = text.above(self.origin.top, &matches);
                if after < matches.len() { after } else { 0 }
            }
        };
        self.matches = matches;
        near.is_none()
    }

    /// The lesson was edited, and its matches are to be found again: one stays near the match that one is at, unless it
    /// is still being typed what is looked for.
    pub fn follow(&mut self, edit: &Edit) {
        self.origin.top.block = edit.block(self.origin.top.block);
        let current = self.current().filter(|_| !self.typing);
        let near = current.map(|found| found.source.start).or(self.near);
        self.near = near.map(|near| edit.byte(near));
        self.matches.clear();
    }

    /// The match that one is at.
    pub fn current(&self) -> Option<&Match> {
        self.matches.get(self.current)
    }

    /// Goes to the next match, or to the one before, so many times, in a circle: from the match that one is at, or
    /// from the top of the screen where that is no longer on it.
    pub fn step(&mut self, direction: Direction, times: usize, text: &mut TextView) {
        let count = self.matches.len().max(1);
        let is_seen = self.current().is_some_and(|found| text.shows(found));
        let (from, times) = match (is_seen, direction) {
            (true, _) => (self.current, times),
            (false, Direction::Forward) => (
                text.above(text.top(), &self.matches),
                times.saturating_sub(1),
            ),
            (false, Direction::Back) => (text.above(text.top(), &self.matches), times),
        };
        let steps = times % count;
        let ahead = match direction {
            Direction::Forward => steps,
            Direction::Back => count - steps,
        };
        self.current = (from + ahead) % count;
    }

    /// `3 of 17`, `no match`, or nothing where nothing was typed; a `+` where there may be more.
    pub fn count(&self) -> String {
        match (self.input.is_empty(), self.matches.len()) {
            (true, _) => String::new(),
            (false, 0) => "no matches".to_owned(),
            (false, MAX_MATCHES) => format!("{} of {MAX_MATCHES}+", self.current + 1),
            (false, count) => format!("{} of {count}", self.current + 1),
        }
    }
}
