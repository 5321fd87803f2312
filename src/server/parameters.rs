//! Parameters of an address, typed; one that is wrong is a problem like any other.

use axum::extract::{FromRequestParts, Path as AxumPath, Query as AxumQuery};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::App;
use super::problem::Failure;
use crate::wire::problem::ProblemCode;

/// The parameters after the `?`.
pub(super) struct Query<T>(pub(super) T);

/// The parameters within the path.
pub(super) struct Path<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        match AxumQuery::from_request_parts(parts, app).await {
            Ok(AxumQuery(found)) => Ok(Query(found)),
            Err(refusal) => Err(malformed(refusal.body_text())),
        }
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        match AxumPath::from_request_parts(parts, app).await {
            Ok(AxumPath(found)) => Ok(Path(found)),
            Err(refusal) => Err(malformed(refusal.body_text())),
        }
    }
}

fn malformed(detail: String) -> Failure {
    Failure::new(ProblemCode::Malformed, detail)
}
