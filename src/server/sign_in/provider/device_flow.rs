//! The device authorization of OAuth 2.0 (RFC 8628), a step at a time: how long to wait between two is kept in the
//! database, so that any server of the academy can go on.

use std::time::Duration;

use oauth2::basic::{BasicClient, BasicTokenResponse};
use oauth2::{
    AuthType, ClientId, ClientSecret, DeviceAuthorizationUrl, DeviceCodeErrorResponse,
    DeviceCodeErrorResponseType, EndpointNotSet, EndpointSet, RequestTokenError, Scope,
    StandardDeviceAuthorizationResponse, TokenResponse, TokenUrl,
};
use secrecy::ExposeSecret;
use serde_json::json;
use tokio::sync::mpsc;

use super::{Provider, ProviderError};
use crate::academy::sign_in::Identity;
use crate::wire::AtProvider;

/// An authorization that waits for a person.
pub(in crate::server::sign_in) struct Authorization {
    /// Where the person goes.
    pub(in crate::server::sign_in) at: AtProvider,
    /// The code to ask the provider with.
    pub(in crate::server::sign_in) device_code: String,
}

/// A provider's answer about an authorization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server::sign_in) enum Answer {
    /// The person hasn't decided.
    Pending,
    /// The same, and it is asked too often.
    SlowDown,
    /// The person said no.
    Denied,
    /// It took too long.
    Expired,
    /// The person agreed, and is this.
    Is(Identity),
}

type Client = BasicClient<EndpointNotSet, EndpointSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

type TokenError = RequestTokenError<ProviderError, DeviceCodeErrorResponse>;

impl Provider {
    /// Begins an authorization.
    pub(in crate::server::sign_in) async fn authorize(
        &self,
    ) -> Result<Authorization, ProviderError> {
        let endpoints = self.endpoints().await?;
        let client = self.client().await?;
        let scopes: Vec<Scope> = endpoints
            .scopes
            .iter()
            .map(|scope| Scope::new((*scope).to_owned()))
            .collect();
        let details: StandardDeviceAuthorizationResponse = client
            .exchange_device_code()
            .add_scopes(scopes)
            .request_async(&self.http)
            .await
            .map_err(|error| match error {
                RequestTokenError::Request(error) => error,
                other => ProviderError::Strange(other.to_string()),
            })?;
        let seconds = |duration: Duration| u32::try_from(duration.as_secs()).unwrap_or(u32::MAX);
        let with_code = details.verification_uri_complete();
        Ok(Authorization {
            at: AtProvider {
                user_code: details.user_code().secret().clone(),
                address: details.verification_uri().to_string(),
                address_with_code: with_code.map(|address| address.secret().clone()),
                expires_in: seconds(details.expires_in()),
                seconds: seconds(details.interval()),
            },
            device_code: details.device_code().secret().clone(),
        })
    }

    /// Asks once how far an authorization is that is asked about every so many seconds.
    pub(in crate::server::sign_in) async fn ask(
        &self,
        device_code: &str,
        seconds: u32,
    ) -> Result<Answer, ProviderError> {
        let client = self.client().await?;
        let details = details(device_code, seconds)?;
        let interval = Duration::from_secs(seconds.into());
        // The library goes on by itself after a pause, whose length tells what the provider said. Here nobody waits.
        let (pause, mut paused) = mpsc::unbounded_channel();
        let asking = client
            .exchange_device_access_token(&details)
            // A provider that doesn't answer is asked again after the same time.
            .set_max_backoff_interval(interval)
            .request_async(
                &self.http,
                move |length| {
                    let _nobody_waits = pause.send(length);
                    std::future::pending()
                },
                None,
            );
        tokio::select! {
            Some(length) = paused.recv() => {
                Ok(if length > interval { Answer::SlowDown } else { Answer::Pending })
            }
            answer = asking => self.understand(answer).await,
        }
    }

    async fn understand(
        &self,
        answer: Result<BasicTokenResponse, TokenError>,
    ) -> Result<Answer, ProviderError> {
        use DeviceCodeErrorResponseType::{AccessDenied, ExpiredToken};
        match answer {
            Ok(token) => {
                let identity = self.identify(token.access_token().secret()).await?;
                Ok(Answer::Is(identity))
            }
            Err(RequestTokenError::ServerResponse(refusal)) => match refusal.error() {
                AccessDenied => Ok(Answer::Denied),
                ExpiredToken => Ok(Answer::Expired),
                _ => Err(ProviderError::Strange(refusal.to_string())),
            },
            Err(RequestTokenError::Request(error)) => Err(error),
            Err(other) => Err(ProviderError::Strange(other.to_string())),
        }
    }

    async fn client(&self) -> Result<Client, ProviderError> {
        let endpoints = self.endpoints().await?;
        let mut client = BasicClient::new(ClientId::new(self.client_id.clone()))
            .set_device_authorization_url(DeviceAuthorizationUrl::from_url(
                endpoints.device.clone(),
            ))
            .set_token_uri(TokenUrl::from_url(endpoints.token.clone()))
            // GitHub and Google take the secret so alone; everybody else should (RFC 6749, 2.3.1).
            .set_auth_type(AuthType::RequestBody);
        if let Some(secret) = &self.client_secret {
            let secret = ClientSecret::new(secret.expose_secret().to_owned());
            client = client.set_client_secret(secret);
        }
        Ok(client)
    }
}

/// The library takes what it gave: of it, only the code and the interval matter from here on.
fn details(
    device_code: &str,
    seconds: u32,
) -> Result<StandardDeviceAuthorizationResponse, ProviderError> {
    serde_json::from_value(json!({
        "device_code": device_code,
        "user_code": "",
        "verification_uri": "https://example.org",
        "expires_in": 3600,
        "interval": seconds,
    }))
    .map_err(|error| ProviderError::Strange(error.to_string()))
}
