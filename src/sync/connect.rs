//! The remote that is reached at an academy's address.

use super::remote::Answer;
use super::{AcademyUrl, Http, Postgres, Remote};
use crate::domain::{CourseId, LessonId};
use crate::wire::{
    Batch, Bodies, CourseOutline, Hello, Listing, ManifestEntry, Pull, PullRequest, PushAnswer,
};

/// An academy of either kind.
#[derive(Debug, Clone)]
pub enum Connection {
    /// Its database, as the learner's own login.
    Postgres(Postgres),
    /// Its sync server, with a device's token.
    Http(Http),
}

/// The academy at that address, reached with the first call. `credential` is a server's token, or the database's
/// password; without one that comes from PGPASSWORD or `~/.pgpass`.
pub fn connect(url: &AcademyUrl, credential: Option<&str>) -> Connection {
    match url {
        AcademyUrl::Database(url) => Connection::Postgres(Postgres::at(url, credential)),
        AcademyUrl::Server(url) => Connection::Http(Http::at(url, credential)),
    }
}

impl Remote for Connection {
    async fn hello(&self) -> Answer<Hello> {
        match self {
            Connection::Postgres(remote) => remote.hello().await,
            Connection::Http(remote) => remote.hello().await,
        }
    }

    async fn manifest(&self, after: Option<&CourseId>, size: usize) -> Answer<Vec<ManifestEntry>> {
        match self {
            Connection::Postgres(remote) => remote.manifest(after, size).await,
            Connection::Http(remote) => remote.manifest(after, size).await,
        }
    }

    async fn listing(&self, courses: &[CourseId]) -> Answer<Vec<Listing>> {
        match self {
            Connection::Postgres(remote) => remote.listing(courses).await,
            Connection::Http(remote) => remote.listing(courses).await,
        }
    }

    async fn outline(
        &self,
        course: &CourseId,
        known: Option<&str>,
    ) -> Answer<Option<CourseOutline>> {
        match self {
            Connection::Postgres(remote) => remote.outline(course, known).await,
            Connection::Http(remote) => remote.outline(course, known).await,
        }
    }

    async fn bodies(&self, course: &CourseId, lessons: &[LessonId]) -> Answer<Bodies> {
        match self {
            Connection::Postgres(remote) => remote.bodies(course, lessons).await,
            Connection::Http(remote) => remote.bodies(course, lessons).await,
        }
    }

    async fn image(&self, course: &CourseId, digest: &str) -> Answer<Vec<u8>> {
        match self {
            Connection::Postgres(remote) => remote.image(course, digest).await,
            Connection::Http(remote) => remote.image(course, digest).await,
        }
    }

    async fn push(&self, batch: &Batch) -> Answer<PushAnswer> {
        match self {
            Connection::Postgres(remote) => remote.push(batch).await,
            Connection::Http(remote) => remote.push(batch).await,
        }
    }

    async fn pull(&self, request: &PullRequest) -> Answer<Pull> {
        match self {
            Connection::Postgres(remote) => remote.pull(request).await,
            Connection::Http(remote) => remote.pull(request).await,
        }
    }
}
