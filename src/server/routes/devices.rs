//! `/v1/devices`: where somebody is signed in.

use axum::Json;
use axum::http::StatusCode;
use uuid::Uuid;

use crate::server::Caller;
use crate::server::parameters::Path;
use crate::server::problem::{Answer, Failure};
use crate::wire::Device;
use crate::wire::problem::{Problem, ProblemCode};

/// The caller's devices, the last seen first.
#[utoipa::path(
    get, path = "/v1/devices", tag = "devices", security(("token" = [])),
    responses((status = 200, body = Vec<Device>), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn list(caller: Caller) -> Answer<Vec<Device>> {
    Ok(Json(caller.academy.devices(caller.token).await?))
}

/// Signs all of them out but the caller's own. Gives how many.
#[utoipa::path(
    delete, path = "/v1/devices", tag = "devices", security(("token" = [])),
    responses((status = 200, body = u32, content_type = "application/json"), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn revoke_others(caller: Caller) -> Answer<u32> {
    Ok(Json(
        caller.academy.revoke_other_devices(caller.token).await?,
    ))
}

/// Signs one of them out.
#[utoipa::path(
    delete, path = "/v1/devices/{device}", tag = "devices", security(("token" = [])), params(("device" = Uuid, Path)),
    responses((status = 204), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn revoke(
    caller: Caller,
    Path(device): Path<Uuid>,
) -> Result<StatusCode, Failure> {
    if caller.academy.revoke_device(device).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        let problem = "you have no device with this id that is signed in";
        Err(Failure::new(ProblemCode::NotFound, problem))
    }
}
