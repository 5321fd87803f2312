//! The search in all courses.

use std::sync::Arc;

use super::Ask;
use crate::domain::SearchHit;

/// Finds the lessons that have all of some words, the best first.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchCourses {
    /// The words.
    pub query: String,
    /// How many lessons are enough.
    pub most: u32,
}

impl Ask for SearchCourses {
    type Answer = Arc<[SearchHit]>;
}
