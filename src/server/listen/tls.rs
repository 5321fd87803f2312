//! The server's certificate, read again when its files change.
#![expect(
    clippy::disallowed_methods,
    reason = "files are read on threads for that"
)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::{Duration, SystemTime};

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How often the files are looked at.
const LOOKS: Duration = Duration::from_secs(2);

/// Why a certificate is of no use.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// A file can't be read.
    #[error("{}: {cause}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        cause: String,
    },
    /// The key and the certificate don't belong together, or aren't understood.
    #[error("{}: {cause}", file.display())]
    Unusable {
        /// The certificate's file.
        file: PathBuf,
        /// Why.
        cause: rustls::Error,
    },
}

/// A certificate with its key, and what is made of them.
#[derive(Debug)]
pub struct Certificate {
    certificate: PathBuf,
    key: PathBuf,
    now: RwLock<Now>,
}

#[derive(Debug, Clone)]
struct Now {
    config: Arc<ServerConfig>,
    stamps: Stamps,
}

/// When each of the files was written.
type Stamps = [Option<SystemTime>; 2];

impl Certificate {
    /// Reads a certificate with its chain, and its key, from files in PEM.
    ///
    /// # Errors
    /// As [`CertificateError`] says.
    pub fn read(certificate: &Path, key: &Path) -> Result<Self, CertificateError> {
        let now = Now {
            stamps: stamps(certificate, key),
            config: read(certificate, key)?,
        };
        Ok(Self {
            certificate: certificate.to_owned(),
            key: key.to_owned(),
            now: RwLock::new(now),
        })
    }

    pub(super) async fn accept<S>(&self, stream: S) -> io::Result<TlsStream<S>>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let config = self.now().config;
        TlsAcceptor::from(config).accept(stream).await
    }

    /// Reads the files again where they were written. One that is of no use now changes nothing.
    fn look(&self) {
        let stamps = stamps(&self.certificate, &self.key);
        if stamps == self.now().stamps {
            return;
        }
        match read(&self.certificate, &self.key) {
            Ok(config) => {
                tracing::info!("the certificate was read again");
                *self.now.write().unwrap_or_else(PoisonError::into_inner) = Now { config, stamps };
            }
            Err(error) => {
                tracing::warn!(%error, "the new certificate is of no use; the old one stays");
            }
        }
    }

    fn now(&self) -> Now {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
        now.clone()
    }
}

/// Looks at the files until the server is gone.
pub(super) async fn keep_fresh(certificate: Weak<Certificate>) {
    loop {
        tokio::time::sleep(LOOKS).await;
        let Some(certificate) = certificate.upgrade() else {
            return;
        };
        let _looked = tokio::task::spawn_blocking(move || certificate.look()).await;
    }
}

fn stamps(certificate: &Path, key: &Path) -> Stamps {
    [certificate, key].map(|file| fs::metadata(file).and_then(|found| found.modified()).ok())
}

fn read(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, CertificateError> {
    let unreadable = |file: &Path, cause: &dyn std::fmt::Display| CertificateError::Unreadable {
        file: file.to_owned(),
        cause: cause.to_string(),
    };
    let chain: Result<Vec<_>, _> =
        CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect);
    let chain = chain.map_err(|cause| unreadable(certificate, &cause))?;
    let key = PrivateKeyDer::from_pem_file(key).map_err(|cause| unreadable(key, &cause))?;
    let unusable = |cause| CertificateError::Unusable {
        file: certificate.to_owned(),
        cause,
    };
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(unusable)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(unusable)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
