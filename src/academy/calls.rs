//! The academy's SQL functions, typed. What they do and refuse is said where they are, in `migrations/postgres`.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool, Row};

use super::AcademyError;
use crate::domain::{CourseId, CourseTree, LessonId, Record};
use crate::wire::{
    Batch, CatalogFilter, CatalogPage, Hello, ManifestEntry, Outcome, PROTOCOL, Place,
    PublishOptions, Published, Pull, PushAnswer, Receipt, Refused, RemoteCourse,
};

/// An academy as one caller sees it.
#[derive(Debug, Clone)]
pub struct Academy {
    pool: PgPool,
    user: Option<String>,
}

/// How often a call is made again when another transaction was in its way.
const ATTEMPTS: u32 = 8;

impl Academy {
    /// As the person whose database login the pool uses.
    pub fn direct(pool: PgPool) -> Self {
        Self { pool, user: None }
    }

    /// As a server, on behalf of the user with this id. The pool's login must be a server's.
    pub fn on_behalf_of(pool: PgPool, user: impl Into<String>) -> Self {
        Self {
            pool,
            user: Some(user.into()),
        }
    }

    /// Who am I, and what is spoken.
    ///
    /// # Errors
    /// `NotSignedIn`, `UserGone`, `Incompatible`.
    pub async fn hello(&self) -> Result<Hello, AcademyError> {
        self.call("select lyceum.hello_v1($1::integer)::text", &[&PROTOCOL])
            .await
    }

    /// A page of at most `size` courses, those after the slug `after`.
    ///
    /// # Errors
    /// As for [`Academy::hello`].
    pub async fn catalog(
        &self,
        filter: &CatalogFilter,
        after: Option<&str>,
        size: usize,
    ) -> Result<CatalogPage, AcademyError> {
        self.call(
            "select lyceum.catalog_v1($1, $2 #>> '{}', $3::integer)::text",
            &[filter, &after, &size],
        )
        .await
    }

    /// Every course that the caller sees, with its revision.
    ///
    /// # Errors
    /// As for [`Academy::hello`].
    pub async fn manifest(&self) -> Result<Vec<ManifestEntry>, AcademyError> {
        let mut transaction = self.pool.begin().await?;
        self.introduce(&mut transaction).await?;
        let rows = sqlx::query("select course_id, revision from lyceum.manifest_v1()")
            .fetch_all(&mut *transaction)
            .await?;
        transaction.commit().await?;
        rows.iter()
            .map(|row| {
                Ok(ManifestEntry {
                    course: CourseId::new(row.try_get::<String, _>(0)?),
                    revision: row.try_get(1)?,
                })
            })
            .collect()
    }

    /// A course: its outline, and the lessons' text where the caller may have it.
    ///
    /// # Errors
    /// `NotFound` where there is none, or none that the caller may see.
    pub async fn course(&self, id: &CourseId) -> Result<RemoteCourse, AcademyError> {
        self.call("select lyceum.course_v1($1 #>> '{}')::text", &[id])
            .await
    }

    /// Stores records; answers when they are safe.
    ///
    /// # Errors
    /// `Diverged` where the academy isn't the one, or no longer has the record, that the batch builds on;
    /// `TooLarge`.
    pub async fn push(&self, batch: &Batch) -> Result<PushAnswer, AcademyError> {
        if !batch.records.iter().any(holds_nul) {
            return self.call(PUSH, &[batch]).await;
        }
        let mut storable = batch.clone();
        storable.records.retain(|record| !holds_nul(record));
        let mut answer: PushAnswer = self.call(PUSH, &[&storable]).await?;
        for (place, record) in batch.records.iter().enumerate() {
            if holds_nul(record) {
                answer.receipts.insert(place, malformed(record));
            }
        }
        Ok(answer)
    }

    /// At most `size` records after a place (at most 1,000), and, at the log's end, what it adds up to.
    ///
    /// # Errors
    /// `Diverged` where the academy no longer has the record at that place.
    pub async fn pull(&self, after: Option<Place>, size: usize) -> Result<Pull, AcademyError> {
        self.call(
            "select lyceum.pull_v1($1, $2::integer)::text",
            &[&after, &size],
        )
        .await
    }

    /// Publishes a course, or keeps it as a draft.
    ///
    /// # Errors
    /// `Forbidden`, `Stale`, `SlugTaken`, `ForeignId`, `Incomplete`, `Malformed`.
    pub async fn publish(
        &self,
        tree: &CourseTree,
        options: &PublishOptions,
    ) -> Result<Published, AcademyError> {
        self.call("select lyceum.publish_v1($1, $2)::text", &[tree, options])
            .await
    }

    /// Calls a function in a transaction of its own, again when another transaction was in the way. The answer
    /// is read to its end, so it is given only after the commit.
    async fn call<T: DeserializeOwned>(
        &self,
        query: &'static str,
        arguments: &[&dyn Argument],
    ) -> Result<T, AcademyError> {
        let arguments: Vec<serde_json::Value> = arguments
            .iter()
            .map(|argument| argument.json())
            .collect::<Result<_, _>>()?;
        let mut attempt = 1;
        loop {
            match self.call_once(query, &arguments).await {
                Err(error) if error.is_contention() && attempt < ATTEMPTS => {
                    tokio::time::sleep(pause(attempt)).await;
                    attempt += 1;
                }
                other => return Ok(serde_json::from_str(&other?)?),
            }
        }
    }

    async fn call_once(
        &self,
        query: &'static str,
        arguments: &[serde_json::Value],
    ) -> Result<String, AcademyError> {
        let mut transaction = self.pool.begin().await?;
        self.introduce(&mut transaction).await?;
        let mut query = sqlx::query_scalar::<_, String>(query);
        for argument in arguments {
            query = query.bind((!argument.is_null()).then_some(Json(argument)));
        }
        let answer = query.fetch_one(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(answer)
    }

    async fn introduce(&self, connection: &mut PgConnection) -> Result<(), AcademyError> {
        if let Some(user) = &self.user {
            sqlx::query("select set_config('lyceum.user_id', $1, true)")
                .bind(user)
                .execute(connection)
                .await?;
        }
        Ok(())
    }
}

const PUSH: &str = "select lyceum.push_v1($1)::text";

/// Whether PostgreSQL would refuse the whole batch because of this record: its text has no NUL.
fn holds_nul(record: &Record) -> bool {
    let lesson = record.fact.lesson().map(LessonId::as_str);
    [Some(record.fact.course().as_str()), lesson]
        .into_iter()
        .flatten()
        .any(|id| id.contains('\0'))
}

fn malformed(record: &Record) -> Receipt {
    Receipt {
        record: record.id,
        outcome: Outcome::Refused {
            code: Refused::Malformed,
        },
    }
}

/// 10 ms at first, then twice as much each time: whoever is in the way is done in a few milliseconds.
fn pause(attempt: u32) -> Duration {
    Duration::from_millis(5 << attempt.min(8))
}

/// What can be handed to a function as JSON.
trait Argument: Sync {
    fn json(&self) -> Result<serde_json::Value, serde_json::Error>;
}

impl<T: Serialize + Sync> Argument for T {
    fn json(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self)
    }
}
