//! GitHub, which speaks OAuth 2.0 without OpenID Connect.

use serde::Deserialize;
use url::Url;

use super::ProviderError;
use super::endpoints::Endpoints;
use super::http::Http;
use crate::academy::sign_in::Identity;

/// Its addresses, or those of an Enterprise Server.
pub(super) fn endpoints(site: Option<&Url>) -> Result<Endpoints, ProviderError> {
    let parsed = |text: &str| {
        Url::parse(text).map_err(|error| ProviderError::Strange(format!("{text}: {error}")))
    };
    let (site, user) = match site {
        Some(site) => (site.clone(), join(site, "/api/v3/user")?),
        None => (
            parsed("https://github.com")?,
            parsed("https://api.github.com/user")?,
        ),
    };
    Ok(Endpoints {
        device: join(&site, "/login/device/code")?,
        token: join(&site, "/login/oauth/access_token")?,
        user,
        scopes: &["read:user", "user:email"],
    })
}

fn join(site: &Url, path: &str) -> Result<Url, ProviderError> {
    site.join(path)
        .map_err(|error| ProviderError::Strange(format!("{site}{path}: {error}")))
}

/// Who has the token. The number stays when somebody changes their name.
pub(super) async fn identify(
    http: &Http,
    endpoints: &Endpoints,
    token: &str,
) -> Result<Identity, ProviderError> {
    #[derive(Deserialize)]
    struct User {
        id: u64,
        login: String,
        name: Option<String>,
    }
    #[derive(Deserialize)]
    struct Email {
        email: String,
        primary: bool,
        verified: bool,
    }
    let user: User = http.get(endpoints.user.clone(), Some(token)).await?;
    let list = Url::parse(&format!("{}/emails", endpoints.user))
        .map_err(|error| ProviderError::Strange(error.to_string()))?;
    let emails: Vec<Email> = http.get(list, Some(token)).await?;
    let primary = emails.into_iter().find(|email| email.primary);
    Ok(Identity {
        subject: user.id.to_string(),
        name: user.name.or(Some(user.login)),
        trusted: primary.as_ref().is_some_and(|email| email.verified),
        email: primary.map(|email| email.email),
    })
}
