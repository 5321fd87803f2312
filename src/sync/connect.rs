//! The academy that the settings name: its address, and the remote that is reached there.

use std::fmt;
use std::str::FromStr;

use super::http::InvalidServerUrl;
use super::remote::Answer;
use super::{Http, Postgres, Remote, ServerUrl};
use crate::academy::DatabaseUrl;
use crate::academy::connect::InvalidDatabaseUrl;
use crate::domain::{CourseId, LessonId};
use crate::wire::{
    Batch, Bodies, CourseOutline, Hello, Listing, ManifestEntry, Pull, PullRequest, PushAnswer,
};

/// An academy's address, without anything secret.
#[derive(Debug, Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "a program has one, and nothing moves it about"
)]
pub enum AcademyUrl {
    /// Its database: `postgres://USER@HOST/DATABASE`.
    Database(DatabaseUrl),
    /// Its sync server: `https://HOST`.
    Server(ServerUrl),
}

/// Why an address isn't taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAcademyUrl {
    /// It is only the name of a host.
    #[error("`{0}` doesn't say how the academy is reached: write https://{0}")]
    NoScheme(String),
    /// It is no address of a server, or one with a password.
    #[error(transparent)]
    Server(#[from] InvalidServerUrl),
    /// It is no address of a database, or one with a password.
    #[error(transparent)]
    Database(#[from] InvalidDatabaseUrl),
}

impl FromStr for AcademyUrl {
    type Err = InvalidAcademyUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.starts_with("https://") || text.starts_with("http://") {
            return Ok(AcademyUrl::Server(text.parse()?));
        }
        if is_host(text) {
            return Err(InvalidAcademyUrl::NoScheme(text.to_owned()));
        }
        Ok(AcademyUrl::Database(text.parse()?))
    }
}

/// Whether a text may be the name of a host, and a port or a path behind it.
fn is_host(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-:/[]".contains(c);
    !text.is_empty() && !text.contains("://") && text.chars().all(is_plain)
}

impl fmt::Display for AcademyUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AcademyUrl::Database(url) => url.fmt(f),
            AcademyUrl::Server(url) => url.fmt(f),
        }
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_alone_says_what_to_write() {
        for (text, said) in [
            (
                "academy.example.org",
                "`academy.example.org` doesn't say how the academy is reached: write https://academy.example.org",
            ),
            (
                "me:secret@academy.example.org",
                "the address holds a password",
            ),
            ("mysql://x/y", "is not the address of a database"),
        ] {
            let invalid = text.parse::<AcademyUrl>().unwrap_err().to_string();
            assert!(invalid.contains(said), "{invalid}");
            assert!(!invalid.contains("secret"), "{invalid}");
        }
    }
}
