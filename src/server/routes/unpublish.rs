//! `POST /v1/courses/{course}/unpublish`: takes a course back.

use crate::domain::CourseId;
use crate::server::Caller;
use crate::server::body::Json;
use crate::server::parameters::Path;
use crate::server::problem::Answer;
use crate::wire::problem::Problem;
use crate::wire::{Published, Unpublish};

/// The most bytes of a question.
const MOST: usize = 1024;

/// Takes a course back from everybody but its editors. What was learned in it stays.
#[utoipa::path(
    post, path = "/v1/courses/{course}/unpublish", tag = "publishing", security(("token" = [])),
    params(("course" = CourseId, Path)), request_body = Unpublish,
    responses((status = 200, body = Published), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn unpublish(
    caller: Caller,
    Path(course): Path<CourseId>,
    Json(Unpublish { base }): Json<Unpublish, MOST>,
) -> Answer<Published> {
    Ok(axum::Json(caller.academy.unpublish(&course, &base).await?))
}
