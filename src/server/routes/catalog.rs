//! `GET /v1/catalog`: courses, filtered, page by page.

use serde::Deserialize;
use utoipa::IntoParams;

use crate::academy::Question;
use crate::domain::Difficulty;
use crate::server::Reader;
use crate::server::parameters::Query;
use crate::server::raw_json::Written;
use crate::wire::problem::Problem;
use crate::wire::{CatalogFilter, CatalogPage};

/// Which courses, and which page of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct CatalogQuery {
    /// Only courses of this difficulty.
    #[param(nullable = false)]
    difficulty: Option<Difficulty>,
    /// Only free ones.
    free: bool,
    /// Only featured ones.
    featured: bool,
    /// Only those that the caller is enrolled in.
    enrolled: bool,
    /// Only the one with this slug.
    #[param(nullable = false)]
    slug: Option<String>,
    /// With this text in title or description.
    #[param(nullable = false)]
    text: Option<String>,
    /// The `next` of the page before.
    #[param(nullable = false)]
    after: Option<String>,
    /// The most courses of a page; 1 to 200, whatever is asked for.
    size: usize,
}

impl Default for CatalogQuery {
    fn default() -> Self {
        Self {
            difficulty: None,
            free: false,
            featured: false,
            enrolled: false,
            slug: None,
            text: None,
            after: None,
            size: 50,
        }
    }
}

/// The courses that the caller sees, in the order of their slugs.
#[utoipa::path(
    get, path = "/v1/catalog", tag = "courses", security(("token" = [])), params(CatalogQuery),
    responses((status = 200, body = CatalogPage), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn catalog(
    reader: Reader,
    Query(asked): Query<CatalogQuery>,
) -> Written<CatalogPage> {
    let filter = CatalogFilter {
        difficulty: asked.difficulty,
        free: asked.free,
        featured: asked.featured,
        enrolled: asked.enrolled,
        slug: asked.slug,
        text: asked.text,
    };
    let after = asked.after.as_deref();
    let question = Question::catalog(&filter, after, asked.size);
    Ok(reader.academy.text(question).await?)
}
