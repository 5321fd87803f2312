//! An academy's sync server, as a learner's devices call it.

use std::net::SocketAddr;

use lyceum::academy::{TokenDigest, accounts};
use lyceum::server::{App, Bounds, Listening};
use lyceum::sync::{Http, ServerUrl};
use lyceum::wire::Role;
use sqlx::postgres::PgPoolOptions;

use crate::academies::Database;
use crate::behind::{InDatabase, Way};
use crate::postgres::run;

/// An academy in PostgreSQL, called through its server.
pub(crate) type OverHttp = InDatabase<ThroughServer>;

/// Through a server that ends with the test.
pub(crate) struct ThroughServer(pub(crate) ServerUrl);

impl Way for ThroughServer {
    type Remote = Http;

    async fn to(database: &mut Database) -> Self {
        // The program does it first thing; another test may have been quicker.
        let _already_there = rustls::crypto::ring::default_provider().install_default();
        let login = format!("server_{}", database.inner.name);
        accounts::grant_server(&mut database.operator, &login)
            .await
            .unwrap();
        let url = database.inner.cluster.url(&login, &database.inner.name);
        let pool = PgPoolOptions::new().connect_lazy_with(url.options().clone());
        let unlimited = Bounds {
            per_token: 10_000,
            per_address: 10_000,
            ..Bounds::default()
        };
        let here = SocketAddr::from(([127, 0, 0, 1], 0));
        let listening = Listening::on(App::new(pool, unlimited), here, None);
        let listening = listening.await.unwrap();
        let address = listening.address().unwrap();
        tokio::spawn(listening.serve(std::future::pending()));
        ThroughServer(format!("http://{address}").parse().unwrap())
    }

    async fn of(&self, database: &mut Database, name: &str) -> Http {
        database.login(name, Role::Student).await;
        let token = token(database, name).await;
        Http::at(&self.0, Some(&token))
    }
}

/// Signs a device of somebody's in.
pub(crate) async fn token(database: &mut Database, name: &str) -> String {
    let token = uuid::Uuid::new_v4().to_string();
    let digest = TokenDigest::of(&token);
    let hex: String = digest.bytes().iter().map(|b| format!("{b:02x}")).collect();
    run(
        &mut database.operator,
        &format!(
            "insert into lyceum.devices (user_id, token_digest, name, scopes, expires_at)
             select id, '\\x{hex}', 'laptop', '{{learn}}', now() + interval '1 day'
               from users where email = '{name}@example.org'"
        ),
    )
    .await;
    token
}
