//! An academy's sync server, as a learner's devices call it.
#![expect(
    clippy::disallowed_methods,
    reason = "a server of a test runs beside it"
)]

use std::net::SocketAddr;

use chrono::TimeDelta;
use lyceum::academy::{TokenDigest, accounts};
use lyceum::domain::Seconds;
use lyceum::server::{App, Bounds, ConnectionOptions, Database as Reached, Listening};
use lyceum::sync::{Http, ServerUrl, SyncError};
use lyceum::wire::Role;

use crate::academies::Database;
use crate::behind::{Behind, InDatabase, Way};
use crate::device::{Device, complete, enroll, study};
use crate::postgres::run;
use crate::world::{ADA, YES, course};

/// An academy in PostgreSQL, called through its server.
pub(crate) type OverHttp = InDatabase<ThroughServer>;

/// Through a server that ends with the test.
pub(crate) struct ThroughServer(pub(crate) ServerUrl);

impl Way for ThroughServer {
    type Remote = Http;

    async fn to(database: &mut Database) -> Self {
        // The program does it first thing; another test may have been quicker.
        let _already_there = rustls::crypto::ring::default_provider().install_default();
        ThroughServer(server(database, "one").await)
    }

    async fn of(&self, database: &mut Database, name: &str) -> Http {
        database.login(name, Role::Student).await;
        let token = token(database, name).await;
        Http::at(&self.0, Some(&token))
    }
}

impl OverHttp {
    /// A device of Ada's, with the time that is left of its token.
    async fn device_until(&self, left: &str) -> Http {
        let token = token_until(&mut *self.database.lock().await, ADA, left).await;
        Http::at(&self.way.0, Some(&token))
    }
}

/// Starts a server of the academy, with a login of its own, and gives its address.
async fn server(database: &mut Database, name: &str) -> ServerUrl {
    let login = format!("server_{}_{name}", database.inner.name);
    accounts::grant_server(&mut database.operator, &login)
        .await
        .unwrap();
    let url = database.inner.cluster.url(&login, &database.inner.name);
    let unlimited = Bounds {
        per_token: 10_000,
        per_address: 10_000,
        ..Bounds::default()
    };
    let app = App::new(
        Reached::at(&url, None, ConnectionOptions::default()),
        unlimited,
    );
    let here = SocketAddr::from(([127, 0, 0, 1], 0));
    let listening = Listening::on(app, here, None).await.unwrap();
    let address = listening.address().unwrap();
    tokio::spawn(listening.serve(std::future::pending()));
    format!("http://{address}").parse().unwrap()
}

/// Signs a device of somebody's in.
pub(crate) async fn token(database: &mut Database, name: &str) -> String {
    token_until(database, name, "1 day").await
}

/// The same, with the time that is left of it by the academy's clock.
async fn token_until(database: &mut Database, name: &str, left: &str) -> String {
    let token = uuid::Uuid::new_v4().to_string();
    let digest = TokenDigest::of(&token);
    let hex: String = digest.bytes().iter().map(|b| format!("{b:02x}")).collect();
    run(
        &mut database.operator,
        &format!(
            "insert into lyceum.devices (user_id, token_digest, name, scopes, expires_at)
             select id, '\\x{hex}', 'laptop', '{{learn}}', now() + interval '{left}'
               from users where email = '{name}@example.org'"
        ),
    )
    .await;
    token
}

/// An academy with a course, and Ada's account.
async fn academy() -> Database {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let mut database = Database::new().await;
    let free = course("free", 0, &["f1", "f2", "f3"]);
    database.publish(&free).await;
    database
}

#[tokio::test]
async fn one_device_goes_through_the_server_and_the_other_directly() {
    let mut database = academy().await;
    let direct = database.learner("ada").await;
    let url = server(&mut database, "one").await;
    let token = token(&mut database, "ada").await;
    let through = Http::at(&url, Some(&token));
    let (laptop, desk) = (Device::new(1).await, Device::new(2).await);
    let now = crate::world::at(0);
    for round in 0..3 {
        laptop.does(now, enroll("free")).await;
        laptop.does(now, study("free", "f1", 10)).await;
        // Either may come first: what is learned before enrolling would be held, and go with the next sync.
        desk.does(now, enroll("free")).await;
        desk.does(now, study("free", "f1", 20)).await;
        desk.does(now, complete("free", "f2")).await;
        let both = tokio::join!(
            laptop.syncs(&through, now, YES),
            desk.syncs(&direct, now, YES)
        );
        both.0.unwrap();
        both.1.unwrap();
        laptop.syncs(&through, now, YES).await.unwrap();
        desk.syncs(&direct, now, YES).await.unwrap();
        let (there, here) = (desk.shows("free").await, laptop.shows("free").await);
        assert_eq!(there, here, "round {round}");
        let total: Seconds = here.values().map(|lesson| lesson.seconds).sum();
        assert_eq!(total, Seconds(30 * (round + 1)));
    }
}

#[tokio::test]
async fn a_profile_moves_between_server_and_database_without_loss() {
    let mut database = academy().await;
    let direct = database.learner("ada").await;
    let url = server(&mut database, "one").await;
    let token = token(&mut database, "ada").await;
    let through = Http::at(&url, Some(&token));
    let laptop = Device::new(1).await;
    let now = crate::world::at(0);
    laptop.does(now, enroll("free")).await;
    for seconds in [10, 20, 30] {
        laptop.does(now, study("free", "f1", seconds)).await;
        let report = laptop.syncs(&direct, now, YES).await.unwrap();
        assert!(report.questions.is_empty(), "it is the same academy");
        laptop.does(now, study("free", "f1", seconds)).await;
        let report = laptop.syncs(&through, now, YES).await.unwrap();
        assert_eq!((report.pushed, report.questions.len()), (1, 0));
    }
    let total: Seconds = laptop
        .shows("free")
        .await
        .values()
        .map(|lesson| lesson.seconds)
        .sum();
    assert_eq!(total, Seconds(120));
    laptop.rebuilds_to_the_same().await;
}

/// Neither end of a sign-in goes by the device's clock: codes, polls and tokens last by the academy's.
#[tokio::test]
async fn a_token_lasts_by_the_academys_clock_where_the_devices_is_ten_minutes_wrong() {
    let academy = OverHttp::new().await;
    for (number, minutes) in [(1, 10), (2, -10)] {
        let mut laptop = Device::new(number).await;
        laptop.skew = TimeDelta::minutes(minutes);
        let now = academy.now().await;
        laptop.does(now, enroll("free")).await;
        laptop.does(now, study("free", "f1", 10)).await;
        // Over, though a clock that is behind says otherwise: what was learned waits.
        let over = academy.device_until("-5 minutes").await;
        let refused = laptop.syncs(&over, now, YES).await;
        assert!(
            matches!(refused, Err(SyncError::Unauthorized(_))),
            "{minutes}: {refused:?}"
        );
        // Good, though a clock that is ahead says otherwise.
        let good = academy.device_until("5 minutes").await;
        let report = laptop.syncs(&good, now, YES).await.unwrap();
        assert_eq!(report.pushed, 2, "{minutes}");
    }
    assert_eq!(academy.seconds().await, Seconds(20));
}

#[tokio::test]
async fn a_client_may_change_between_two_servers_at_each_request() {
    let mut database = academy().await;
    database.login("ada", Role::Student).await;
    let token = token(&mut database, "ada").await;
    let (one, two) = (
        server(&mut database, "one").await,
        server(&mut database, "two").await,
    );
    let turn_about = turning(one.as_url().port().unwrap(), two.as_url().port().unwrap()).await;
    let laptop = Device::new(1).await;
    let now = crate::world::at(0);
    laptop.does(now, enroll("free")).await;
    for round in 1..=5 {
        laptop.does(now, study("free", "f1", 10)).await;
        // A connection each, so that each call may meet the other server.
        let through = Http::at(&turn_about, Some(&token));
        laptop.syncs(&through, now, YES).await.unwrap();
        let desk = Device::new(2).await;
        desk.syncs(&through, now, YES).await.unwrap();
        let total: Seconds = desk
            .shows("free")
            .await
            .values()
            .map(|lesson| lesson.seconds)
            .sum();
        assert_eq!(total, Seconds(10 * round));
    }
}

/// Something between the client and two servers that hands each request to the other one than before: it closes each
/// connection after one answer.
async fn turning(one: u16, two: u16) -> ServerUrl {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut ports = [one, two].into_iter().cycle();
        while let Ok((mut client, _)) = listener.accept().await {
            let port = ports.next().unwrap();
            tokio::spawn(async move {
                let mut server = tokio::net::TcpStream::connect(("127.0.0.1", port))
                    .await
                    .unwrap();
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(client.read_u8().await?);
                }
                let head =
                    String::from_utf8_lossy(&head).replacen("\r\n", "\r\nConnection: close\r\n", 1);
                server.write_all(head.as_bytes()).await?;
                tokio::io::copy_bidirectional(&mut client, &mut server).await
            });
        }
    });
    format!("http://{address}").parse().unwrap()
}
