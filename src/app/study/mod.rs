//! Study time: the clock decides what counts; what it counted is saved, and saved again where that failed.
//!
//! Only activity of a person at the screen counts, never an answer that came by itself, and it is timed on the boot's
//! monotonic clock; wall times only label records. A stretch is written every ten seconds into a row of open study,
//! which becomes one record when the lesson changes, at five minutes, or at the next start where the process died. Two
//! windows never count the same second twice: the store clips each stretch to what the profile has counted already.

pub mod clock;
mod midnight;
mod unsaved;

use std::time::Duration;

use super::lesson_ref::LessonRef;
use super::request::study::SaveStudy;
use super::request::waiting::Waiting;
use super::request::{Answered, Reply};
use super::shared::Shared;
use crate::domain::{Percent, Position, Seconds};
use clock::{Counted, StudyClock};
use midnight::split_at_midnight;
use unsaved::Batch;

/// The study time of a sitting.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Study {
    /// Decides what counts.
    pub clock: StudyClock,
    /// Writes that failed; they are tried again with the next one.
    pub unsaved: Vec<SaveStudy>,
    saving: Waiting<SaveStudy, Box<SaveStudy>>,
}

/// A place in a lesson that is to be saved.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlaceToSave {
    pub(super) lesson: LessonRef,
    pub(super) position: Position,
    /// The first byte of the place's block in the text.
    pub(super) start: usize,
    /// How much of the lesson was read there.
    pub(super) read: Percent,
}

/// Somebody reads.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub(super) lesson: LessonRef,
    /// How long one may do nothing and still be reading what is on the screen.
    pub(super) longest_gap: Duration,
}

impl Study {
    /// Lets the clock follow what happened, and saves what it counted. `place` gives the place in the lesson, where it isn't saved yet.
    pub(super) fn follow(
        &mut self,
        activity: Activity,
        place: impl FnOnce() -> Option<PlaceToSave>,
        shared: &mut Shared,
    ) {
        let counted = match activity {
            Activity::Away => self.clock.pause(shared.now),
            Activity::Still => self.clock.advance(shared.now),
            Activity::Reads(Reading {
                lesson,
                longest_gap,
            }) => self.clock.activity(&lesson, shared.now, longest_gap),
        };
        if !counted.is_empty() {
            self.save(counted, place(), shared);
        }
    }

    /// Reading stops: time and place become records, and what could not be saved is tried once more.
    pub(super) fn stop(&mut self, place: Option<PlaceToSave>, shared: &mut Shared) {
        let mut counted = self.clock.pause(shared.now);
        if counted.is_empty() && (place.is_some() || !self.unsaved.is_empty()) {
            counted.push(Counted::Stopped);
        }
        if !counted.is_empty() {
            self.save(counted, place, shared);
        }
    }

    fn save(&mut self, counted: Vec<Counted>, place: Option<PlaceToSave>, shared: &mut Shared) {
        let mut batch = Batch::of(std::mem::take(&mut self.unsaved));
        let mut place = place.map(|place| SaveStudy::Position {
            lesson: place.lesson,
            position: place.position,
            start: place.start,
            read: place.read,
            at: shared.moment(),
        });
        for counted in counted {
            match counted {
                Counted::Stretch { lesson, from, to } => {
                    let parts = split_at_midnight(
                        from,
                        to,
                        shared.now,
                        shared.local,
                        shared.offset_at(from),
                    );
                    for (from, to, begun) in parts {
                        let lesson = lesson.clone();
                        let stretch = SaveStudy::Stretch {
                            lesson,
                            from,
                            to,
                            begun,
                        };
                        add(&mut batch, stretch, shared);
                    }
                    if let Some(place) = place.take() {
                        add(&mut batch, place, shared);
                    }
                }
                Counted::Stopped => {
                    if let Some(place) = place.take() {
                        add(&mut batch, place, shared);
                    }
                    add(&mut batch, SaveStudy::Seal, shared);
                }
            }
        }
        for write in batch.into_writes() {
            let purpose = Box::new(write.clone());
            self.saving.ask_also(write, purpose, shared);
        }
    }

    /// Something was saved, or waits for the next try.
    pub(super) fn saved(&mut self, answered: Answered<SaveStudy>, shared: &mut Shared) {
        match self.saving.take(answered) {
            Some((_, Reply::Done(Some(counted)))) => {
                shared.calendar.add(counted.date, counted.seconds);
            }
            // The cards of a lesson that was read wait for review from then on.
            Some((write, Reply::Done(None))) if *write == SaveStudy::Seal => shared.count_due(),
            Some((write, Reply::Failed(failure))) => {
                let mut batch = Batch::of(std::mem::take(&mut self.unsaved));
                add(&mut batch, *write, shared);
                self.unsaved = batch.into_writes();
                shared.tell(failure.notice);
            }
            _ => {}
        }
    }

    /// Time studied today, with what counts at this moment.
    pub fn today(&self, shared: &Shared) -> Seconds {
        shared.calendar.on(shared.today()) + Seconds(self.clock.unwritten(shared.now) / 1000)
    }
}

/// The activity at the screen, as far as study time is concerned.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Activity {
    /// Nobody can be reading.
    Away,
    /// A lesson is on the screen, and nobody did anything.
    Still,
    /// Somebody at a lesson did something.
    Reads(Reading),
}

fn add(batch: &mut Batch, write: SaveStudy, shared: &mut Shared) {
    if !batch.add(write) {
        shared.trace("gave up a write: too many wait already".to_owned());
    }
}
