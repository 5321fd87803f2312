//! Requests to a provider: bounded in time and size, and never redirected.

use std::pin::Pin;
use std::time::Duration;

use axum::http;
use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use serde::de::DeserializeOwned;
use url::Url;

use super::ProviderError;

/// A client for all providers.
#[derive(Debug, Clone)]
pub(super) struct Http(reqwest::Client);

/// How long a provider may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The most bytes of an answer that are read.
const LARGEST: usize = 256 * 1024;

impl Http {
    pub(super) fn new() -> Self {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .user_agent(concat!("lyceum/", env!("CARGO_PKG_VERSION")))
            .build();
        Http(client.unwrap_or_default())
    }

    /// Carries a request of the protocol out.
    async fn carry(&self, request: HttpRequest) -> Result<HttpResponse, ProviderError> {
        let request = reqwest::Request::try_from(request).map_err(strange)?;
        let response = self.0.execute(request).await.map_err(away)?;
        let status = response.status();
        let kind = response.headers().get(http::header::CONTENT_TYPE).cloned();
        let body = read(response).await?;
        let mut answer = http::Response::builder().status(status_of(status, &body));
        if let Some(kind) = kind {
            answer = answer.header(http::header::CONTENT_TYPE, kind);
        }
        answer.body(body).map_err(strange)
    }

    /// Gets JSON, as whoever has the token where there is one.
    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        url: Url,
        token: Option<&str>,
    ) -> Result<T, ProviderError> {
        let mut request = self.0.get(url.clone());
        request = request.header(http::header::ACCEPT, "application/json");
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let response = request.send().await.map_err(away)?;
        let status = response.status();
        let body = read(response).await?;
        if !status.is_success() {
            return Err(ProviderError::Strange(format!("{url} answers {status}")));
        }
        serde_json::from_slice(&body)
            .map_err(|error| ProviderError::Strange(format!("{url} isn't understood: {error}")))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = ProviderError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, ProviderError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.carry(request))
    }
}

/// GitHub's refusals have the status 200.
fn status_of(status: http::StatusCode, body: &[u8]) -> http::StatusCode {
    #[derive(serde::Deserialize)]
    struct Refusal {
        #[serde(rename = "error")]
        _error: String,
    }
    if status.is_success() && serde_json::from_slice::<Refusal>(body).is_ok() {
        return http::StatusCode::BAD_REQUEST;
    }
    status
}

async fn read(mut response: reqwest::Response) -> Result<Vec<u8>, ProviderError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(away)? {
        body.extend_from_slice(&chunk);
        if body.len() > LARGEST {
            return Err(ProviderError::Strange("its answer is too large".to_owned()));
        }
    }
    Ok(body)
}

fn away(error: reqwest::Error) -> ProviderError {
    ProviderError::Away(error.without_url().to_string())
}

fn strange(error: impl std::fmt::Display) -> ProviderError {
    ProviderError::Strange(error.to_string())
}

/// Whether what goes there is encrypted, or doesn't leave this machine.
pub(super) fn is_safe(url: &Url) -> bool {
    let here = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || url.scheme() == "http" && here
}
