//! The pure core with a shelf of courses behind it: messages go in, effects are answered from memory.

use std::collections::VecDeque;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, TimeDelta};
use lyceum::app::request::{Failure, FailureClass, Request};
use lyceum::app::{
    CopiedTo, Effect, Env, Gesture, Model, Mouse, Msg, Notice, Settings, Size, Start, update,
};
use lyceum::keymap::{Key, Keymap};
use lyceum::ui::gallery::Gallery;

use crate::shelf::Shelf;

/// A learner at the program: what is on the screen, what is stored, and everything that happened.
pub(crate) struct World {
    pub(crate) model: Model,
    pub(crate) shelf: Shelf,
    pub(crate) now: u64,
    /// Effects in the order in which they were asked for.
    pub(crate) effects: Vec<Effect>,
    /// Requests that are not answered yet.
    pub(crate) waiting: VecDeque<Request>,
    /// The renderings that were made.
    pub(crate) gallery: Gallery,
    /// Messages with their clocks, for a replay.
    pub(crate) session: Vec<(Msg, Env)>,
    /// True while answers are held back.
    pub(crate) held: bool,
}

/// Monday evening, an hour before midnight.
const BEGIN: &str = "2026-11-23T19:00:00+01:00";
const SETTINGS: Settings = Settings {
    theme: String::new(),
    themes: Vec::new(),
    measure: 80,
    double_spaced: false,
    words_per_minute: Some(200),
    reviews_per_day: 50,
    images: None,
    highlight: true,
    mouse: true,
    image_way: String::new(),
    fixed: Vec::new(),
    file: String::new(),
    syncs: false,
    previews: false,
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
        let settings = Settings {
            syncs: shelf.syncs,
            previews: shelf.previews,
            ..SETTINGS
        };
        let mut world = World {
            model: Model::new(settings, Keymap::default_keymap(), size, start),
            shelf,
            now: 1_000_000,
            effects: Vec::new(),
            waiting: VecDeque::new(),
            gallery: Gallery::default(),
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
        let mut copied = None;
        for effect in effects {
            match &effect {
                Effect::Start(request) => self.waiting.push_back(request.clone()),
                Effect::Copy { text } => copied = Some(text.lines().count()),
                _ => {}
            }
            self.effects.push(effect);
        }
        if let Some(lines) = copied {
            let to = CopiedTo::Terminal;
            self.apply(Msg::Copied { lines, to });
        }
    }

    /// Answers one of the waiting requests.
    pub(crate) fn answer(&mut self, index: usize) {
        if let Some(request) = self.waiting.remove(index) {
            let answer = self.shelf.answer(request, &mut self.gallery);
            self.apply(Msg::Answered(answer));
        }
    }

    /// Has a request fail.
    pub(crate) fn fail(&mut self, request: Request) -> &mut World {
        self.send(Msg::Answered(request.fail(failure())))
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

    /// The requests in the order in which they were made.
    pub(crate) fn requests(&self) -> impl DoubleEndedIterator<Item = &Request> {
        self.effects.iter().filter_map(|effect| match effect {
            Effect::Start(request) => Some(request),
            _ => None,
        })
    }

    /// What the notice on screen says.
    pub(crate) fn notice(&self) -> &str {
        let notice = self.model.shared.notices.current();
        notice.map_or("", |notice| &notice.summary)
    }
}

/// Why something failed.
pub(crate) fn failure() -> Failure {
    Failure {
        class: FailureClass::Retry,
        notice: Notice::error("The disk is full").with_detail("Free some space."),
    }
}

pub(crate) fn arc<T: Clone>(of: &T) -> Arc<T> {
    Arc::new(of.clone())
}
