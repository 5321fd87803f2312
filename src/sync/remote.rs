//! The academy, as the engine sees it. What the calls mean is said in [`crate::wire`].

use super::SyncError;
use crate::domain::{CourseId, LessonId};
use crate::wire::{
    Batch, Bodies, CourseOutline, Hello, Listing, ManifestEntry, Pull, PullRequest, PushAnswer,
};

/// The result of a call.
pub type Answer<T> = Result<T, SyncError>;

/// An academy that is called on behalf of one learner. One contract suite holds for every implementation.
pub trait Remote: Sync {
    /// Who am I, what is spoken, what has changed.
    fn hello(&self) -> impl Future<Output = Answer<Hello>> + Send;

    /// At most `size` courses that the learner sees, those after an id, in the order of the ids.
    fn manifest(
        &self,
        after: Option<&CourseId>,
        size: usize,
    ) -> impl Future<Output = Answer<Vec<ManifestEntry>>> + Send;

    /// The metadata of these courses.
    fn listing(&self, courses: &[CourseId]) -> impl Future<Output = Answer<Vec<Listing>>> + Send;

    /// A course's modules and lessons, without bodies; none where its revision is the one that is `known`.
    fn outline(
        &self,
        course: &CourseId,
        known: Option<&str>,
    ) -> impl Future<Output = Answer<Option<CourseOutline>>> + Send;

    /// The bodies of the first of these lessons, as many as a page takes.
    fn bodies(
        &self,
        course: &CourseId,
        lessons: &[LessonId],
    ) -> impl Future<Output = Answer<Bodies>> + Send;

    /// The bytes of one of a course's images, by the digest that the outline has.
    fn image(
        &self,
        course: &CourseId,
        digest: &str,
    ) -> impl Future<Output = Answer<Vec<u8>>> + Send;

    /// Stores records, and answers when they are safe.
    fn push(&self, batch: &Batch) -> impl Future<Output = Answer<PushAnswer>> + Send;

    /// A page of the learner's log.
    fn pull(&self, request: &PullRequest) -> impl Future<Output = Answer<Pull>> + Send;
}
