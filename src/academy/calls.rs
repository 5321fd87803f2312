//! The academy's SQL functions, typed. What they do and refuse is said where they are, in `migrations/postgres`.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool, Postgres, Row, Transaction};

use super::{AcademyError, TokenDigest};
use crate::domain::{CourseId, LessonId};
use crate::wire::{
    Batch, Bodies, CatalogFilter, CatalogPage, CourseOutline, Hello, Listing, ManifestEntry,
    Outcome, PROTOCOLS, Pull, PullRequest, PushAnswer, Pushed, Receipt, Refused, RemoteCourse,
};

/// An academy as one caller sees it.
#[derive(Debug, Clone)]
pub struct Academy {
    pool: PgPool,
    caller: Caller,
    /// Whether a statement that was prepared is still there for the next call.
    pub(super) persistent: bool,
}

/// Whose calls they are.
#[derive(Debug, Clone)]
enum Caller {
    /// The database login's own.
    Login,
    /// A user's, by the word of a server.
    User(String),
    /// Those of whoever has a device's token.
    Token(TokenDigest),
}

/// How often a call is made again when another transaction was in its way.
const ATTEMPTS: u32 = 8;

impl Academy {
    /// As the person whose database login the pool uses.
    pub fn direct(pool: PgPool) -> Self {
        Self {
            pool,
            caller: Caller::Login,
            persistent: true,
        }
    }

    /// As a server, on behalf of the user with this id. The pool's login must be a server's.
    pub fn on_behalf_of(pool: PgPool, user: impl Into<String>) -> Self {
        Self {
            pool,
            caller: Caller::User(user.into()),
            persistent: true,
        }
    }

    /// As a server, on behalf of whoever has a device's token. Each call looks it up anew, so one that was revoked is
    /// good for nothing at once.
    pub fn with_token(pool: PgPool, token: TokenDigest) -> Self {
        Self {
            pool,
            caller: Caller::Token(token),
            persistent: true,
        }
    }

    /// The same through PgBouncer in transaction mode, where each transaction may have another connection: names of
    /// prepared statements would meet those of others there.
    #[must_use]
    pub fn behind_pooler(self, is_it: bool) -> Self {
        Self {
            persistent: !is_it,
            ..self
        }
    }

    /// Who am I, what is spoken, and what has changed.
    ///
    /// # Errors
    /// `NotSignedIn`, `UserGone`.
    pub async fn hello(&self) -> Result<Hello, AcademyError> {
        self.call(
            "select lyceum.hello_v1($1::integer)::text",
            &[&PROTOCOLS.newest],
        )
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

    /// At most `size` of the courses that the caller sees, those after the id `after`, with their revisions.
    ///
    /// # Errors
    /// As for [`Academy::hello`].
    pub async fn manifest(
        &self,
        after: Option<&CourseId>,
        size: usize,
    ) -> Result<Vec<ManifestEntry>, AcademyError> {
        let mut transaction = self.begin().await?;
        let rows = sqlx::query("select course_id, revision from lyceum.manifest_v1($1, $2)")
            .persistent(self.persistent)
            .bind(after.map(CourseId::as_str))
            .bind(i32::try_from(size).unwrap_or(i32::MAX))
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

    /// The metadata of these courses, at most 200, as far as the caller sees them.
    ///
    /// # Errors
    /// As for [`Academy::hello`].
    pub async fn listing(&self, courses: &[CourseId]) -> Result<Vec<Listing>, AcademyError> {
        self.call("select lyceum.listing_v1($1)::text", &[&courses])
            .await
    }

    /// A course's modules and lessons, without the lessons' bodies.
    ///
    /// # Errors
    /// `NotFound` where there is none, or none that the caller may see.
    pub async fn outline(&self, id: &CourseId) -> Result<CourseOutline, AcademyError> {
        self.call("select lyceum.outline_v1($1 #>> '{}')::text", &[id])
            .await
    }

    /// A course's revision for the caller, as its outline has it.
    ///
    /// # Errors
    /// As for [`Academy::outline`].
    pub async fn revision(&self, id: &CourseId) -> Result<String, AcademyError> {
        let query = "select to_json(lyceum.revision_v1($1 #>> '{}'))::text";
        self.call(query, &[id]).await
    }

    /// The bodies of the first of these lessons of a course, as many as a page takes.
    ///
    /// # Errors
    /// `NotFound` as for [`Academy::outline`]; `Forbidden` without the right to the bodies.
    pub async fn bodies(
        &self,
        course: &CourseId,
        lessons: &[LessonId],
    ) -> Result<Bodies, AcademyError> {
        self.call(
            "select lyceum.bodies_v1($1 #>> '{}', $2)::text",
            &[course, &lessons],
        )
        .await
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
        storable.records.retain(|pushed| !holds_nul(pushed));
        let mut answer: PushAnswer = self.call(PUSH, &[&storable]).await?;
        for (place, pushed) in batch.records.iter().enumerate() {
            if holds_nul(pushed) {
                answer.receipts.insert(place, malformed(pushed));
            }
        }
        Ok(answer)
    }

    /// A page of the records after a place, and, at the log's end, what it adds up to.
    ///
    /// # Errors
    /// `Diverged` where the academy no longer has the record at that place.
    pub async fn pull(&self, request: &PullRequest) -> Result<Pull, AcademyError> {
        let PullRequest {
            after,
            size,
            snapshot,
        } = request;
        self.call(
            "select lyceum.pull_v1($1, $2::integer, $3 #>> '{}')::text",
            &[after, size, snapshot],
        )
        .await
    }

    /// The bytes of one of a course's images.
    ///
    /// # Errors
    /// `NotFound` where the course has none with this digest; `Forbidden` without the right to the lessons' bodies.
    pub async fn image(&self, course: &CourseId, digest: &str) -> Result<Vec<u8>, AcademyError> {
        let mut transaction = self.begin().await?;
        let bytes = sqlx::query_scalar("select lyceum.image_v1($1, $2)")
            .persistent(self.persistent)
            .bind(course.as_str())
            .bind(digest)
            .fetch_one(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(bytes)
    }

    /// Calls a function in a transaction of its own, again when another transaction was in the way. The answer
    /// is read to its end, so it is given only after the commit.
    pub(super) async fn call<T: DeserializeOwned>(
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
        let mut transaction = self.begin().await?;
        let mut query = sqlx::query_scalar::<_, String>(query).persistent(self.persistent);
        for argument in arguments {
            query = query.bind((!argument.is_null()).then_some(Json(argument)));
        }
        let answer = query.fetch_one(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(answer)
    }

    pub(super) async fn begin(&self) -> Result<Transaction<'static, Postgres>, AcademyError> {
        let mut transaction = self.pool.begin().await?;
        self.introduce(&mut transaction).await?;
        Ok(transaction)
    }

    async fn introduce(&self, connection: &mut PgConnection) -> Result<(), AcademyError> {
        let introduction = match &self.caller {
            Caller::Login => return Ok(()),
            Caller::User(id) => sqlx::query("select lyceum.act_for_v1($1)").bind(id),
            Caller::Token(digest) => {
                sqlx::query("select lyceum.act_for_token_v1($1)").bind(digest.bytes())
            }
        };
        introduction
            .persistent(self.persistent)
            .execute(connection)
            .await?;
        Ok(())
    }
}

const PUSH: &str = "select lyceum.push_v1($1)::text";

/// Whether PostgreSQL would refuse the whole batch because of this record: its text has no NUL.
fn holds_nul(pushed: &Pushed) -> bool {
    fn in_value(value: &serde_json::Value) -> bool {
        match value {
            serde_json::Value::String(text) => text.contains('\0'),
            serde_json::Value::Array(values) => values.iter().any(in_value),
            serde_json::Value::Object(fields) => in_fields(fields),
            _ => false,
        }
    }
    fn in_fields(fields: &serde_json::Map<String, serde_json::Value>) -> bool {
        fields
            .iter()
            .any(|(name, value)| name.contains('\0') || in_value(value))
    }
    pushed.record.kind.contains('\0') || in_fields(&pushed.record.payload)
}

fn malformed(pushed: &Pushed) -> Receipt {
    Receipt {
        record: pushed.record.id,
        outcome: Outcome::Refused {
            code: Refused::Malformed,
        },
    }
}

/// 10 ms at first, then twice as much each time: whoever is in the way is done in a few milliseconds.
fn pause(attempt: u32) -> Duration {
    Duration::from_millis(5 << attempt.min(8))
}

/// An argument that is passed to a function as JSON.
pub(super) trait Argument: Sync {
    fn json(&self) -> Result<serde_json::Value, serde_json::Error>;
}

impl<T: Serialize + Sync> Argument for T {
    fn json(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self)
    }
}
