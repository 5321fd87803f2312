//! `GET /v1/courses/{course}/outline`: a course without its lessons' text.

use crate::academy::Question;
use crate::domain::CourseId;
use crate::server::Reader;
use crate::server::etag::{Known, Tagged};
use crate::server::parameters::Path;
use crate::server::problem::Failure;
use crate::wire::CourseOutline;
use crate::wire::problem::Problem;

/// A course's modules and lessons, without the lessons' text.
#[utoipa::path(
    get, path = "/v1/courses/{course}/outline", tag = "sync", security(("token" = [])),
    params(("course" = CourseId, Path)),
    responses(
        (status = 200, body = CourseOutline),
        (status = 304, description = "The client has this revision"),
        (status = "default", body = Problem, content_type = "application/problem+json")
    )
)]
pub(super) async fn outline(
    reader: Reader,
    Path(course): Path<CourseId>,
    known: Known,
) -> Result<Tagged<CourseOutline>, Failure> {
    if let Some(revision) = reader.known(&course, &known).await? {
        return Ok(Tagged::Known(revision));
    }
    Tagged::new(reader.academy.text(Question::outline(&course)).await?)
}
