//! `GET /readyz`: the server can do its work.

use axum::extract::State;

use crate::academy::is_ready;
use crate::server::App;
use crate::server::problem::Failure;
use crate::wire::problem::{Problem, ProblemCode};

/// Whether the database answers, and has all that this program needs.
#[utoipa::path(
    get, path = "/readyz", tag = "operation",
    responses((status = 200, body = String, content_type = "text/plain"), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn ready(State(app): State<App>) -> Result<&'static str, Failure> {
    if is_ready(&app.database().primary).await? {
        return Ok("ready\n");
    }
    let detail = "the database is older than this program: run `lyceum db migrate`";
    Err(Failure::new(ProblemCode::Unavailable, detail))
}
