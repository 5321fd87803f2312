//! `/v1/sign-in`: what a device does to sign in. Its token comes along; what it is good for is decided at the end.

use axum::extract::{Extension, FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;

use crate::academy::TokenDigest;
use crate::server::App;
use crate::server::address::ClientAddress;
use crate::server::body::Json;
use crate::server::caller::token_text;
use crate::server::problem::{Answer, Failure};
use crate::server::sign_in::{DeskError, SignInDesk};
use crate::wire::problem::{Problem, ProblemCode};
use crate::wire::{Begin, Begun, Finish, Offer, SignInStep, is_token};

/// The most bytes of a request.
const MOST: usize = 4096;

/// The token that a device will have once it is signed in.
pub(super) struct NewToken(TokenDigest);

impl FromRequestParts<App> for NewToken {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        let said = token_text(parts);
        let code = match said {
            None => ProblemCode::NotSignedIn,
            Some(_) => ProblemCode::Malformed,
        };
        let token = said.filter(|text| is_token(text));
        let token = token.ok_or_else(|| {
            Failure::new(
                code,
                "a device makes its own token: send it as `Authorization: Bearer lyceum_…`, with 32 random bytes in \
                 base64url",
            )
        })?;
        Ok(NewToken(TokenDigest::of(token)))
    }
}

fn desk(app: &App) -> Result<&SignInDesk, Failure> {
    app.sign_in().ok_or_else(|| {
        Failure::new(
            ProblemCode::NotFound,
            "nobody signs in at this server: its operator set no way for it",
        )
    })
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Malformed(problem) => Failure::new(ProblemCode::Malformed, problem),
            DeskError::Academy(error) => error.into(),
        }
    }
}

/// The ways of signing in.
#[utoipa::path(
    get, path = "/v1/sign-in", tag = "sign-in",
    responses((status = 200, body = Offer), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn offer(State(app): State<App>) -> Answer<Offer> {
    Ok(axum::Json(desk(&app)?.offer()))
}

/// Begins a sign-in.
#[utoipa::path(
    post, path = "/v1/sign-in", tag = "sign-in", security(("token" = [])), request_body = Begin,
    responses((status = 200, body = Begun), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn begin(
    State(app): State<App>,
    Extension(address): Extension<ClientAddress>,
    NewToken(token): NewToken,
    Json(begin): Json<Begin, MOST>,
) -> Answer<Begun> {
    let begun = desk(&app)?.begin(token, address.0, &begin).await?;
    Ok(axum::Json(begun))
}

/// Says how far a sign-in is, or ends it with the code that came by e-mail.
#[utoipa::path(
    post, path = "/v1/sign-in/finish", tag = "sign-in", security(("token" = [])), request_body = Finish,
    responses((status = 200, body = SignInStep), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn finish(
    State(app): State<App>,
    NewToken(token): NewToken,
    Json(finish): Json<Finish, MOST>,
) -> Answer<SignInStep> {
    let step = desk(&app)?.finish(token, finish.code.as_deref()).await?;
    Ok(axum::Json(step))
}

/// Cancels a sign-in, or signs the device out that has this token.
#[utoipa::path(
    delete, path = "/v1/sign-in", tag = "sign-in", security(("token" = [])),
    responses((status = 204), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn cancel(
    State(app): State<App>,
    NewToken(token): NewToken,
) -> Result<StatusCode, Failure> {
    desk(&app)?.cancel(token).await?;
    Ok(StatusCode::NO_CONTENT)
}
