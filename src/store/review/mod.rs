//! Review: the cards that are due, and the state of each, which is replayed when its records changed.

mod authors;
mod due;
mod figures;
mod fitted;
mod own;
mod place;
mod refresh;

pub use due::{Due, ReviewDay};
pub use own::OwnCard;
pub use place::PlaceOfLesson;
