//! All routes with what every request passes, and the document that describes them.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use utoipa::openapi::OpenApi;

use super::admit::admit;
use super::observe::observe;
use super::problem::Failure;
use super::{App, routes};
use crate::wire::problem::ProblemCode;

/// The service that answers requests.
pub(super) fn router(app: &App) -> Router {
    let (router, _) = routes::all(Some(app)).split_for_parts();
    router
        .fallback(nothing_here)
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), admit))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), observe))
        .with_state(app.clone())
}

/// The OpenAPI document of all routes.
pub fn document() -> OpenApi {
    routes::all(None).into_openapi()
}

async fn nothing_here() -> Failure {
    Failure::new(ProblemCode::NotFound, "there is nothing at this address")
}

/// The message isn't repeated: it may hold anything, and the log has it from the panic hook.
fn panicked(_message: Box<dyn std::any::Any + Send>) -> Response {
    Failure::new(ProblemCode::Internal, "the server failed").into_response()
}
