//! Publishing courses: the calls of authors, and what is done with them. A learner's sync needs none of it.
//!
//! ```text
//! files ─► content ─► Loaded ─┐                              ┌─► Difference ─► a person ─► send ─► academy
//! academy ─► Edition (outline, learners) ─► domain/versions ─┘   (with the revision that was compared: `base`)
//! academy ─► fetch ─► CourseTree ─► content/native/write ─► files
//! ```
//!
//! `domain/versions` decides which lessons of two versions are the same, for an import and for a publishing: by id, by
//! path, by a former path; where lessons are only alike, a person is asked. Texts and images are named by their
//! SHA-256, and only those that the academy lacks are uploaded. One transaction takes the course, if nobody changed it
//! since it was compared.

mod difference;
mod edition;
mod fetch;
mod send;

use super::remote::Answer;
use super::{Connection, Remote};
use crate::domain::CourseId;
use crate::wire::{CatalogEntry, Learners, Publication, Published};

pub use difference::{Difference, FieldChange};
pub use edition::{Edition, compare};
pub use fetch::fetch;
pub use send::{rehearse, send};

/// An academy that is called on behalf of somebody who publishes courses. The database says who may.
pub trait Author: Remote {
    /// The course with that slug, where the caller may see one.
    fn find(&self, slug: &str) -> impl Future<Output = Answer<Option<CatalogEntry>>> + Send;

    /// How many people learn in a course.
    fn learners(&self, course: &CourseId) -> impl Future<Output = Answer<Learners>> + Send;

    /// Those of these digests whose texts and images must be uploaded before the course is published.
    fn lacking(
        &self,
        course: &CourseId,
        digests: &[String],
    ) -> impl Future<Output = Answer<Vec<String>>> + Send;

    /// Keeps lessons' texts, at most [`MAX_TEXTS`](crate::wire::MAX_TEXTS) bytes of them, for the publishing to come.
    fn upload_texts(&self, texts: &[&str]) -> impl Future<Output = Answer<()>> + Send;

    /// Keeps a text or an image for the publishing to come.
    fn upload(&self, bytes: &[u8]) -> impl Future<Output = Answer<()>> + Send;

    /// Publishes a course whose texts and images are there.
    fn publish(&self, publication: &Publication) -> impl Future<Output = Answer<Published>> + Send;

    /// Takes a course back from everybody but its editors.
    fn unpublish(
        &self,
        course: &CourseId,
        base: &str,
    ) -> impl Future<Output = Answer<Published>> + Send;
}

impl Author for Connection {
    async fn find(&self, slug: &str) -> Answer<Option<CatalogEntry>> {
        match self {
            Connection::Postgres(remote) => remote.find(slug).await,
            Connection::Http(remote) => remote.find(slug).await,
        }
    }

    async fn learners(&self, course: &CourseId) -> Answer<Learners> {
        match self {
            Connection::Postgres(remote) => remote.learners(course).await,
            Connection::Http(remote) => remote.learners(course).await,
        }
    }

    async fn lacking(&self, course: &CourseId, digests: &[String]) -> Answer<Vec<String>> {
        match self {
            Connection::Postgres(remote) => remote.lacking(course, digests).await,
            Connection::Http(remote) => remote.lacking(course, digests).await,
        }
    }

    async fn upload_texts(&self, texts: &[&str]) -> Answer<()> {
        match self {
            Connection::Postgres(remote) => remote.upload_texts(texts).await,
            Connection::Http(remote) => remote.upload_texts(texts).await,
        }
    }

    async fn upload(&self, bytes: &[u8]) -> Answer<()> {
        match self {
            Connection::Postgres(remote) => remote.upload(bytes).await,
            Connection::Http(remote) => remote.upload(bytes).await,
        }
    }

    async fn publish(&self, publication: &Publication) -> Answer<Published> {
        match self {
            Connection::Postgres(remote) => remote.publish(publication).await,
            Connection::Http(remote) => remote.publish(publication).await,
        }
    }

    async fn unpublish(&self, course: &CourseId, base: &str) -> Answer<Published> {
        match self {
            Connection::Postgres(remote) => remote.unpublish(course, base).await,
            Connection::Http(remote) => remote.unpublish(course, base).await,
        }
    }
}
