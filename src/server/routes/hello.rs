//! `GET /v1/hello`: who am I, what is spoken, what has changed.

use crate::academy::Question;
use crate::server::Caller;
use crate::server::raw_json::Written;
use crate::wire::Hello;
use crate::wire::problem::Problem;

/// Who am I, what is spoken, what has changed.
#[utoipa::path(
    get, path = "/v1/hello", tag = "sync", security(("token" = [])),
    responses((status = 200, body = Hello), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn hello(caller: Caller) -> Written<Hello> {
    Ok(caller.academy.text(Question::hello()).await?)
}
