//! Review: the cards that are due, and the state of each, which is replayed when its records changed.

mod due;
mod refresh;

pub use due::{Due, ReviewDay};
