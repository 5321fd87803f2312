//! `GET /v1/courses/{course}/learners`: how many people learn in a course.

use crate::domain::CourseId;
use crate::server::Reader;
use crate::server::parameters::Path;
use crate::server::problem::Answer;
use crate::wire::Learners;
use crate::wire::problem::Problem;

/// How many people learn in a course and in each of its lessons, for its editors.
#[utoipa::path(
    get, path = "/v1/courses/{course}/learners", tag = "publishing", security(("token" = [])),
    params(("course" = CourseId, Path)),
    responses((status = 200, body = Learners), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn learners(reader: Reader, Path(course): Path<CourseId>) -> Answer<Learners> {
    Ok(axum::Json(reader.academy.learners(&course).await?))
}
