//! The academy's database itself, called as the learner's own login.

use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgPool, PgPoolOptions};

use super::author::Author;
use super::remote::Answer;
use super::{Remote, SyncError};
use crate::academy::{Academy, AcademyError, DatabaseUrl, Refusal};
use crate::domain::{CourseId, LessonId};
use crate::wire::{
    Batch, Bodies, CatalogEntry, CatalogFilter, CourseOutline, Hello, Learners, Listing,
    ManifestEntry, Publication, Published, Pull, PullRequest, PushAnswer,
};

/// How long somebody may take to accept a connection.
const REACHING: Duration = Duration::from_secs(3);

/// How long it may take from there to the first call: encryption, the login.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long an answer may take; shorter than the right to sync lasts.
const SILENCE: Duration = Duration::from_secs(20);

/// How long texts and images may take on their way: 8 MiB on a line of a quarter of a megabit.
const UPLOADING: Duration = Duration::from_secs(300);

/// An academy's database.
#[derive(Debug, Clone)]
pub struct Postgres {
    academy: Academy,
    /// The way to it, where the connection is ours to make.
    way: Option<(Arc<DatabaseUrl>, PgPool)>,
}

impl Postgres {
    /// The database at that address. It connects with the first call. The password comes from PGPASSWORD or `~/.pgpass`,
    /// unless one is given.
    pub fn at(url: &DatabaseUrl, password: Option<&str>) -> Postgres {
        let mut options = url.options().clone().application_name("lyceum");
        if let Some(password) = password {
            options = options.password(password);
        }
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_lazy_with(options);
        Postgres {
            academy: Academy::direct(pool.clone()),
            way: Some((Arc::new(url.clone()), pool)),
        }
    }

    /// An academy that somebody else connects to.
    pub fn of(academy: Academy) -> Postgres {
        Postgres { academy, way: None }
    }

    /// Waits for an answer, and not for ever: a connection that is silent is none.
    async fn call<T>(&self, call: impl Future<Output = Result<T, AcademyError>>) -> Answer<T> {
        self.call_within(SILENCE, call).await
    }

    async fn call_within<T>(
        &self,
        patience: Duration,
        call: impl Future<Output = Result<T, AcademyError>>,
    ) -> Answer<T> {
        self.reach().await?;
        match tokio::time::timeout(patience, call).await {
            Ok(answered) => Ok(answered?),
            Err(_) => {
                let why = format!("the academy was silent for {} s", patience.as_secs());
                Err(SyncError::Offline(why))
            }
        }
    }

    /// Looks whether anybody is there before the first call. The pool itself tries again for as long as its patience
    /// lasts where a connection is refused.
    async fn reach(&self) -> Answer<()> {
        let Some((url, pool)) = &self.way else {
            return Ok(());
        };
        if pool.size() > 0 {
            return Ok(());
        }
        match tokio::time::timeout(REACHING, url.reach()).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(refused)) => Err(SyncError::Offline(refused.to_string())),
            Err(_) => {
                let waited = REACHING.as_secs();
                let why = format!("nobody answers at {url} within {waited} s");
                Err(SyncError::Offline(why))
            }
        }
    }
}

impl Remote for Postgres {
    async fn hello(&self) -> Answer<Hello> {
        self.call(self.academy.hello()).await
    }

    async fn manifest(&self, after: Option<&CourseId>, size: usize) -> Answer<Vec<ManifestEntry>> {
        self.call(self.academy.manifest(after, size)).await
    }

    async fn listing(&self, courses: &[CourseId]) -> Answer<Vec<Listing>> {
        self.call(self.academy.listing(courses)).await
    }

    async fn outline(
        &self,
        course: &CourseId,
        known: Option<&str>,
    ) -> Answer<Option<CourseOutline>> {
        if let Some(known) = known
            && self.call(self.academy.revision(course)).await? == known
        {
            return Ok(None);
        }
        self.call(self.academy.outline(course)).await.map(Some)
    }

    async fn bodies(&self, course: &CourseId, lessons: &[LessonId]) -> Answer<Bodies> {
        self.call(self.academy.bodies(course, lessons)).await
    }

    async fn image(&self, course: &CourseId, digest: &str) -> Answer<Vec<u8>> {
        self.call(self.academy.image(course, digest)).await
    }

    async fn push(&self, batch: &Batch) -> Answer<PushAnswer> {
        self.call(self.academy.push(batch)).await
    }

    async fn pull(&self, request: &PullRequest) -> Answer<Pull> {
        self.call(self.academy.pull(request)).await
    }
}

impl Author for Postgres {
    async fn find(&self, slug: &str) -> Answer<Option<CatalogEntry>> {
        let filter = CatalogFilter {
            slug: Some(slug.to_owned()),
            ..CatalogFilter::default()
        };
        let page = self.call(self.academy.catalog(&filter, None, 1)).await?;
        Ok(page.courses.into_iter().next())
    }

    async fn learners(&self, course: &CourseId) -> Answer<Learners> {
        self.call(self.academy.learners(course)).await
    }

    async fn lacking(&self, course: &CourseId, digests: &[String]) -> Answer<Vec<String>> {
        self.call(self.academy.lacking(course, digests)).await
    }

    async fn upload_texts(&self, texts: &[&str]) -> Answer<()> {
        let parts: Vec<&[u8]> = texts.iter().map(|text| text.as_bytes()).collect();
        self.call_within(UPLOADING, self.academy.upload(&parts))
            .await
    }

    async fn upload(&self, bytes: &[u8]) -> Answer<()> {
        self.call_within(UPLOADING, self.academy.upload(&[bytes]))
            .await
    }

    async fn publish(&self, publication: &Publication) -> Answer<Published> {
        self.call_within(UPLOADING, self.academy.publish_given(publication))
            .await
    }

    async fn unpublish(&self, course: &CourseId, base: &str) -> Answer<Published> {
        self.call(self.academy.unpublish(course, base)).await
    }
}

impl From<AcademyError> for SyncError {
    fn from(error: AcademyError) -> Self {
        let said = error.to_string();
        match error {
            AcademyError::Refused { refusal, .. } => of_refusal(refusal, said),
            AcademyError::Unreachable { cause, .. } | AcademyError::Database(cause) => {
                of_database(&cause, said)
            }
            AcademyError::Denied(_) => SyncError::Unauthorized(said),
            _ => SyncError::Unexpected(said),
        }
    }
}

fn of_refusal(refusal: Refusal, said: String) -> SyncError {
    match refusal {
        Refusal::NotSignedIn => SyncError::Unauthorized(said),
        Refusal::UserGone => SyncError::UserGone,
        Refusal::Diverged => SyncError::Diverged,
        Refusal::Busy => SyncError::Busy {
            why: said,
            wait: None,
        },
        Refusal::TooLarge => SyncError::TooLarge(said),
        Refusal::NotFound => SyncError::NotFound(said),
        Refusal::Forbidden => SyncError::Forbidden(said),
        Refusal::Stale => SyncError::Stale,
        Refusal::SlugTaken | Refusal::ForeignId | Refusal::Incomplete | Refusal::Malformed => {
            SyncError::Refused(said)
        }
        _ => SyncError::Unexpected(said),
    }
}

fn of_database(cause: &sqlx::Error, said: String) -> SyncError {
    use sqlx::Error::{Io, PoolClosed, PoolTimedOut, Tls, WorkerCrashed};
    let code = cause
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    match (cause, code.as_deref()) {
        (PoolTimedOut, _) => {
            let why = format!(
                "the academy's database didn't answer within {} s",
                PATIENCE.as_secs()
            );
            SyncError::Offline(why)
        }
        (Io(_) | Tls(_) | PoolClosed | WorkerCrashed, _) => SyncError::Offline(said),
        // invalid_authorization_specification, invalid_catalog_name
        (_, Some(code)) if code.starts_with("28") || code == "3D000" => {
            SyncError::Unauthorized(said)
        }
        // connection_exception, insufficient_resources, operator_intervention, lock_not_available
        (_, Some(code)) if ["08", "53", "57", "55"].iter().any(|c| code.starts_with(c)) => {
            SyncError::Offline(said)
        }
        (_, Some(_)) => SyncError::Unexpected(said),
        (_, None) => SyncError::Offline(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_connection_that_is_refused_is_not_tried_until_patience_ends() {
        let url = "postgres://ada@127.0.0.1:1/academy".parse().unwrap();
        let refused = Postgres::at(&url, None).hello().await.unwrap_err();
        assert!(
            matches!(&refused, SyncError::Offline(why) if why.contains("refused")),
            "{refused}"
        );
    }
}
