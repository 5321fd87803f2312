//! `GET /v1/courses/{course}`: a course whole.

use axum::Json;

use crate::domain::CourseId;
use crate::server::Caller;
use crate::server::parameters::Path;
use crate::server::problem::Answer;
use crate::wire::RemoteCourse;
use crate::wire::problem::Problem;

/// A course: its outline, and its lessons' text where the caller may have that.
#[utoipa::path(
    get, path = "/v1/courses/{course}", tag = "courses", security(("token" = [])), params(("course" = CourseId, Path)),
    responses((status = 200, body = RemoteCourse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn course(caller: Caller, Path(course): Path<CourseId>) -> Answer<RemoteCourse> {
    Ok(Json(caller.academy.course(&course).await?))
}
