//! The routes, a small handler a file. A new one is a row in [`all`].

mod accounts;
mod bodies;
mod catalog;
mod course;
mod devices;
mod docs;
mod editors;
mod health;
mod hello;
mod image;
mod lacking;
mod learners;
mod listing;
mod manifest;
mod metrics;
mod openapi;
mod outline;
mod problems;
mod profile;
mod publish;
mod pull;
mod push;
mod ready;
mod revoke;
mod sign_in;
mod unpublish;
mod upload;

use axum::middleware::from_fn_with_state;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;
use super::replica_position::tell_position;
use crate::wire::problem::Problem;

/// The part of the document about the server as a whole.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Lyceum's sync server",
        description = "What a client of an academy can ask. Every failure is a `Problem` with a code that stays the same; \
                       `/problems/CODE` explains it."
    ),
    components(schemas(Problem)),
    modifiers(&Token)
)]
struct Description;

/// The device's token, by which most calls know their caller.
struct Token;

impl Modify for Token {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        if let Some(components) = api.components.as_mut() {
            components.add_security_scheme("token", scheme);
        }
    }
}

/// Every route.
pub(super) fn all(app: Option<&App>) -> OpenApiRouter<App> {
    let mut primary = OpenApiRouter::new()
        .routes(routes!(hello::hello))
        .routes(routes!(push::push))
        .routes(routes!(pull::pull))
        .routes(routes!(publish::publish))
        .routes(routes!(unpublish::unpublish));
    if let Some(app) = app {
        primary = primary.layer(from_fn_with_state(app.clone(), tell_position));
    }
    OpenApiRouter::with_openapi(Description::openapi())
        .merge(primary)
        .routes(routes!(profile::profile))
        .routes(routes!(catalog::catalog))
        .routes(routes!(manifest::manifest))
        .routes(routes!(listing::listing))
        .routes(routes!(course::course))
        .routes(routes!(outline::outline))
        .routes(routes!(bodies::bodies))
        .routes(routes!(image::image))
        .routes(routes!(learners::learners))
        .routes(routes!(lacking::lacking))
        .routes(routes!(upload::upload))
        .routes(routes!(upload::upload_texts))
        .routes(routes!(sign_in::offer, sign_in::begin, sign_in::cancel))
        .routes(routes!(sign_in::finish))
        .routes(routes!(devices::list, devices::revoke_others))
        .routes(routes!(devices::revoke))
        .routes(routes!(revoke::ask, revoke::revoke))
        .routes(routes!(accounts::set_role))
        .routes(routes!(accounts::sign_out))
        .routes(routes!(editors::appoint, editors::dismiss))
        .routes(routes!(health::health))
        .routes(routes!(ready::ready))
        .routes(routes!(metrics::metrics))
        .routes(routes!(openapi::openapi))
        .routes(routes!(docs::docs))
        .routes(routes!(problems::problem))
}
