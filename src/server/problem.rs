//! Failures as a client gets them. `observe` writes a problem's body, because it knows the request's id.

use axum::http::header::{ALLOW, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::academy::{AcademyError, Refusal};
use crate::wire::problem::{Problem, ProblemCode};

/// An answer of the server's: what was asked for, or a problem.
pub(super) type Answer<T> = Result<axum::Json<T>, Failure>;

/// A problem on its way out.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    pub(super) problem: Problem,
    /// The seconds after which trying again makes sense.
    retry_after: Option<u64>,
}

impl Failure {
    pub(super) fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self {
            problem: Problem::new(code, detail),
            retry_after: None,
        }
    }

    pub(super) fn retry_after(self, seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..self
        }
    }

    /// The problem for a status that a library answered without a body.
    pub(super) fn of_status(status: StatusCode) -> Self {
        let (code, detail) = match status {
            StatusCode::NOT_FOUND => (ProblemCode::NotFound, "there is nothing at this address"),
            StatusCode::METHOD_NOT_ALLOWED => (
                ProblemCode::MethodNotAllowed,
                "the address doesn't take this method",
            ),
            StatusCode::PAYLOAD_TOO_LARGE => (ProblemCode::TooLarge, "the request is too large"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => (
                ProblemCode::UnsupportedMediaType,
                "the body's type isn't understood",
            ),
            status if status.is_client_error() => {
                (ProblemCode::Malformed, "the request can't be read")
            }
            _ => (ProblemCode::Internal, "the server failed"),
        };
        Self::new(code, detail)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.problem.status);
        let mut response = status
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.problem.code == ProblemCode::NotSignedIn {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self.problem);
        response
    }
}

/// A library's answer, made a problem; what it said of the methods that are allowed stays.
pub(super) fn instead_of(response: &Response) -> Response {
    let mut failure = Failure::of_status(response.status()).into_response();
    if let Some(allowed) = response.headers().get(ALLOW) {
        failure.headers_mut().insert(ALLOW, allowed.clone());
    }
    failure
}

impl From<AcademyError> for Failure {
    fn from(error: AcademyError) -> Self {
        match &error {
            AcademyError::Refused { refusal, .. } => {
                let failure = Self::new(code_of(*refusal), error.to_string());
                match refusal {
                    Refusal::Busy => failure.retry_after(1),
                    _ => failure,
                }
            }
            AcademyError::Database(sqlx::Error::PoolTimedOut) => Self::new(
                ProblemCode::Overloaded,
                "the server has more to do than it can take at this moment",
            )
            .retry_after(1),
            AcademyError::Unreachable { .. } | AcademyError::NotMigrated => away(&error),
            AcademyError::Database(cause) if is_away(cause) => away(&error),
            _ => {
                tracing::error!(%error, "the academy failed");
                Self::new(ProblemCode::Internal, "the server failed")
            }
        }
    }
}

fn away(error: &AcademyError) -> Failure {
    tracing::warn!(%error, "the database is away");
    Failure::new(
        ProblemCode::Unavailable,
        "the academy's database doesn't answer",
    )
    .retry_after(5)
}

/// Whether the failure is of the connection or of the whole server, and not of the call.
fn is_away(cause: &sqlx::Error) -> bool {
    use sqlx::Error::{Io, PoolClosed, Protocol, Tls, WorkerCrashed};
    let code = cause
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    match code {
        // invalid_authorization, connection_exception, insufficient_resources, operator_intervention, lock_not_available
        Some(code) => ["28", "08", "53", "57", "55", "40"]
            .iter()
            .any(|class| code.starts_with(class)),
        None => matches!(
            cause,
            Io(_) | Tls(_) | PoolClosed | Protocol(_) | WorkerCrashed
        ),
    }
}

fn code_of(refusal: Refusal) -> ProblemCode {
    match refusal {
        Refusal::NotSignedIn => ProblemCode::NotSignedIn,
        Refusal::Incompatible => ProblemCode::Incompatible,
        Refusal::UserGone => ProblemCode::UserGone,
        Refusal::Forbidden => ProblemCode::Forbidden,
        Refusal::NotFound => ProblemCode::NotFound,
        Refusal::Diverged => ProblemCode::Diverged,
        Refusal::TooLarge => ProblemCode::TooLarge,
        Refusal::Stale => ProblemCode::Stale,
        Refusal::SlugTaken => ProblemCode::SlugTaken,
        Refusal::ForeignId => ProblemCode::ForeignId,
        Refusal::Incomplete => ProblemCode::Incomplete,
        Refusal::Malformed => ProblemCode::Malformed,
        Refusal::Busy => ProblemCode::Busy,
    }
}
