//! The academy's SQL functions, typed. What they do and refuse is said where they are, in `migrations/postgres`.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::{RawValue, to_raw_value};
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::types::Json;
use sqlx::{Arguments, AssertSqlSafe, FromRow};

use super::question::{Question, Text};
use super::{AcademyError, Connections, TokenDigest};
use crate::domain::{CourseId, LessonId};
use crate::wire::{
    Batch, Bodies, CatalogFilter, CatalogPage, CourseOutline, Hello, Listing, ManifestEntry,
    Outcome, Pull, PullRequest, PushAnswer, Pushed, Receipt, Refused, RemoteCourse,
};

/// An academy as one caller sees it.
#[derive(Debug, Clone)]
pub struct Academy {
    connections: Connections,
    caller: Caller,
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
    /// As the person whose database login the connections use.
    pub fn direct(connections: impl Into<Connections>) -> Self {
        Self {
            connections: connections.into(),
            caller: Caller::Login,
        }
    }

    /// As a server, on behalf of the user with this id. The connections' login must be a server's.
    pub fn on_behalf_of(connections: impl Into<Connections>, user: impl Into<String>) -> Self {
        Self {
            connections: connections.into(),
            caller: Caller::User(user.into()),
        }
    }

    /// As a server, on behalf of whoever has a device's token. Each call looks it up anew, so one that was revoked is
    /// good for nothing at once.
    pub fn with_token(connections: impl Into<Connections>, token: TokenDigest) -> Self {
        Self {
            connections: connections.into(),
            caller: Caller::Token(token),
        }
    }

    /// Who am I, what is spoken, and what has changed.
    ///
    /// # Errors
    /// `NotSignedIn`, `UserGone`.
    pub async fn hello(&self) -> Result<Hello, AcademyError> {
        self.read(Question::hello()).await
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
        self.read(Question::catalog(filter, after, size)).await
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
        self.read(Question::manifest(after, size)).await
    }

    /// The metadata of these courses, at most 200, as far as the caller sees them.
    ///
    /// # Errors
    /// As for [`Academy::hello`].
    pub async fn listing(&self, courses: &[CourseId]) -> Result<Vec<Listing>, AcademyError> {
        self.read(Question::listing(courses)).await
    }

    /// A course's modules and lessons, without the lessons' bodies.
    ///
    /// # Errors
    /// `NotFound` where there is none, or none that the caller may see.
    pub async fn outline(&self, id: &CourseId) -> Result<CourseOutline, AcademyError> {
        self.read(Question::outline(id)).await
    }

    /// A course's revision for the caller, as its outline has it.
    ///
    /// # Errors
    /// As for [`Academy::outline`].
    pub async fn revision(&self, id: &CourseId) -> Result<String, AcademyError> {
        self.read(Question::revision(id)).await
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
        self.read(Question::bodies(course, lessons)).await
    }

    /// A course: its outline, and the lessons' text where the caller may have it.
    ///
    /// # Errors
    /// `NotFound` where there is none, or none that the caller may see.
    pub async fn course(&self, id: &CourseId) -> Result<RemoteCourse, AcademyError> {
        self.read(Question::course(id)).await
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
        self.read(Question::pull(request)).await
    }

    /// The bytes of one of a course's images.
    ///
    /// # Errors
    /// `NotFound` where the course has none with this digest; `Forbidden` without the right to the lessons' bodies.
    pub async fn image(&self, course: &CourseId, digest: &str) -> Result<Vec<u8>, AcademyError> {
        let (bytes,) = self
            .row("select lyceum.image_v1($1, $2)", |arguments| {
                arguments.add(course.as_str())?;
                arguments.add(digest)
            })
            .await?;
        Ok(bytes)
    }

    /// The answer to a question.
    ///
    /// # Errors
    /// `NotSignedIn`, `UserGone`; the others that the question's function has.
    pub async fn read<T: DeserializeOwned>(
        &self,
        question: Question<T>,
    ) -> Result<T, AcademyError> {
        Ok(self.text(question).await?.read()?)
    }

    /// The same as the database wrote it.
    ///
    /// # Errors
    /// As for [`Academy::read`].
    pub async fn text<T>(&self, question: Question<T>) -> Result<Text<T>, AcademyError> {
        let arguments = question.arguments?;
        Ok(Text::new(self.ask(question.call, &arguments).await?))
    }

    /// Calls a function, again when another transaction was in the way.
    pub(super) async fn call<T: DeserializeOwned>(
        &self,
        call: &'static str,
        arguments: &[&dyn Argument],
    ) -> Result<T, AcademyError> {
        let arguments: Vec<Box<RawValue>> = arguments
            .iter()
            .map(|argument| argument.json())
            .collect::<Result<_, _>>()?;
        Ok(serde_json::from_str(&self.ask(call, &arguments).await?)?)
    }

    async fn ask(
        &self,
        call: &'static str,
        arguments: &[Box<RawValue>],
    ) -> Result<String, AcademyError> {
        let mut attempt = 1;
        loop {
            let answer = self.row(call, |bound| {
                arguments.iter().try_for_each(|argument| {
                    let given = argument.get() != "null";
                    bound.add(given.then_some(Json(argument)))
                })
            });
            match answer.await {
                Err(error) if error.is_contention() && attempt < ATTEMPTS => {
                    tokio::time::sleep(pause(attempt)).await;
                    attempt += 1;
                }
                answered => return answered.map(|(text,)| text),
            }
        }
    }

    /// The row that a call gives, which has no `from`. The caller is introduced in the same statement: that is one round
    /// trip, and a transaction of its own.
    pub(super) async fn row<T>(
        &self,
        call: &'static str,
        bind: impl Fn(&mut PgArguments) -> Result<(), BoxDynError>,
    ) -> Result<T, AcademyError>
    where
        T: Send + Unpin + for<'r> FromRow<'r, PgRow>,
    {
        let mut arguments = PgArguments::default();
        let introduction = bind(&mut arguments).and_then(|()| match &self.caller {
            Caller::Login => Ok(None),
            Caller::User(id) => arguments.add(id).map(|()| Some("act_for_v1")),
            Caller::Token(digest) => {
                let introduction = Some("act_for_token_v1");
                arguments.add(digest.bytes()).map(|()| introduction)
            }
        });
        let statement = match introduction.map_err(sqlx::Error::Encode)? {
            None => call.to_owned(),
            Some(introduction) => format!(
                "with caller as materialized (select lyceum.{introduction}(${})) {call} from caller",
                arguments.len()
            ),
        };
        // Both are texts of ours.
        let query = sqlx::query_as_with(AssertSqlSafe(statement), arguments);
        Ok(self.connections.row(query).await?)
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
    fn json(&self) -> Result<Box<RawValue>, serde_json::Error>;
}

impl<T: Serialize + Sync> Argument for T {
    fn json(&self) -> Result<Box<RawValue>, serde_json::Error> {
        to_raw_value(self)
    }
}
