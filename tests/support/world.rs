//! The pure core with a shelf of courses behind it: messages go in, effects are answered from memory.

use std::collections::VecDeque;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, TimeDelta};
use lyceum::app::{
    CopiedTo, Effect, Env, Gesture, Model, Mouse, Msg, Notice, Outcome, Settings, Size, Start,
    Write, update,
};
use lyceum::keymap::{Key, Keymap};

use crate::shelf::Shelf;

/// A learner at the program: what is on the screen, what is stored, and everything that happened.
pub(crate) struct World {
    pub(crate) model: Model,
    pub(crate) shelf: Shelf,
    pub(crate) now: u64,
    /// Effects in the order in which they were asked for.
    pub(crate) effects: Vec<Effect>,
    /// Questions and writes that are not answered yet.
    pub(crate) waiting: VecDeque<Effect>,
    /// Messages with their clocks, for a replay.
    pub(crate) session: Vec<(Msg, Env)>,
    /// True while answers are held back.
    pub(crate) held: bool,
}

/// Monday evening, an hour before midnight.
const BEGIN: &str = "2026-11-23T19:00:00+01:00";
const SETTINGS: Settings = Settings {
    measure: 80,
    words_per_minute: Some(200),
    images: None,
    highlight: true,
};

impl World {
    /// The program started on a terminal of that size, with everything read.
    pub(crate) fn new(columns: u16, rows: u16, shelf: Shelf) -> World {
        World::started(columns, rows, shelf, None)
    }

    /// As [`World::new`], with a wish of the command line.
    pub(crate) fn started(columns: u16, rows: u16, shelf: Shelf, start: Option<Start>) -> World {
        let mut world = World::waiting(columns, rows, shelf, start);
        world.release();
        world
    }

    /// As [`World::started`], before anything was read.
    pub(crate) fn waiting(columns: u16, rows: u16, shelf: Shelf, start: Option<Start>) -> World {
        let size = Size { columns, rows };
        let mut world = World {
            model: Model::new(SETTINGS, Keymap::default_keymap(), size, start),
            shelf,
            now: 1_000_000,
            effects: Vec::new(),
            waiting: VecDeque::new(),
            session: Vec::new(),
            held: true,
        };
        world.send(Msg::Started);
        world
    }

    pub(crate) fn env(&self) -> Env {
        let begin: DateTime<FixedOffset> = BEGIN.parse().unwrap();
        let passed = i64::try_from(self.now - 1_000_000).unwrap();
        Env {
            now: self.now,
            local: begin + TimeDelta::milliseconds(passed),
        }
    }

    /// Gives the core a message, and answers what it asks for unless answers are held back.
    pub(crate) fn send(&mut self, msg: Msg) -> &mut World {
        self.apply(msg);
        while !self.held && !self.waiting.is_empty() {
            self.answer(0);
        }
        self
    }

    fn apply(&mut self, msg: Msg) {
        let env = self.env();
        self.session.push((msg.clone(), env));
        let effects = update(&mut self.model, msg, &env);
        for effect in effects {
            if matches!(
                effect,
                Effect::Ask { .. } | Effect::Write { .. } | Effect::Copy { .. }
            ) {
                self.waiting.push_back(effect.clone());
            }
            self.effects.push(effect);
        }
    }

    /// Answers one of the waiting effects.
    pub(crate) fn answer(&mut self, index: usize) {
        let (request, outcome) = match self.waiting.remove(index) {
            Some(Effect::Ask { request, question }) => (request, self.shelf.find_out(&question)),
            Some(Effect::Write { request, write }) => (request, self.shelf.write(write)),
            Some(Effect::Copy { request, .. }) => (request, Outcome::Copied(CopiedTo::Terminal)),
            _ => return,
        };
        self.apply(Msg::Done { request, outcome });
    }

    /// Answers everything that waits, and answers at once from now on.
    pub(crate) fn release(&mut self) -> &mut World {
        self.held = false;
        while !self.waiting.is_empty() {
            self.answer(0);
        }
        self
    }

    /// Presses keys, written as the keymap writes them, with spaces between.
    pub(crate) fn press(&mut self, keys: &str) -> &mut World {
        for key in keys.split_whitespace() {
            let key: Key = key.parse().unwrap_or_else(|error| panic!("{key}: {error}"));
            self.send(Msg::Key(key));
        }
        self
    }

    pub(crate) fn mouse(&mut self, gesture: Gesture, column: u16, row: u16) -> &mut World {
        self.send(Msg::Mouse(Mouse {
            column,
            row,
            gesture,
        }))
    }

    /// Lets time pass as the runtime does: the core is woken whenever it wants to look.
    pub(crate) fn pass(&mut self, millis: u64) -> &mut World {
        let end = self.now + millis;
        while let Some(look) = self.model.next_look().filter(|look| *look <= end) {
            self.now = self.now.max(look);
            self.send(Msg::Look);
        }
        self.now = end;
        self
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut World {
        self.send(Msg::Resize(Size { columns, rows }))
    }

    /// The writes that were asked for, in order.
    pub(crate) fn writes(&self) -> Vec<&Write> {
        let written = self.effects.iter().filter_map(|effect| match effect {
            Effect::Write { write, .. } => Some(write),
            _ => None,
        });
        written.collect()
    }

    /// What the notice on screen says.
    pub(crate) fn notice(&self) -> &str {
        let notice = self.model.notices.current();
        notice.map_or("", |notice| &notice.summary)
    }
}

/// The answer to something that failed.
pub(crate) fn failure() -> Outcome {
    Outcome::Failed(Notice::error("The disk is full").with_detail("Free some space."))
}

pub(crate) fn arc<T: Clone>(of: &T) -> Arc<T> {
    Arc::new(of.clone())
}
