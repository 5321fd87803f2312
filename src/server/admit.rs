//! Lets a request in, or says when to come back; and ends one that takes too long.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::App;
use super::address::ClientAddress;
use super::caller::{WorksForCaller, token_of};
use super::problem::Failure;
use crate::wire::problem::ProblemCode;

/// The middleware.
pub(super) async fn admit(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let token = token_of(&parts);
    let network = parts
        .extensions
        .get()
        .map(|address: &ClientAddress| address.network());
    let mut request = Request::from_parts(parts, body);
    let works = WorksForCaller::default();
    request.extensions_mut().insert(works.clone());
    if let Some(network) = network
        && let Err(wait) = app.rates().count(token, network)
    {
        return Failure::new(ProblemCode::RateLimited, "slow down, and try again later")
            .retry_after(wait.as_secs() + 1)
            .into_response();
    }
    let Ok(_place) = Arc::clone(app.places()).try_acquire_owned() else {
        return Failure::new(
            ProblemCode::Overloaded,
            "the server has more to do than it can take at this moment",
        )
        .retry_after(1)
        .into_response();
    };
    let limit = match request.method() {
        &Method::PUT => app.bounds().upload,
        _ => app.bounds().request,
    };
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => {
            if let Some(token) = token.filter(|_| works.get() && response.status().is_success()) {
                app.rates().note_good(token);
            }
            response
        }
        Err(_) => Failure::new(
            ProblemCode::Timeout,
            format!("this request may take {} s", limit.as_secs()),
        )
        .into_response(),
    }
}
