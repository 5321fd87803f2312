//! Providers that say who somebody is: GitHub, and whoever speaks OpenID Connect.

mod device_flow;
mod endpoints;
mod github;
mod http;
mod openid;

use std::collections::BTreeMap;

use secrecy::SecretString;
use tokio::sync::OnceCell;
use url::Url;

pub(super) use device_flow::Answer;

use self::endpoints::Endpoints;
use self::http::Http;
use super::settings::{InvalidSettings, ProviderSettings};
use crate::academy::sign_in::Identity;
use crate::wire;

/// The providers of an academy.
pub(super) struct Providers(BTreeMap<String, Provider>);

/// One provider.
pub(super) struct Provider {
    name: String,
    kind: Kind,
    client_id: String,
    client_secret: Option<SecretString>,
    trust_email: bool,
    http: Http,
    /// Found out when it is asked for the first time.
    endpoints: OnceCell<Endpoints>,
}

/// How a provider is spoken with.
enum Kind {
    /// GitHub, or a GitHub Enterprise Server with its site.
    GitHub(Option<Url>),
    /// An OpenID Connect provider with its issuer.
    OpenId(Url),
}

/// Why a provider couldn't be asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum ProviderError {
    /// It doesn't answer.
    #[error("it doesn't answer: {0}")]
    Away(String),
    /// It answers something that isn't understood, or refuses the academy.
    #[error("{0}")]
    Strange(String),
}

const GOOGLE: &str = "https://accounts.google.com";

impl Providers {
    pub(super) fn new(
        settings: &BTreeMap<String, ProviderSettings>,
        secret: &dyn Fn(&str) -> Option<SecretString>,
    ) -> Result<Self, InvalidSettings> {
        let http = Http::new();
        let providers = settings.iter().map(|(id, settings)| {
            let secret = secret(&format!("provider-{id}"));
            let provider = Provider::new(id, settings, secret, http.clone())?;
            Ok((id.clone(), provider))
        });
        Ok(Providers(providers.collect::<Result<_, _>>()?))
    }

    pub(super) fn get(&self, id: &str) -> Option<&Provider> {
        self.0.get(id)
    }

    pub(super) fn list(&self) -> Vec<wire::Provider> {
        let listed = self.0.iter().map(|(id, provider)| wire::Provider {
            id: id.clone(),
            name: provider.name.clone(),
        });
        listed.collect()
    }
}

impl Provider {
    fn new(
        id: &str,
        settings: &ProviderSettings,
        client_secret: Option<SecretString>,
        http: Http,
    ) -> Result<Self, InvalidSettings> {
        let wrong = |problem: &str| InvalidSettings::Provider {
            id: id.to_owned(),
            problem: problem.to_owned(),
        };
        let (kind, usual_name) = match (id, &settings.issuer) {
            (_, Some(issuer)) => (Kind::OpenId(issuer.clone()), id),
            ("github", None) => (Kind::GitHub(settings.site.clone()), "GitHub"),
            ("google", None) => {
                let issuer = GOOGLE.parse().map_err(|_| wrong("has no address"))?;
                (Kind::OpenId(issuer), "Google")
            }
            (_, None) => return Err(wrong("name its `issuer`")),
        };
        let addresses = settings.issuer.iter().chain(&settings.site);
        if addresses.clone().any(|address| !http::is_safe(address)) {
            return Err(wrong("an address begins with https://"));
        }
        Ok(Provider {
            name: settings.name.as_deref().unwrap_or(usual_name).to_owned(),
            kind,
            client_id: settings.client_id.clone(),
            client_secret,
            trust_email: settings.trust_email,
            http,
            endpoints: OnceCell::new(),
        })
    }

    /// Its name for people.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    async fn endpoints(&self) -> Result<&Endpoints, ProviderError> {
        self.endpoints
            .get_or_try_init(async || match &self.kind {
                Kind::GitHub(site) => github::endpoints(site.as_ref()),
                Kind::OpenId(issuer) => openid::discover(&self.http, issuer).await,
            })
            .await
    }

    /// Who it is that has this access token.
    async fn identify(&self, access_token: &str) -> Result<Identity, ProviderError> {
        let endpoints = self.endpoints().await?;
        let known = match self.kind {
            Kind::GitHub(_) => github::identify(&self.http, endpoints, access_token).await?,
            Kind::OpenId(_) => openid::identify(&self.http, endpoints, access_token).await?,
        };
        Ok(Identity {
            trusted: known.trusted && self.trust_email,
            ..known
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(id: &str, more: &str) -> Result<Providers, InvalidSettings> {
        let _ring = rustls::crypto::ring::default_provider().install_default();
        let settings = toml::from_str(&format!("[{id}]\nclient_id = 'x'\n{more}")).unwrap();
        Providers::new(&settings, &|_| None)
    }

    #[test]
    fn github_and_google_are_known_and_others_name_their_issuer() {
        let name = |made: Result<Providers, _>| made.unwrap().list().remove(0).name;
        assert_eq!(name(made("github", "")), "GitHub");
        assert_eq!(name(made("google", "")), "Google");
        let school = "name = 'School'\nissuer = 'https://id.school.example'";
        assert_eq!(name(made("school", school)), "School");
        assert!(made("school", "").is_err());
    }

    #[test]
    fn a_provider_is_asked_over_tls_only() {
        assert!(made("school", "issuer = 'http://id.school.example'").is_err());
        assert!(made("school", "issuer = 'http://127.0.0.1:4000'").is_ok());
    }
}
