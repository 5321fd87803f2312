//! `/v1/courses/{course}/editors/{address}`: who may see a course's drafts and publish it.

use axum::Json;

use crate::server::Caller;
use crate::server::parameters::Path;
use crate::server::problem::Answer;
use crate::wire::problem::Problem;

/// Lets somebody publish a course. It is true where they couldn't before.
#[utoipa::path(
    put, path = "/v1/courses/{course}/editors/{address}", tag = "admins", security(("token" = [])),
    params(("course" = String, Path), ("address" = String, Path)),
    responses((status = 200, body = bool), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn appoint(
    caller: Caller,
    Path((course, address)): Path<(String, String)>,
) -> Answer<bool> {
    Ok(Json(
        caller.academy.set_editor(&course, &address, true).await?,
    ))
}

/// Lets somebody publish a course no more. It is true where they could before.
#[utoipa::path(
    delete, path = "/v1/courses/{course}/editors/{address}", tag = "admins", security(("token" = [])),
    params(("course" = String, Path), ("address" = String, Path)),
    responses((status = 200, body = bool), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn dismiss(
    caller: Caller,
    Path((course, address)): Path<(String, String)>,
) -> Answer<bool> {
    Ok(Json(
        caller.academy.set_editor(&course, &address, false).await?,
    ))
}
