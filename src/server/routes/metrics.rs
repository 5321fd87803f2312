//! `GET /metrics`: figures for Prometheus.

use axum::Extension;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use crate::server::address::ClientAddress;
use crate::server::problem::Failure;
use crate::server::{App, metrics as figures};
use crate::wire::problem::{Problem, ProblemCode};

/// Figures of requests, pushes and the pool, in Prometheus' text format, for this machine only.
#[utoipa::path(
    get, path = "/metrics", tag = "operation",
    responses((status = 200, body = String, content_type = "text/plain"), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn metrics(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
) -> Result<impl IntoResponse, Failure> {
    if !client.0.is_loopback() {
        return Err(Failure::new(
            ProblemCode::Forbidden,
            "the figures are for this machine only",
        ));
    }
    figures::look_at(app.database().primary.pool(), "primary");
    if let Some(replica) = &app.database().replica {
        figures::look_at(replica.pool(), "replica");
    }
    let kind = [(CONTENT_TYPE, "text/plain; version=0.0.4")];
    Ok((kind, app.metrics().render()))
}
