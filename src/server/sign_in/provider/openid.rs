//! A provider that speaks OpenID Connect: its addresses are found out (Discovery 1.0), and who somebody is stands at
//! its `userinfo`.

use serde::Deserialize;
use url::Url;

use super::ProviderError;
use super::endpoints::Endpoints;
use super::http::{Http, is_safe};
use crate::academy::sign_in::Identity;

/// The addresses of the provider with this issuer.
pub(super) async fn discover(http: &Http, issuer: &Url) -> Result<Endpoints, ProviderError> {
    #[derive(Deserialize)]
    struct Discovered {
        issuer: String,
        device_authorization_endpoint: Option<Url>,
        token_endpoint: Url,
        userinfo_endpoint: Option<Url>,
    }
    let said = issuer.as_str().trim_end_matches('/');
    let address = format!("{said}/.well-known/openid-configuration");
    let address =
        Url::parse(&address).map_err(|error| ProviderError::Strange(error.to_string()))?;
    let found: Discovered = http.get(address, None).await?;
    if found.issuer.trim_end_matches('/') != said {
        let problem = format!("{said} says that it is {}", found.issuer);
        return Err(ProviderError::Strange(problem));
    }
    let lacks = |what: &str| ProviderError::Strange(format!("{said} has no {what}"));
    let endpoints = Endpoints {
        device: found
            .device_authorization_endpoint
            .ok_or_else(|| lacks("device authorization"))?,
        token: found.token_endpoint,
        user: found.userinfo_endpoint.ok_or_else(|| lacks("userinfo"))?,
        scopes: &["openid", "email", "profile"],
    };
    let addresses = [&endpoints.device, &endpoints.token, &endpoints.user];
    if !addresses.into_iter().all(is_safe) {
        let problem = format!("{said} names addresses that aren't encrypted");
        return Err(ProviderError::Strange(problem));
    }
    Ok(endpoints)
}

/// Who has the token.
pub(super) async fn identify(
    http: &Http,
    endpoints: &Endpoints,
    token: &str,
) -> Result<Identity, ProviderError> {
    #[derive(Deserialize)]
    struct Claims {
        sub: String,
        email: Option<String>,
        // Nothing but `true` vouches for anything.
        #[serde(default)]
        email_verified: serde_json::Value,
        name: Option<String>,
    }
    let claims: Claims = http.get(endpoints.user.clone(), Some(token)).await?;
    Ok(Identity {
        subject: claims.sub,
        trusted: claims.email.is_some() && claims.email_verified == true,
        email: claims.email,
        name: claims.name,
    })
}
