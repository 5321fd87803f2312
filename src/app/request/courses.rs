//! Courses and their outlines.

use std::sync::Arc;

use super::Ask;
use crate::domain::{CourseId, CourseSummary, Outline};

/// Reads all courses.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadCourses;

impl Ask for ReadCourses {
    type Answer = Arc<[CourseSummary]>;
}

/// Reads a course's outline; none where the course is gone.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadOutline(pub CourseId);

impl Ask for ReadOutline {
    type Answer = Option<Arc<Outline>>;
}

/// Reads the outlines of all courses that the learner joined, the one read last first.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadJoined;

impl Ask for ReadJoined {
    type Answer = Vec<Arc<Outline>>;
}
