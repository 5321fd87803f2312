//! Review: when a question or card comes back, from all that the learner answered. The rules of memory are FSRS-6.

pub mod memory;
pub mod rating;
pub mod schedule;

pub use memory::{Memory, Parameters};
pub use rating::Rating;
pub use schedule::{CardState, Review, replay};
