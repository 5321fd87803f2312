//! The academy's database as a server reaches it: the primary, and perhaps a replica for what needn't be newer than what
//! the caller knows.

use std::time::Duration;

use sqlx::Connection;
use sqlx::postgres::PgPoolOptions;

use crate::academy::{Connections, DatabaseUrl};

/// How long a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(2);

/// After how long a connection is tried before it is used: while there is much to do, the try would be a fifth of it.
const IDLE: Duration = Duration::from_millis(100);

/// How to connect to the database.
#[derive(Debug, Clone, Copy)]
pub struct ConnectionOptions {
    /// The most connections, to the primary and to the replica each.
    pub connections: u32,
    /// Through PgBouncer or the like, in transaction mode: a statement that was prepared is gone with its transaction.
    pub behind_pooler: bool,
}

impl Default for ConnectionOptions {
    fn default() -> Self {
        Self {
            connections: 16,
            behind_pooler: false,
        }
    }
}

/// The connections to it.
#[derive(Debug, Clone)]
pub struct Database {
    pub(super) primary: Connections,
    pub(super) replica: Option<Connections>,
}

impl Database {
    /// The database at that address, and a replica of it. Each connects with the first request, so that a server may
    /// start before its database. The logins are a server's.
    pub fn at(
        primary: &DatabaseUrl,
        replica: Option<&DatabaseUrl>,
        options: ConnectionOptions,
    ) -> Self {
        Self {
            primary: connections(primary, options),
            replica: replica.map(|url| connections(url, options)),
        }
    }

    /// The primary.
    pub fn primary(&self) -> &Connections {
        &self.primary
    }
}

/// A connection that was idle is tried before it is used, so that nobody meets one that died with its database.
fn connections(url: &DatabaseUrl, options: ConnectionOptions) -> Connections {
    let mut login = url.options().clone().application_name("lyceum serve");
    if options.behind_pooler {
        login = login.statement_cache_capacity(0);
    }
    let pool = PgPoolOptions::new()
        .max_connections(options.connections)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .before_acquire(|connection, about| {
            Box::pin(async move {
                if about.idle_for > IDLE {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_lazy_with(login);
    match options.behind_pooler {
        true => Connections::through_pooler(pool),
        false => Connections::from(pool),
    }
}
