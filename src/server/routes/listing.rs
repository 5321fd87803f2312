//! `POST /v1/listing`: the metadata of some courses.

use crate::academy::Question;
use crate::domain::CourseId;
use crate::server::Reader;
use crate::server::body::Json;
use crate::server::raw_json::Written;
use crate::wire::Listing;
use crate::wire::problem::Problem;

/// The most bytes of a question.
const MOST: usize = 256 * 1024;

/// The metadata of these courses, at most 200, of those that the caller sees.
#[utoipa::path(
    post, path = "/v1/listing", tag = "sync", security(("token" = [])), request_body = Vec<CourseId>,
    responses((status = 200, body = Vec<Listing>), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn listing(
    reader: Reader,
    Json(courses): Json<Vec<CourseId>, MOST>,
) -> Written<Vec<Listing>> {
    Ok(reader.academy.text(Question::listing(&courses)).await?)
}
