//! Accepts connections, within bounds, until somebody asks for the end; then finishes what was accepted.
#![expect(
    clippy::disallowed_methods,
    reason = "a server starts a task for each connection"
)]

mod connection;
mod crowd;
mod ending;
mod patience;
mod tls;

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};

use self::connection::Connection;
use self::crowd::Crowd;
use self::ending::Ending;
use super::App;
use super::address::{Peer, is_proxy};
use super::router::router;

pub use tls::{Certificate, CertificateError};

/// How long accepting pauses when the system has no room for another connection.
const BREATH: Duration = Duration::from_millis(100);

/// Why a server can't listen.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The address can't be had.
    #[error("can't listen on {address}: {cause}")]
    Taken {
        /// The address.
        address: SocketAddr,
        /// The system's error.
        cause: io::Error,
    },
    /// Tokens would cross a network in clear text.
    #[error(
        "{0} is reached from other machines, and without TLS everybody on the way reads their tokens: name \
         --tls-cert and --tls-key, or with --behind-proxy the proxies that do it"
    )]
    Unencrypted(SocketAddr),
    /// The socket that was handed over is of no use.
    #[error("the socket that was handed over can't be used: {0}")]
    HandedOver(io::Error),
}

/// A server that has its address and hasn't begun to answer.
#[derive(Debug)]
pub struct Listening {
    app: App,
    socket: TcpListener,
    certificate: Option<Arc<Certificate>>,
}

impl Listening {
    /// Listens on an address.
    ///
    /// # Errors
    /// As [`ListenError`] says.
    pub async fn on(
        app: App,
        address: SocketAddr,
        certificate: Option<Certificate>,
    ) -> Result<Self, ListenError> {
        let socket = TcpListener::bind(address).await;
        let socket = socket.map_err(|cause| ListenError::Taken { address, cause })?;
        Self::with(app, socket, certificate)
    }

    /// Listens on a socket that somebody handed over.
    ///
    /// # Errors
    /// As [`ListenError`] says.
    pub fn on_socket(
        app: App,
        socket: std::net::TcpListener,
        certificate: Option<Certificate>,
    ) -> Result<Self, ListenError> {
        let taken = socket
            .set_nonblocking(true)
            .and_then(|()| TcpListener::from_std(socket));
        let socket = taken.map_err(ListenError::HandedOver)?;
        Self::with(app, socket, certificate)
    }

    fn with(
        app: App,
        socket: TcpListener,
        certificate: Option<Certificate>,
    ) -> Result<Self, ListenError> {
        let address = socket.local_addr().map_err(ListenError::HandedOver)?;
        let is_private = address.ip().is_loopback() || !app.bounds().proxies.is_empty();
        if certificate.is_none() && !is_private {
            return Err(ListenError::Unencrypted(address));
        }
        let certificate = certificate.map(Arc::new);
        Ok(Self {
            app,
            socket,
            certificate,
        })
    }

    /// The address that it has.
    ///
    /// # Errors
    /// The system's.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Answers until `end` comes; then accepts nothing more, and finishes what it has, for as long as the bounds say.
    pub async fn serve(self, end: impl Future<Output = ()>) {
        let router = router(&self.app);
        let crowd = Crowd::new(self.app.bounds());
        let ending = Ending::new();
        let mut end = std::pin::pin!(end);
        if let Some(certificate) = &self.certificate {
            tokio::spawn(tls::keep_fresh(Arc::downgrade(certificate)));
        }
        loop {
            let accepted = tokio::select! {
                accepted = self.socket.accept() => accepted,
                () = &mut end => break,
            };
            match accepted {
                Ok((stream, address)) => {
                    self.take(stream, Peer(address), &router, &crowd, &ending);
                }
                Err(error) if is_of_the_connection(&error) => {}
                Err(error) => {
                    tracing::warn!(%error, "no connection can be accepted");
                    tokio::time::sleep(BREATH).await;
                }
            }
        }
        drop(self.socket);
        tokio::select! {
            () = ending.begin() => {}
            () = tokio::time::sleep(self.app.bounds().shutdown) => {
                tracing::warn!("some requests weren't finished in time");
            }
        }
    }

    fn take(
        &self,
        stream: TcpStream,
        peer: Peer,
        router: &Router,
        crowd: &Arc<Crowd>,
        ending: &Ending,
    ) {
        let bounds = self.app.bounds();
        let ip = peer.0.ip().to_canonical();
        if !bounds.proxies.is_empty() && !is_proxy(ip, &bounds.proxies) {
            tracing::debug!(%ip, "refused: not one of the proxies");
            return;
        }
        let Some(place) = crowd.enter(ip) else {
            metrics::counter!("lyceum_connections_refused_total").increment(1);
            return;
        };
        let connection = Connection {
            router: router.clone(),
            peer,
            certificate: self.certificate.clone(),
            alive: ending.watched(),
            bounds: bounds.clone(),
        };
        tokio::spawn(async move {
            connection.answer(stream).await;
            drop(place);
        });
    }
}

/// Errors of a single connection that was gone before it was accepted.
fn is_of_the_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}
