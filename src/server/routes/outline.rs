//! `GET /v1/courses/{course}/outline`: a course without its lessons' text.

use axum::Json;

use crate::domain::CourseId;
use crate::server::Caller;
use crate::server::parameters::Path;
use crate::server::problem::Answer;
use crate::wire::CourseOutline;
use crate::wire::problem::Problem;

/// A course's modules and lessons, without the lessons' text.
#[utoipa::path(
    get, path = "/v1/courses/{course}/outline", tag = "sync", security(("token" = [])), params(("course" = CourseId, Path)),
    responses((status = 200, body = CourseOutline), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn outline(caller: Caller, Path(course): Path<CourseId>) -> Answer<CourseOutline> {
    Ok(Json(caller.academy.outline(&course).await?))
}
