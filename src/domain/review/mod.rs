//! Review: when a question or card comes back, from all that the learner answered. The rules of memory are FSRS-6.

pub mod fit;
pub mod fsrs;
pub mod rating;
pub mod schedule;

/// The most reviews of a day, where the learner set no other bound.
pub const DEFAULT_REVIEWS_PER_DAY: u32 = 50;

pub use fit::{NotFitted, fit};
pub use fsrs::{Memory, Parameters};
pub use rating::Rating;
pub use schedule::{CardState, Recalled, Review, replay, replay_telling};
