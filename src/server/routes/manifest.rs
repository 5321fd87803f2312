//! `GET /v1/manifest`: which courses there are, and their revisions.

use serde::Deserialize;
use utoipa::IntoParams;

use crate::academy::Question;
use crate::domain::CourseId;
use crate::server::Reader;
use crate::server::parameters::Query;
use crate::server::raw_json::Written;
use crate::wire::ManifestEntry;
use crate::wire::problem::Problem;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct ManifestQuery {
    /// The last course of the page before.
    #[param(nullable = false)]
    after: Option<CourseId>,
    /// The most courses of the page; 1 to 10,000, whatever is asked for.
    size: usize,
}

impl Default for ManifestQuery {
    fn default() -> Self {
        Self {
            after: None,
            size: 10_000,
        }
    }
}

/// The courses that the caller sees with their revisions, in the order of their ids.
#[utoipa::path(
    get, path = "/v1/manifest", tag = "sync", security(("token" = [])), params(ManifestQuery),
    responses((status = 200, body = Vec<ManifestEntry>), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn manifest(
    reader: Reader,
    Query(asked): Query<ManifestQuery>,
) -> Written<Vec<ManifestEntry>> {
    let question = Question::manifest(asked.after.as_ref(), asked.size);
    Ok(reader.academy.text(question).await?)
}
