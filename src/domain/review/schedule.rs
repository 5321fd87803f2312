//! A card's state, replayed from its reviews in order of time and id: the same on every device.

use chrono::{Days, NaiveDate};

use super::{Memory, Parameters, Rating};
use crate::domain::{RecordId, Timestamp};

/// So often forgotten, a card is a leech: it is set aside until its author or its learner does something about it.
pub const LEECH: u32 = 8;

/// One review of a card: a recall, or an answer in a quiz.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review {
    /// When.
    pub at: Timestamp,
    /// The record that says so.
    pub record: RecordId,
    /// The learner's date.
    pub day: NaiveDate,
    /// How well it was known.
    pub rating: Rating,
}

/// Where a card stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CardState {
    /// How firmly it is remembered.
    pub memory: Memory,
    /// The date of the last review.
    pub reviewed: NaiveDate,
    /// The date on which it is due.
    pub due: NaiveDate,
    /// How often it was reviewed.
    pub reviews: u32,
    /// How often it was forgotten after it had been known.
    pub lapses: u32,
}

impl CardState {
    /// Whether it was forgotten so often that asking alone doesn't help.
    pub fn is_leech(&self) -> bool {
        self.lapses >= LEECH
    }

    /// The chance to know it on a later day; none on the day of the last review.
    fn predicted(&self, day: NaiveDate, parameters: &Parameters) -> Option<f32> {
        let days = u32::try_from((day - self.reviewed).num_days()).ok()?;
        (days > 0).then(|| parameters.retrievability(self.memory, days))
    }

    /// The state after one more review. What was missed is due the same day again.
    pub fn after(
        before: Option<CardState>,
        day: NaiveDate,
        rating: Rating,
        parameters: &Parameters,
    ) -> CardState {
        // A clock that went back changes no day.
        let day = before.map_or(day, |state| state.reviewed.max(day));
        let days = before.map_or(0, |state| (day - state.reviewed).num_days());
        let days = u32::try_from(days).unwrap_or(0);
        let memory = parameters.after(before.map(|state| state.memory), days, rating);
        let interval = match rating {
            Rating::Again => 0,
            _ => parameters.interval(memory),
        };
        let known = before.is_some_and(|state| state.due > state.reviewed);
        let forgotten = rating == Rating::Again && known;
        CardState {
            memory,
            reviewed: day,
            due: day
                .checked_add_days(Days::new(interval.into()))
                .unwrap_or(day),
            reviews: before.map_or(0, |state| state.reviews) + 1,
            lapses: before.map_or(0, |state| state.lapses) + u32::from(forgotten),
        }
    }
}

/// A review as it was when it was asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recalled {
    /// The learner's date.
    pub day: NaiveDate,
    /// The chance to know it, 0 to 1, by what was known before; none for a first review, or another one on the same day.
    pub predicted: Option<f32>,
    /// Whether it was known.
    pub known: bool,
}

/// The state that some reviews lead to, in whatever order they are given; none without a review.
pub fn replay(reviews: Vec<Review>, parameters: &Parameters) -> Option<CardState> {
    replay_telling(reviews, parameters, |_| {})
}

/// The same, and what each review was when it was asked.
pub fn replay_telling(
    reviews: Vec<Review>,
    parameters: &Parameters,
    mut tell: impl FnMut(Recalled),
) -> Option<CardState> {
    in_order(reviews).into_iter().fold(None, |state, review| {
        let Review { day, rating, .. } = review;
        let after = CardState::after(state, day, rating, parameters);
        tell(Recalled {
            day: after.reviewed,
            predicted: state.and_then(|state| state.predicted(after.reviewed, parameters)),
            known: rating != Rating::Again,
        });
        Some(after)
    })
}

/// Reviews in the order that everybody replays them in.
pub(super) fn in_order(mut reviews: Vec<Review>) -> Vec<Review> {
    reviews.sort_unstable_by_key(|review| (review.at, review.record));
    reviews
}
