//! TLS, and what is refused without it.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use lyceum::server::{App, Bounds, Certificate, CertificateError, ListenError, Listening};
use reqwest::Client;
use tempfile::TempDir;

use crate::running::{Running, database};
use crate::world::World;

/// A certificate of its own for this machine, made by OpenSSL.
struct Pair {
    folder: TempDir,
}

impl Pair {
    fn new(name: &str) -> Pair {
        let folder = tempfile::tempdir().unwrap();
        let pair = Pair { folder };
        pair.make(name);
        pair
    }

    fn make(&self, name: &str) {
        let made = Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
            ])
            .args(["-days", "2", "-subj", &format!("/CN={name}")])
            .args(["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"])
            .args(["-addext", "basicConstraints=critical,CA:FALSE"])
            .arg("-keyout")
            .arg(self.key())
            .arg("-out")
            .arg(self.certificate())
            .output()
            .expect("these tests need openssl (apt-get install openssl)");
        assert!(made.status.success(), "{made:?}");
    }

    fn certificate(&self) -> PathBuf {
        self.folder.path().join("cert.pem")
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("key.pem")
    }

    fn read(&self) -> Certificate {
        Certificate::read(&self.certificate(), &self.key()).unwrap()
    }
}

/// A client that trusts this certificate and no other.
fn trusting(certificate: &Path) -> Client {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let pem = fs::read(certificate).unwrap();
    let trusted = reqwest::Certificate::from_pem(&pem).unwrap();
    Client::builder()
        .tls_certs_only([trusted])
        .pool_max_idle_per_host(0)
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_server_speaks_http_2_over_tls_and_takes_a_new_certificate() {
    let mut world = World::new().await;
    let app = App::new(database(&mut world).await, Bounds::default());
    let pair = Pair::new("first");
    let here = SocketAddr::from(([127, 0, 0, 1], 0));
    let server = Running::on(app, here, Some(pair.read())).await;
    let url = format!("https://{}/healthz", server.address);

    let answer = trusting(&pair.certificate())
        .get(&url)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.version(), reqwest::Version::HTTP_2);
    assert_eq!(answer.status(), 200);

    pair.make("second");
    let client = trusting(&pair.certificate());
    // The files are looked at every other second.
    while client.get(&url).send().await.is_err() {
        tokio::task::yield_now().await;
    }

    fs::write(pair.certificate(), "nonsense").unwrap();
    assert_eq!(client.get(&url).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn without_tls_only_this_machine_and_proxies_are_served() {
    let mut world = World::new().await;
    let database = crate::running::database(&mut world).await;
    let everywhere = SocketAddr::from(([0, 0, 0, 0], 0));
    let app = App::new(database.clone(), Bounds::default());
    let refused = Listening::on(app, everywhere, None).await.unwrap_err();
    assert!(matches!(refused, ListenError::Unencrypted(_)), "{refused}");
    let behind = |network: &str| Bounds {
        proxies: vec![network.parse().unwrap()],
        ..Bounds::default()
    };
    let app = App::new(database.clone(), behind("192.0.2.0/24"));
    let server = Running::on(app, everywhere, None).await;
    let url = format!("http://127.0.0.1:{}/healthz", server.address.port());
    assert!(reqwest::get(&url).await.is_err(), "this peer is no proxy");
    let app = App::new(database, behind("127.0.0.0/8"));
    let server = Running::on(app, everywhere, None).await;
    let url = format!("http://127.0.0.1:{}/metrics", server.address.port());
    assert_eq!(reqwest::get(&url).await.unwrap().status(), 200);
    let outside = crate::running::client()
        .get(&url)
        .header("x-forwarded-for", "198.51.100.7");
    assert_eq!(
        outside.send().await.unwrap().status(),
        403,
        "the figures stay here"
    );
}

#[test]
fn a_certificate_that_is_none_is_refused_with_its_file() {
    let pair = Pair::new("good");
    let other = Pair::new("other");
    let mixed = Certificate::read(&pair.certificate(), &other.key()).unwrap_err();
    assert!(
        matches!(mixed, CertificateError::Unusable { .. }),
        "{mixed}"
    );
    let missing = Certificate::read(Path::new("/nowhere.pem"), &pair.key()).unwrap_err();
    assert!(
        missing.to_string().starts_with("/nowhere.pem: "),
        "{missing}"
    );
}
