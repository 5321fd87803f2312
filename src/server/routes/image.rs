//! `GET /v1/courses/{course}/images/{digest}`: an image of a course.

use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};
use axum::response::{IntoResponse, Response};

use crate::domain::CourseId;
use crate::server::Reader;
use crate::server::parameters::Path;
use crate::server::problem::Failure;
use crate::wire::problem::Problem;

/// An image never changes under its digest. It isn't for others: the right to it is the caller's.
const FOR_EVER: &str = "private, max-age=31536000, immutable";

/// The bytes of an image, for whoever may have the course's lessons.
#[utoipa::path(
    get, path = "/v1/courses/{course}/images/{digest}", tag = "sync", security(("token" = [])),
    params(("course" = CourseId, Path), ("digest" = String, Path, description = "SHA-256, as the outline has it")),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 304, description = "The client has it"),
        (status = "default", body = Problem, content_type = "application/problem+json")
    )
)]
pub(super) async fn image(
    reader: Reader,
    Path((course, digest)): Path<(CourseId, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let bytes = reader.academy.image(&course, &digest).await?;
    let tag = format!("\"{}\"", digest.to_ascii_lowercase());
    let known = headers
        .get(IF_NONE_MATCH)
        .is_some_and(|known| *known == tag);
    let about = [
        (ETAG, tag.as_str()),
        (CACHE_CONTROL, FOR_EVER),
        // A browser that is led here runs nothing of it.
        (CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
    ];
    Ok(match known {
        true => (StatusCode::NOT_MODIFIED, about).into_response(),
        false => {
            let kind = [(CONTENT_TYPE, "application/octet-stream")];
            (about, kind, bytes).into_response()
        }
    })
}
