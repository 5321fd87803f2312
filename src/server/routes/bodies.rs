//! `POST /v1/courses/{course}/bodies`: the text of some lessons.

use crate::academy::Question;
use crate::domain::{CourseId, LessonId};
use crate::server::Reader;
use crate::server::body::Json;
use crate::server::parameters::Path;
use crate::server::raw_json::Written;
use crate::wire::Bodies;
use crate::wire::problem::Problem;

/// The most bytes of a question: 10,000 lessons with ids as long as the platform's may be.
const MOST: usize = 1024 * 1024;

/// The bodies of the first of these lessons, as many as a page takes.
#[utoipa::path(
    post, path = "/v1/courses/{course}/bodies", tag = "sync", security(("token" = [])),
    params(("course" = CourseId, Path)), request_body = Vec<LessonId>,
    responses((status = 200, body = Bodies), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn bodies(
    reader: Reader,
    Path(course): Path<CourseId>,
    Json(lessons): Json<Vec<LessonId>, MOST>,
) -> Written<Bodies> {
    let question = Question::bodies(&course, &lessons);
    Ok(reader.academy.text(question).await?)
}
