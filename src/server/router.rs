//! All routes with what every request passes, and the document that describes them.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate, SizeAbove};
use utoipa::openapi::OpenApi;

use super::admit::admit;
use super::observe::observe;
use super::problem::Failure;
use super::{App, routes};
use crate::wire::problem::ProblemCode;

/// Answers below this many bytes aren't worth packing.
const WORTH_PACKING: u64 = 4096;

/// The service that answers requests.
pub(super) fn router(app: &App) -> Router {
    let (router, _) = routes::all(Some(app)).split_for_parts();
    router
        .fallback(nothing_here)
        .layer(compression())
        .layer(from_fn_with_state(app.clone(), admit))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), observe))
        .with_state(app.clone())
}

/// Packs what is larger than a few packets, and quickly: most of the processor's time of a pull would else be that.
fn compression() -> CompressionLayer<impl Predicate> {
    let worth_it = DefaultPredicate::new().and(SizeAbove::new(WORTH_PACKING));
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(worth_it)
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
