//! `GET /v1/courses/{course}`: a course whole.

use crate::academy::Question;
use crate::domain::CourseId;
use crate::server::Reader;
use crate::server::etag::{Known, Tagged};
use crate::server::parameters::Path;
use crate::server::problem::Failure;
use crate::wire::RemoteCourse;
use crate::wire::problem::Problem;

/// A course: its outline, and its lessons' text where the caller may have that.
#[utoipa::path(
    get, path = "/v1/courses/{course}", tag = "courses", security(("token" = [])),
    params(("course" = CourseId, Path)),
    responses(
        (status = 200, body = RemoteCourse),
        (status = 304, description = "The client has this revision"),
        (status = "default", body = Problem, content_type = "application/problem+json")
    )
)]
pub(super) async fn course(
    reader: Reader,
    Path(course): Path<CourseId>,
    known: Known,
) -> Result<Tagged<RemoteCourse>, Failure> {
    if let Some(revision) = reader.known(&course, &known).await? {
        return Ok(Tagged::Known(revision));
    }
    Tagged::new(reader.academy.text(Question::course(&course)).await?)
}
