//! The caller: the account of the device's token.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use super::App;
use super::problem::Failure;
use crate::academy::{Academy, TokenDigest};
use crate::wire::problem::ProblemCode;

/// A device that says who it is. Whether that is true is looked up with each call, in its own transaction.
#[derive(Debug, Clone)]
pub(in crate::server) struct Caller {
    /// The academy as the caller sees it.
    pub(in crate::server) academy: Academy,
    /// The token that came along.
    pub(in crate::server) token: TokenDigest,
}

/// Whether the request's handler works for the caller: then its success means that the token is good.
#[derive(Debug, Clone, Default)]
pub(super) struct WorksForCaller(Arc<AtomicBool>);

impl WorksForCaller {
    pub(super) fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The longest token that is looked at, in bytes.
const LONGEST: usize = 512;

/// The token of a request, where it has one.
pub(super) fn token_of(parts: &Parts) -> Option<TokenDigest> {
    token_text(parts).map(TokenDigest::of)
}

/// Its text.
pub(super) fn token_text(parts: &Parts) -> Option<&str> {
    let mut given = parts.headers.get_all(AUTHORIZATION).iter();
    let (Some(only), None) = (given.next(), given.next()) else {
        return None;
    };
    let (scheme, token) = only.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    let is_one = scheme.eq_ignore_ascii_case("bearer") && (1..=LONGEST).contains(&token.len());
    is_one.then_some(token)
}

impl FromRequestParts<App> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let token = token_of(parts).ok_or_else(|| {
            Failure::new(
                ProblemCode::NotSignedIn,
                "send a device's token, as `Authorization: Bearer TOKEN`",
            )
        })?;
        if let Some(works) = parts.extensions.get::<WorksForCaller>() {
            works.0.store(true, Ordering::Relaxed);
        }
        Ok(Caller {
            academy: Academy::with_token(app.database().primary.clone(), token),
            token,
        })
    }
}
