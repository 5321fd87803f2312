//! `PUT /v1/uploads/{digest}`: a lesson's text or an image, on its way into a course.

use crate::server::Caller;
use crate::server::body::Raw;
use crate::server::parameters::Path;
use crate::server::problem::{Answer, Failure};
use crate::wire::problem::{Problem, ProblemCode};
use crate::wire::{MAX_UPLOAD, digest_of};

/// Keeps a text or an image for the publishing that is about to name it; gives its digest.
#[utoipa::path(
    put, path = "/v1/uploads/{digest}", tag = "publishing", security(("token" = [])),
    params(("digest" = String, Path, description = "The SHA-256 of the bytes, in hexadecimal")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = String, content_type = "application/json"), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn upload(
    caller: Caller,
    Path(digest): Path<String>,
    Raw(bytes): Raw<MAX_UPLOAD>,
) -> Answer<String> {
    if digest_of(&bytes) != digest {
        let detail = "these bytes have another SHA-256: something was lost on the way";
        return Err(Failure::new(ProblemCode::Malformed, detail));
    }
    Ok(axum::Json(caller.academy.upload(&bytes).await?))
}
