//! Questions that a client asks and that change nothing: which function answers, and with what.
//!
//! A server hands the answer on as PostgreSQL wrote it; everybody else reads it.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::{RawValue, to_raw_value};

use crate::domain::{CourseId, LessonId};
use crate::wire::{
    Bodies, CatalogFilter, CatalogPage, CourseOutline, Hello, Listing, ManifestEntry, PROTOCOLS,
    Pull, PullRequest, RemoteCourse,
};

/// A question whose answer is a `T`.
#[derive(Debug)]
pub struct Question<T> {
    pub(super) call: &'static str,
    pub(super) arguments: Arguments,
    answer: PhantomData<T>,
}

/// The arguments of a function as JSON; a null is none that was given.
pub(super) type Arguments = Result<Vec<Box<RawValue>>, serde_json::Error>;

/// The text of an answer, which is the JSON of a `T`.
#[derive(Debug)]
pub struct Text<T>(String, PhantomData<T>);

impl<T> Text<T> {
    pub(super) fn new(text: String) -> Self {
        Text(text, PhantomData)
    }

    /// The text.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<T> Text<T> {
    /// Some of the answer's fields.
    ///
    /// # Errors
    /// As for [`Text::read`].
    pub fn part<P: DeserializeOwned>(&self) -> Result<P, serde_json::Error> {
        serde_json::from_str(&self.0)
    }
}

impl<T: DeserializeOwned> Text<T> {
    /// The answer.
    ///
    /// # Errors
    /// The academy answered in a form that this program doesn't know.
    pub fn read(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }
}

fn json(argument: &impl Serialize) -> Result<Box<RawValue>, serde_json::Error> {
    to_raw_value(argument)
}

impl<T> Question<T> {
    fn new<const N: usize>(
        call: &'static str,
        arguments: [Result<Box<RawValue>, serde_json::Error>; N],
    ) -> Self {
        Question {
            call,
            arguments: arguments.into_iter().collect(),
            answer: PhantomData,
        }
    }
}

impl Question<Hello> {
    /// Who am I, what is spoken, and what has changed.
    pub fn hello() -> Self {
        let call = "select lyceum.hello_v1($1::integer)::text";
        Self::new(call, [json(&PROTOCOLS.newest)])
    }
}

impl Question<CatalogPage> {
    /// A page of at most `size` courses, those after the slug `after`.
    pub fn catalog(filter: &CatalogFilter, after: Option<&str>, size: usize) -> Self {
        let call = "select lyceum.catalog_v1($1, $2 #>> '{}', $3::integer)::text";
        Self::new(call, [json(filter), json(&after), json(&size)])
    }
}

impl Question<Vec<ManifestEntry>> {
    /// At most `size` of the courses that the caller sees, those after the id `after`, with their revisions.
    pub fn manifest(after: Option<&CourseId>, size: usize) -> Self {
        let call = "
            select (select coalesce(json_agg(json_build_object('course', course_id, 'revision', revision)), '[]')
                      from lyceum.manifest_v1($1 #>> '{}', $2::integer))::text";
        let size = i32::try_from(size).unwrap_or(i32::MAX);
        Self::new(call, [json(&after), json(&size)])
    }
}

impl Question<Vec<Listing>> {
    /// The metadata of these courses, at most 200, as far as the caller sees them.
    pub fn listing(courses: &[CourseId]) -> Self {
        Self::new("select lyceum.listing_v1($1)::text", [json(&courses)])
    }
}

impl Question<CourseOutline> {
    /// A course's modules and lessons, without the lessons' bodies.
    pub fn outline(course: &CourseId) -> Self {
        let call = "select lyceum.outline_v1($1 #>> '{}')::text";
        Self::new(call, [json(course)])
    }
}

impl Question<String> {
    /// A course's revision for the caller, as its outline has it.
    pub fn revision(course: &CourseId) -> Self {
        let call = "select to_json(lyceum.revision_v1($1 #>> '{}'))::text";
        Self::new(call, [json(course)])
    }
}

impl Question<Bodies> {
    /// The bodies of the first of these lessons of a course, as many as a page takes.
    pub fn bodies(course: &CourseId, lessons: &[LessonId]) -> Self {
        let call = "select lyceum.bodies_v1($1 #>> '{}', $2)::text";
        Self::new(call, [json(course), json(&lessons)])
    }
}

impl Question<RemoteCourse> {
    /// A course: its outline, and the lessons' text where the caller may have it.
    pub fn course(course: &CourseId) -> Self {
        let call = "select lyceum.course_v1($1 #>> '{}')::text";
        Self::new(call, [json(course)])
    }
}

impl Question<Pull> {
    /// A page of the records after a place, and, at the log's end, what it adds up to.
    pub fn pull(request: &PullRequest) -> Self {
        let PullRequest {
            after,
            size,
            snapshot,
        } = request;
        let call = "select lyceum.pull_v1($1, $2::integer, $3 #>> '{}')::text";
        Self::new(call, [json(after), json(size), json(snapshot)])
    }
}
