//! `POST /v1/pull`: a page of the learner's log.

use crate::academy::Question;
use crate::server::Caller;
use crate::server::body::Json;
use crate::server::raw_json::Written;
use crate::wire::problem::Problem;
use crate::wire::{Pull, PullRequest};

/// The most bytes of a question.
const MOST: usize = 4096;

/// The records after a place, and at the log's end what it adds up to.
#[utoipa::path(
    post, path = "/v1/pull", tag = "sync", security(("token" = [])), request_body = PullRequest,
    responses((status = 200, body = Pull), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn pull(caller: Caller, Json(asked): Json<PullRequest, MOST>) -> Written<Pull> {
    Ok(caller.academy.text(Question::pull(&asked)).await?)
}
