//! `/v1/uploads`: lessons' texts and images, on their way into a course.

use axum::http::StatusCode;

use crate::server::Caller;
use crate::server::body::{Json, Raw};
use crate::server::parameters::Path;
use crate::server::problem::Failure;
use crate::wire::problem::{Problem, ProblemCode};
use crate::wire::{MAX_TEXTS, MAX_UPLOAD, digest_of};

/// Keeps a text or an image for the publishing that is about to name it.
#[utoipa::path(
    put, path = "/v1/uploads/{digest}", tag = "publishing", security(("token" = [])),
    params(("digest" = String, Path, description = "The SHA-256 of the bytes, in hexadecimal")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 204, description = "It is kept for a day"), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn upload(
    caller: Caller,
    Path(digest): Path<String>,
    Raw(bytes): Raw<MAX_UPLOAD>,
) -> Result<StatusCode, Failure> {
    if digest_of(&bytes) != digest {
        let detail = "these bytes have another SHA-256: something was lost on the way";
        return Err(Failure::new(ProblemCode::Malformed, detail));
    }
    caller.academy.upload(&[&bytes]).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The most bytes of texts that come together, as JSON: a control character takes six there.
const MOST: usize = 6 * MAX_TEXTS + 4096;

/// Keeps texts for the publishing that is about to name them.
#[utoipa::path(
    post, path = "/v1/uploads", tag = "publishing", security(("token" = [])), request_body = Vec<String>,
    responses((status = 204, description = "They are kept for a day"), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn upload_texts(
    caller: Caller,
    Json(texts): Json<Vec<String>, MOST>,
) -> Result<StatusCode, Failure> {
    let parts: Vec<&[u8]> = texts.iter().map(String::as_bytes).collect();
    caller.academy.upload(&parts).await?;
    Ok(StatusCode::NO_CONTENT)
}
