//! The HTTP below the calls: one connection, bounded in time, no redirects, bodies packed.

use std::fmt;
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Body, Method, Request, RequestBuilder, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::Instant;

use super::ServerUrl;
use super::error;
use crate::sync::SyncError;
use crate::sync::remote::Answer;
use crate::wire::POSITION_HEADER;

/// How long connecting may take, encryption included.
const CONNECTING: Duration = Duration::from_secs(4);

/// How long sending a call may take, and its answer, beyond a second for each [`SLOWEST`] bytes of them; shorter than the
/// right to sync lasts.
const SILENCE: Duration = Duration::from_secs(20);

/// The bytes a second of the slowest line over which an image comes.
const SLOWEST: u32 = 4096;

/// The longest wait that a server asks for and a call sits out; after a longer one the sync goes on another time.
const MOMENT: Duration = Duration::from_secs(5);

/// How often a call is made where the server asks for moments.
const ATTEMPTS: u32 = 4;

/// Bodies below this many bytes, a few packets, aren't worth packing.
const WORTH_PACKING: usize = 4096;

/// The largest answer that is read, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;

/// A client of one server.
#[derive(Clone)]
pub(super) struct Client {
    url: ServerUrl,
    inner: Result<reqwest::Client, String>,
    /// `Bearer` and the token; marked as secret, so that no log has it.
    authorization: Option<HeaderValue>,
    /// How far the academy was when it answered last; it doesn't answer from before.
    position: Arc<Mutex<Option<HeaderValue>>>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Client({})", self.url)
    }
}

impl Client {
    pub(super) fn new(url: &ServerUrl, token: Option<&str>) -> Self {
        let inner = reqwest::Client::builder()
            .user_agent(concat!("lyceum/", env!("CARGO_PKG_VERSION")))
            // A token goes to the server that it is for, and to nobody that this one names.
            .redirect(Policy::none())
            .https_only(url.as_url().scheme() == "https")
            .connect_timeout(CONNECTING)
            .build()
            .map_err(|error| error::causes(&error));
        let authorization = token.and_then(|token| {
            let mut value = HeaderValue::try_from(format!("Bearer {token}")).ok()?;
            value.set_sensitive(true);
            Some(value)
        });
        Self {
            url: url.clone(),
            inner,
            authorization,
            position: Arc::default(),
        }
    }

    fn inner(&self) -> Answer<&reqwest::Client> {
        let unusable = |why: &String| SyncError::Unexpected(why.clone());
        self.inner.as_ref().map_err(unusable)
    }

    /// A call of the server's first protocol.
    pub(super) fn request(&self, method: Method, path: &[&str]) -> Answer<RequestBuilder> {
        let client = self.inner()?;
        let mut request = client.request(method, self.url.below(&[&["v1"], path].concat()));
        if let Some(position) = self.position().clone() {
            request = request.header(POSITION_HEADER, position);
        }
        Ok(match &self.authorization {
            Some(value) => request.header(AUTHORIZATION, value),
            None => request,
        })
    }

    /// Sends a call and reads its answer.
    pub(super) async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Answer<T> {
        let bytes = self.bytes(request).await?;
        serde_json::from_slice(&bytes).map_err(|error| {
            SyncError::Unexpected(format!(
                "it answered something that this version doesn't understand: {error}"
            ))
        })
    }

    /// Sends a call whose answer is bytes. Where the server asks for a moment, it gets that: a call may be made twice,
    /// since what is pushed twice counts once.
    pub(super) async fn bytes(&self, request: RequestBuilder) -> Answer<Vec<u8>> {
        let request = request.build().map_err(error::of_transport)?;
        for _ in 1..ATTEMPTS {
            let Some(again) = request.try_clone() else {
                break;
            };
            match self.send_once(again).await {
                Err(SyncError::Busy {
                    wait: Some(wait), ..
                }) if wait <= MOMENT => {
                    tokio::time::sleep(wait).await;
                }
                answered => return answered,
            }
        }
        self.send_once(request).await
    }

    async fn send_once(&self, request: Request) -> Answer<Vec<u8>> {
        let sent = request.body().and_then(Body::as_bytes);
        let until = Instant::now() + time_for(sent.map_or(0, <[u8]>::len));
        let response = before(until, self.inner()?.execute(request)).await?;
        let status = response.status();
        if !status.is_success() && status != StatusCode::NOT_MODIFIED {
            return Err(self.said_to_people(error::of_response(response).await));
        }
        if let Some(position) = response.headers().get(POSITION_HEADER) {
            *self.position() = Some(position.clone());
        }
        match status {
            // Nothing, or nothing new to whoever said what they have.
            StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED => Ok(b"null".to_vec()),
            _ => bytes_of(response).await,
        }
    }

    /// A server says to programs what they have to send; whoever is at this one signs in.
    fn said_to_people(&self, refusal: SyncError) -> SyncError {
        let why = match self.authorization {
            None => "",
            Some(_) => "this device's token was revoked, or it expired; ",
        };
        match refusal {
            SyncError::Unauthorized(_) => {
                SyncError::Unauthorized(format!("{why}run `lyceum login {}`", self.url))
            }
            other => other,
        }
    }

    fn position(&self) -> MutexGuard<'_, Option<HeaderValue>> {
        self.position.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The whole of an answer, unless it is larger than anything that a server of ours says.
async fn bytes_of(mut response: Response) -> Answer<Vec<u8>> {
    let mut bytes = Vec::new();
    let began = Instant::now();
    while let Some(chunk) = before(began + time_for(bytes.len()), response.chunk()).await? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LARGEST {
            return Err(SyncError::Unexpected("its answer has no end".to_owned()));
        }
    }
    Ok(bytes)
}

/// How long so many bytes may take.
fn time_for(bytes: usize) -> Duration {
    let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
    SILENCE + Duration::from_secs(1) * bytes / SLOWEST
}

async fn before<T>(until: Instant, done: impl Future<Output = reqwest::Result<T>>) -> Answer<T> {
    match tokio::time::timeout_at(until, done).await {
        Ok(done) => done.map_err(error::of_transport),
        Err(_) => Err(error::silent()),
    }
}

/// The request with a body of JSON, packed where that is worth it.
pub(super) fn with_body(request: RequestBuilder, body: &impl Serialize) -> Answer<RequestBuilder> {
    let unexpected = |error: &dyn fmt::Display| SyncError::Unexpected(error.to_string());
    let json = serde_json::to_vec(body).map_err(|error| unexpected(&error))?;
    let request = request.header(CONTENT_TYPE, "application/json");
    if json.len() < WORTH_PACKING {
        return Ok(request.body(json));
    }
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    let packed = packer.write_all(&json).and_then(|()| packer.finish());
    let packed = packed.map_err(|error| unexpected(&error))?;
    Ok(request.header(CONTENT_ENCODING, "gzip").body(packed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_image_has_time_on_a_slow_line() {
        assert_eq!(time_for(0), SILENCE);
        let image = 8 * 1024 * 1024;
        assert_eq!(time_for(image), SILENCE + Duration::from_secs(2048));
    }
}
