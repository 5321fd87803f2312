//! Turns failures of a server or the network into the engine's errors.

use std::error::Error;
use std::time::Duration;

use reqwest::Response;
use reqwest::header::RETRY_AFTER;

use crate::sync::SyncError;
use crate::wire::problem::{Problem, ProblemCode};

/// The longest that a server may have a client wait.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// A call that had no answer.
#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
pub(super) fn of_transport(error: reqwest::Error) -> SyncError {
    match (error.is_timeout(), error.is_builder()) {
        (true, _) => SyncError::Offline("the academy doesn't answer".to_owned()),
        (false, true) => SyncError::Unexpected(causes(&error)),
        (false, false) => SyncError::Offline(causes(&error)),
    }
}

/// A call whose answer didn't come, or came too slowly.
pub(super) fn silent() -> SyncError {
    SyncError::Offline("the academy was silent for too long".to_owned())
}

/// An answer that isn't what was asked for.
pub(super) async fn of_response(response: Response) -> SyncError {
    let status = response.status();
    let wait = wait_of(&response);
    if status.is_redirection() {
        return SyncError::Unexpected(
            "it sends to another address, where a token doesn't go by itself: set url to the academy's own".to_owned(),
        );
    }
    let problem: Option<Problem> = response.json().await.ok();
    match problem {
        Some(problem) => of_problem(problem, wait),
        // What answers is a proxy in front of the academy, or something else altogether.
        None if status.is_server_error() || status.as_u16() == 429 => SyncError::Busy {
            why: format!("what answers for it says {status}"),
            wait,
        },
        None => SyncError::Unexpected(format!("this isn't a sync server: it answers {status}")),
    }
}

fn of_problem(problem: Problem, wait: Option<Duration>) -> SyncError {
    let said = match &problem.request {
        Some(request) if problem.status >= 500 => {
            format!("{} (request {request})", problem.detail)
        }
        _ => problem.detail,
    };
    match problem.code {
        ProblemCode::NotSignedIn => SyncError::Unauthorized(said),
        ProblemCode::UserGone => SyncError::UserGone,
        ProblemCode::Diverged => SyncError::Diverged,
        ProblemCode::TooLarge => SyncError::TooLarge(said),
        ProblemCode::NotFound => SyncError::NotFound(said),
        ProblemCode::Forbidden => SyncError::Forbidden(said),
        ProblemCode::Stale => SyncError::Stale,
        ProblemCode::SlugTaken
        | ProblemCode::ForeignId
        | ProblemCode::Incomplete
        | ProblemCode::Malformed => SyncError::Refused(said),
        ProblemCode::Busy
        | ProblemCode::Overloaded
        | ProblemCode::RateLimited
        | ProblemCode::Timeout => SyncError::Busy { why: said, wait },
        ProblemCode::Unavailable => SyncError::Offline(said),
        _ => SyncError::Unexpected(said),
    }
}

/// How long the server asks to wait, in whole seconds; a date isn't understood.
fn wait_of(response: &Response) -> Option<Duration> {
    let said = response.headers().get(RETRY_AFTER)?.to_str().ok()?;
    let wait = Duration::from_secs(said.trim().parse().ok()?);
    Some(wait.min(LONGEST_WAIT))
}

/// The error and its causes, down to the first; without the address, which the caller knows.
pub(super) fn causes(error: &reqwest::Error) -> String {
    let mut innermost: &dyn Error = error;
    while let Some(cause) = innermost.source() {
        innermost = cause;
    }
    innermost.to_string()
}
