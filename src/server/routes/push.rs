//! `POST /v1/push`: stores what was learned.

use crate::server::Caller;
use crate::server::body::Json;
use crate::server::metrics::count_push;
use crate::server::problem::Answer;
use crate::wire::problem::Problem;
use crate::wire::{Batch, MAX_BYTES, PushAnswer};

/// The most bytes of a batch: its records', and what stands around them.
const MOST: usize = MAX_BYTES + 4096;

/// Stores records, and answers when they are safe.
#[utoipa::path(
    post, path = "/v1/push", tag = "sync", security(("token" = [])), request_body = Batch,
    responses((status = 200, body = PushAnswer), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn push(caller: Caller, Json(batch): Json<Batch, MOST>) -> Answer<PushAnswer> {
    let answer = caller.academy.push(&batch).await?;
    count_push(&answer);
    Ok(axum::Json(answer))
}
