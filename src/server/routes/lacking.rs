//! `POST /v1/courses/{course}/lacking`: what must be uploaded before a course is published.

use crate::domain::CourseId;
use crate::server::Caller;
use crate::server::body::Json;
use crate::server::parameters::Path;
use crate::server::problem::Answer;
use crate::wire::problem::Problem;

/// The most bytes of a question: the digests of a hundred thousand texts.
const MOST: usize = 8 * 1024 * 1024;

/// Those of these digests whose texts and images the academy hasn't for this course.
#[utoipa::path(
    post, path = "/v1/courses/{course}/lacking", tag = "publishing", security(("token" = [])),
    params(("course" = CourseId, Path)), request_body = Vec<String>,
    responses((status = 200, body = Vec<String>), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn lacking(
    caller: Caller,
    Path(course): Path<CourseId>,
    Json(digests): Json<Vec<String>, MOST>,
) -> Answer<Vec<String>> {
    Ok(axum::Json(caller.academy.lacking(&course, &digests).await?))
}
