//! `/revoke/{secret}`: the page that a mail about a new device leads to. Opening it changes nothing: programs that read
//! mail open what is in it.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY};
use axum::response::{Html, IntoResponse};

use crate::server::App;
use crate::server::parameters::Path;
use crate::server::problem::Failure;

/// The page does nothing but send its one form here.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const PAGE: &str = include_str!("../../../assets/server/revoke.html");

/// Asks whether the device shall be signed out.
#[utoipa::path(
    get, path = "/revoke/{secret}", tag = "sign-in", params(("secret" = String, Path)),
    responses((status = 200, body = String, content_type = "text/html"))
)]
pub(super) async fn ask() -> impl IntoResponse {
    page(
        "<p>Sign out the device that the mail is about?</p>\
         <form method=\"post\"><button>Sign it out</button></form>",
    )
}

/// Signs the device out.
#[utoipa::path(
    post, path = "/revoke/{secret}", tag = "sign-in", params(("secret" = String, Path)),
    responses((status = 200, body = String, content_type = "text/html"))
)]
pub(super) async fn revoke(
    State(app): State<App>,
    Path(secret): Path<String>,
) -> Result<impl IntoResponse, Failure> {
    let revoked = match app.sign_in() {
        Some(desk) => desk.revoke_by_mail(&secret).await?,
        None => None,
    };
    Ok(page(match revoked {
        Some(_) => "<p>The device is signed out. Nobody can use your account with it any more.</p>",
        None => "<p>There is nothing to do: the device is signed out already.</p>",
    }))
}

fn page(text: &str) -> impl IntoResponse {
    let headers = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, Html(PAGE.replace("{text}", text)))
}
