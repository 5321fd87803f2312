//! A server over an academy of a test's own.

use std::net::SocketAddr;

use lyceum::academy::{TokenDigest, accounts};
use lyceum::server::{App, Bounds, Certificate, ConnectionOptions, Database, Listening};
use lyceum::wire::Role;
use lyceum::wire::problem::Problem;
use reqwest::{Client, RequestBuilder, Response};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::world::{Person, World};

/// A server that runs.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    end: Option<oneshot::Sender<()>>,
    done: JoinHandle<()>,
}

impl Running {
    /// A server of an academy, on a port of this machine.
    pub(crate) async fn of(world: &mut World) -> Running {
        Running::with(world, Bounds::default()).await
    }

    /// The same, with other bounds.
    pub(crate) async fn with(world: &mut World, bounds: Bounds) -> Running {
        let app = App::new(database(world).await, bounds);
        let here = SocketAddr::from(([127, 0, 0, 1], 0));
        Running::on(app, here, None).await
    }

    pub(crate) async fn on(
        app: App,
        address: SocketAddr,
        certificate: Option<Certificate>,
    ) -> Running {
        let listening = Listening::on(app, address, certificate).await.unwrap();
        let address = listening.address().unwrap();
        let (end, ended) = oneshot::channel();
        let serving = listening.serve(async move {
            // A test that is over asks for the end as well.
            let _asked = ended.await;
        });
        Running {
            address,
            end: Some(end),
            done: tokio::spawn(serving),
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A request without a token.
    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        client().get(self.url(path))
    }

    /// Asks the server to end, and waits until it has.
    pub(crate) async fn ends(mut self) {
        self.asks_to_end();
        self.done.await.unwrap();
    }

    pub(crate) fn asks_to_end(&mut self) {
        drop(self.end.take());
    }
}

/// The academy's database, reached with the login of a server.
pub(crate) async fn database(world: &mut World) -> Database {
    let login = server_login(world).await;
    let url = world.database.cluster.url(&login, &world.database.name);
    Database::at(&url, None, ConnectionOptions::default())
}

/// The login of a server of this academy. Roles belong to the cluster, so each database has its own.
pub(crate) async fn server_login(world: &mut World) -> String {
    let login = format!("server_{}", world.database.name);
    accounts::grant_server(&mut world.operator, &login)
        .await
        .unwrap();
    login
}

/// Signs a device of somebody's in, and returns its token.
pub(crate) async fn token(world: &mut World, person: &Person) -> String {
    token_until(world, person, "now() + interval '1 day'").await
}

/// The same, with the moment at which it expires.
pub(crate) async fn token_until(world: &mut World, person: &Person, expires: &str) -> String {
    let token = format!("token-{}", uuid::Uuid::new_v4());
    let digest = TokenDigest::of(&token);
    let hex: String = digest.bytes().iter().map(|b| format!("{b:02x}")).collect();
    world
        .run(&format!(
            "insert into lyceum.devices (user_id, token_digest, name, scopes, expires_at)
             values ('{}', '\\x{hex}', 'laptop', '{{learn}}', {expires})",
            person.id
        ))
        .await;
    token
}

/// A learner with a device that is signed in.
pub(crate) async fn learner(world: &mut World, name: &str) -> (Person, String) {
    let person = world.person(name, Role::Student).await;
    let token = token(world, &person).await;
    (person, token)
}

/// A client that follows nothing and trusts nobody.
pub(crate) fn client() -> Client {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

/// The problem of an answer, whose status is the one that it names.
pub(crate) async fn problem(response: Response) -> Problem {
    let status = response.status();
    let kind = response.headers()["content-type"].clone();
    let id = response.headers()["x-request-id"].clone();
    let text = response.text().await.unwrap();
    assert_eq!(kind, "application/problem+json", "{status} {text}");
    let problem: Problem = serde_json::from_str(&text).unwrap();
    assert_eq!(problem.status, status.as_u16());
    assert_eq!(problem.request.as_deref(), id.to_str().ok());
    problem
}
