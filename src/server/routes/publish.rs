//! `POST /v1/publish`: publishes a course whose texts and images were uploaded.

use crate::server::Caller;
use crate::server::body::Json;
use crate::server::problem::Answer;
use crate::wire::problem::Problem;
use crate::wire::{Publication, Published};

/// The most bytes of a course without its texts: ten thousand lessons.
const MOST: usize = 8 * 1024 * 1024;

/// Publishes a course, or keeps it as a draft: all of it, or nothing.
#[utoipa::path(
    post, path = "/v1/publish", tag = "publishing", security(("token" = [])), request_body = Publication,
    responses((status = 200, body = Published), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn publish(
    caller: Caller,
    Json(given): Json<Publication, MOST>,
) -> Answer<Published> {
    Ok(axum::Json(caller.academy.publish_given(&given).await?))
}
