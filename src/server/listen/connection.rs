//! One connection: its handshake, and HTTP/1 or HTTP/2 over it.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tower::ServiceExt;

use super::ending::Alive;
use super::patience::Patient;
use super::tls::Certificate;
use crate::server::Bounds;
use crate::server::address::Peer;

/// The most bytes of a request's head.
const HEAD: usize = 32 * 1024;

/// The most headers of a request.
const HEADERS: usize = 64;

/// The most requests that an HTTP/2 connection has open at once.
const STREAMS: u32 = 32;

/// How long a connection that was accepted and hasn't asked anything yet may still ask when the server ends.
const FIRST_QUESTION: Duration = Duration::from_secs(2);

/// A connection that was accepted.
pub(super) struct Connection {
    pub(super) router: Router,
    pub(super) peer: Peer,
    pub(super) certificate: Option<Arc<Certificate>>,
    pub(super) alive: Alive,
    pub(super) bounds: Bounds,
}

impl Connection {
    /// Answers what comes, until either side ends it. Whatever a peer does wrong is its own loss.
    pub(super) async fn answer(self, stream: TcpStream) {
        // An answer is one write: waiting for more would only delay it.
        let _as_it_is = stream.set_nodelay(true);
        let stream = Patient::new(stream, self.bounds.idle, self.bounds.reading);
        let Some(certificate) = self.certificate.clone() else {
            return self.speak(stream).await;
        };
        let handshake = tokio::time::timeout(self.bounds.head, certificate.accept(stream));
        if let Ok(Ok(stream)) = handshake.await {
            self.speak(stream).await;
        }
    }

    async fn speak(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let Self {
            router,
            peer,
            mut alive,
            bounds,
            ..
        } = self;
        let asked = Arc::new(Notify::new());
        let asks = Arc::clone(&asked);
        let service = service_fn(move |mut request: hyper::Request<Incoming>| {
            asks.notify_one();
            request.extensions_mut().insert(peer);
            router.clone().oneshot(Request::map(request, Body::new))
        });
        let mut builder = Builder::new(TokioExecutor::new());
        builder
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(bounds.head)
            .max_buf_size(HEAD)
            .max_headers(HEADERS);
        builder
            .http2()
            .timer(TokioTimer::new())
            .max_header_list_size(16 * 1024)
            .max_concurrent_streams(STREAMS);
        let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
        let end = async {
            alive.until_the_end().await;
            let _asked_or_not = tokio::time::timeout(FIRST_QUESTION, asked.notified()).await;
        };
        let answered = tokio::select! {
            answered = connection.as_mut() => answered,
            () = end => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = answered {
            tracing::debug!(%error, "a connection broke off");
        }
    }
}
