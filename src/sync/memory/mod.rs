//! An academy in memory: the rules of the sync in Rust, written from the design and not from the SQL. Tests hold
//! everything else against it.

mod content;
mod effects;
mod judge;
mod learner;
mod remote;
mod web;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use uuid::Uuid;

use self::learner::Learner;
use crate::domain::quiz::{QuestionId, QuestionKey, Revision};
use crate::domain::{CourseId, CourseTree, LessonId, Timestamp};
use crate::wire::{KINDS, PROTOCOLS, Protocols};

/// A whole academy. Cloning it gives another handle on the same.
#[derive(Debug, Clone)]
pub struct Academy(Arc<Mutex<State>>);

/// An academy as one learner calls it.
#[derive(Debug, Clone)]
pub struct Memory {
    academy: Academy,
    user: String,
}

/// All that an academy keeps: what a backup of its database has.
#[derive(Debug, Clone)]
pub struct State {
    instance: Uuid,
    now: Timestamp,
    protocols: Protocols,
    kinds: BTreeSet<String>,
    courses: BTreeMap<CourseId, Offered>,
    /// The key of each version of a graded question that was ever published.
    keys: BTreeMap<(LessonId, QuestionId, Revision), QuestionKey>,
    learners: BTreeMap<String, Learner>,
}

/// A course that the academy has.
#[derive(Debug, Clone)]
struct Offered {
    tree: CourseTree,
    published: bool,
    changes: u64,
}

impl Academy {
    /// An empty academy whose clock stands at `now`.
    pub fn new(instance: Uuid, now: Timestamp) -> Academy {
        Academy(Arc::new(Mutex::new(State {
            instance,
            now,
            protocols: PROTOCOLS,
            kinds: KINDS.iter().map(ToString::to_string).collect(),
            courses: BTreeMap::new(),
            keys: BTreeMap::new(),
            learners: BTreeMap::new(),
        })))
    }

    /// The academy as the learner with that id calls it, who gets an account if there is none.
    pub fn learner(&self, user: &str) -> Memory {
        self.state()
            .learners
            .entry(user.to_owned())
            .or_insert_with(|| Learner::new(user));
        Memory {
            academy: self.clone(),
            user: user.to_owned(),
        }
    }

    /// Takes a backup of the state.
    pub fn backup(&self) -> State {
        self.state().clone()
    }

    /// Goes back to a backup; the clock goes on.
    pub fn restore(&self, backup: State) {
        let mut state = self.state();
        let now = state.now;
        *state = State { now, ..backup };
    }

    /// Lets time pass.
    pub fn pass(&self, time: TimeDelta) {
        let mut state = self.state();
        let later = state.now.utc().checked_add_signed(time);
        state.now = later.map_or(state.now, Timestamp::new);
    }

    /// The academy's clock.
    pub fn now(&self) -> Timestamp {
        self.state().now
    }

    /// Becomes another academy with the same content: what a copied database should do.
    pub fn become_another(&self, instance: Uuid) {
        self.state().instance = instance;
    }

    /// Speaks other protocols.
    pub fn speak(&self, protocols: Protocols) {
        self.state().protocols = protocols;
    }

    /// Learns a kind of record.
    pub fn learn_kind(&self, kind: &str) {
        self.state().kinds.insert(kind.to_owned());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
