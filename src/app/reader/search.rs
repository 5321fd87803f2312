//! A search in the lesson that is open: what is typed, what was found, where one is among it.

use crate::app::input::InputLine;
use crate::app::text_view::TextView;
use crate::lesson::{MAX_MATCHES, Match, Place};

/// A search in a lesson.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Search {
    /// What is looked for.
    pub input: InputLine,
    /// True while it is being typed.
    pub typing: bool,
    /// What was found, in the order of the text.
    pub matches: Vec<Match>,
    /// The match that one is at.
    pub current: usize,
    /// What was on the screen when the search began.
    pub origin: Origin,
}

/// What was on the screen when a search began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Origin {
    top: Place,
    offset: usize,
}

impl Origin {
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

    /// Takes what was found; the first match from where the search began is the one that one is at.
    pub fn found(&mut self, matches: Vec<Match>) {
        let after = matches.partition_point(|found| found.block < self.origin.top.block);
        self.current = if after < matches.len() { after } else { 0 };
        self.matches = matches;
    }

    /// The match that one is at.
    pub fn current(&self) -> Option<&Match> {
        self.matches.get(self.current)
    }

    /// Goes to the next match, or to the one before, in a circle.
    pub fn step(&mut self, forward: bool) {
        let count = self.matches.len().max(1);
        self.current = (self.current + if forward { 1 } else { count - 1 }) % count;
    }

    /// `3 of 17`, `no match`, or nothing where nothing was typed; a `+` where there may be more.
    pub fn count(&self) -> String {
        match (self.input.is_empty(), self.matches.len()) {
            (true, _) => String::new(),
            (false, 0) => "no match".to_owned(),
            (false, MAX_MATCHES) => format!("{} of {MAX_MATCHES}+", self.current + 1),
            (false, count) => format!("{} of {count}", self.current + 1),
        }
    }
}
