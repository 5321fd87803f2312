//! `GET /openapi.json`: this document.

use axum::Json;
use utoipa::openapi::OpenApi;

use crate::server::document;

/// This document.
#[utoipa::path(get, path = "/openapi.json", tag = "operation", responses((status = 200, body = Object)))]
pub(super) async fn openapi() -> Json<OpenApi> {
    Json(document())
}
