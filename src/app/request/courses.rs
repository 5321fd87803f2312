//! Courses and their outlines.

use std::sync::Arc;

use super::Ask;
use crate::domain::{Cents, CourseId, CourseSummary, Outline};

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

/// Reads the academy's courses, in the order of their titles: as many as were heard of so far.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadAvailable;

impl Ask for ReadAvailable {
    type Answer = Arc<[Available]>;
}

/// A course of the academy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Available {
    /// The course.
    pub id: CourseId,
    /// Its title.
    pub title: String,
    /// Its price.
    pub price: Cents,
    /// The way to read it.
    pub access: Access,
}

/// The way to read a course of the academy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Nothing: its lessons are here.
    Here,
    /// A sync: the learner is enrolled, and its lessons come.
    Coming,
    /// Enrolling.
    Enroll,
    /// A payment, or an enrollment that isn't suspended or refunded.
    Closed,
}

/// Reads the outlines of all courses that the learner joined, the one read last first.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadJoined;

impl Ask for ReadJoined {
    type Answer = Vec<Arc<Outline>>;
}
