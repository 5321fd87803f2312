//! `/v1/accounts/{address}`: what an admin does with somebody's account.

use axum::Json;

use crate::server::Caller;
use crate::server::body::Json as Body;
use crate::server::parameters::Path;
use crate::server::problem::Answer;
use crate::wire::Role;
use crate::wire::problem::Problem;

/// Gives somebody a role, and an account where they have none. Null keeps an account's role, and makes a student's. It is
/// true where the account is new.
#[utoipa::path(
    put, path = "/v1/accounts/{address}/role", tag = "admins", security(("token" = [])), request_body = Option<Role>,
    params(("address" = String, Path)),
    responses((status = 200, body = bool), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn set_role(
    caller: Caller,
    Path(address): Path<String>,
    Body(role): Body<Option<Role>, 4096>,
) -> Answer<bool> {
    Ok(Json(caller.academy.set_role(&address, role).await?))
}

/// Signs all of somebody's devices out. Gives how many.
#[utoipa::path(
    delete, path = "/v1/accounts/{address}/devices", tag = "admins", security(("token" = [])),
    params(("address" = String, Path)),
    responses((status = 200, body = u32), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn sign_out(caller: Caller, Path(address): Path<String>) -> Answer<u32> {
    Ok(Json(caller.academy.sign_out(&address).await?))
}
