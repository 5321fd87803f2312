//! Gives each request an id, writes a line about it into the log, counts it, and writes the body of its problem.
#![expect(
    clippy::disallowed_methods,
    reason = "latencies are measured where they arise"
)]

use std::time::Instant;

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::middleware::Next;
use axum::response::Response;
use metrics::{counter, histogram};
use uuid::Uuid;

use super::App;
use super::address::{ClientAddress, Peer};
use super::problem;
use crate::wire::problem::{PROBLEM_JSON, Problem};

/// The middleware. Neither the log nor the figures have more of the address than its pattern: ids stay out of them.
pub(super) async fn observe(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = Uuid::new_v4().to_string();
    let method = request.method().clone();
    let route = match request.extensions().get::<MatchedPath>() {
        Some(path) => path.as_str().to_owned(),
        None => "none".to_owned(),
    };
    if let Some(peer) = request.extensions().get::<Peer>().copied() {
        let client = ClientAddress::of(peer, request.headers(), &app.bounds().proxies);
        request.extensions_mut().insert(client);
    }
    let response = finished(next.run(request).await, &id);
    let took = began.elapsed();
    let status = response.status().as_u16();
    let code = response
        .extensions()
        .get::<Problem>()
        .map(|problem| problem.code.as_str());
    tracing::info!(
        request = id, %method, route, status, code,
        milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
    counter!("lyceum_requests_total", "route" => route.clone(), "status" => status.to_string())
        .increment(1);
    histogram!("lyceum_request_seconds", "route" => route).record(took);
    if let Some(code) = code {
        counter!("lyceum_problems_total", "code" => code).increment(1);
    }
    response
}

/// The answer with the headers that all have, and with the body of its problem.
fn finished(mut response: Response, id: &str) -> Response {
    let failed = response.status().is_client_error() || response.status().is_server_error();
    if failed && response.extensions().get::<Problem>().is_none() {
        response = problem::instead_of(&response);
    }
    if let Some(problem) = response.extensions_mut().get_mut::<Problem>() {
        problem.request = Some(id.to_owned());
        let body = serde_json::to_vec(problem).unwrap_or_default();
        *response.body_mut() = Body::from(body);
        let kind = HeaderValue::from_static(PROBLEM_JSON);
        response.headers_mut().insert(CONTENT_TYPE, kind);
    }
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert("x-request-id", id);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let private = HeaderValue::from_static("private, no-cache");
    headers.entry(CACHE_CONTROL).or_insert(private);
    response
}
