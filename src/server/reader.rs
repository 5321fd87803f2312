//! Answers reads from the replica, if it has all that the caller has seen; else from the primary.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::App;
use super::caller::Caller;
use super::etag::Known;
use super::problem::Failure;
use super::replica_position::Position;
use crate::academy::{Academy, AcademyError, Connections, TokenDigest};
use crate::domain::CourseId;

/// A caller who reads catalogs and lessons.
#[derive(Debug, Clone)]
pub(in crate::server) struct Reader {
    /// The academy as the caller sees it.
    pub(in crate::server) academy: Academy,
}

impl Reader {
    /// The course's revision, where the client has the course in it.
    pub(in crate::server) async fn known(
        &self,
        course: &CourseId,
        known: &Known,
    ) -> Result<Option<String>, Failure> {
        if !known.is_any() {
            return Ok(None);
        }
        let revision = self.academy.revision(course).await?;
        Ok(known.has(&revision).then_some(revision))
    }
}

impl FromRequestParts<App> for Reader {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let caller = Caller::from_request_parts(parts, app).await?;
        let position = Position::of(&parts.headers);
        let (Some(replica), Some(position)) = (&app.database().replica, position) else {
            return Ok(Reader {
                academy: caller.academy,
            });
        };
        // Tokens and roles are the primary's word. Who may edit reads there as well: a right that was taken is gone.
        let learner = learner_of(&app.database().primary, caller.token).await?;
        let academy = match learner {
            Some(user) if has_reached(replica, &position).await => {
                metrics::counter!("lyceum_replica_reads_total").increment(1);
                Academy::on_behalf_of(replica.clone(), user)
            }
            _ => caller.academy,
        };
        Ok(Reader { academy })
    }
}

/// The user whose token it is; none for whoever may edit courses.
async fn learner_of(primary: &Connections, token: TokenDigest) -> Result<Option<String>, Failure> {
    let question = sqlx::query_as("select caller, learns from lyceum.learner_of_token_v1($1)");
    let (user, learns): (String, bool) = primary
        .row(question.bind(token.bytes()))
        .await
        .map_err(AcademyError::from)?;
    Ok(learns.then_some(user))
}

/// Whether the replica has everything up to there. One that doesn't answer has nothing.
async fn has_reached(replica: &Connections, position: &Position) -> bool {
    let question = sqlx::query_as("select pg_last_wal_replay_lsn() >= $1::pg_lsn");
    let reached: Result<(bool,), _> = replica.row(question.bind(&position.0)).await;
    match reached {
        Ok((reached,)) => reached,
        Err(error) => {
            tracing::warn!(%error, "the replica is away");
            false
        }
    }
}
