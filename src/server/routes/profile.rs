//! `GET /v1/profile`: the caller's account.

use axum::Json;

use crate::server::Caller;
use crate::server::problem::Answer;
use crate::wire::User;
use crate::wire::problem::Problem;

/// The caller's account.
#[utoipa::path(
    get, path = "/v1/profile", tag = "account", security(("token" = [])),
    responses((status = 200, body = User), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn profile(caller: Caller) -> Answer<User> {
    Ok(Json(caller.academy.hello().await?.user))
}
