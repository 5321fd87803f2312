//! `GET /healthz`: the program runs.

/// Whether the program runs; the database isn't asked.
#[utoipa::path(get, path = "/healthz", tag = "operation", responses((status = 200, body = String, content_type = "text/plain")))]
pub(super) async fn health() -> &'static str {
    "ok\n"
}
