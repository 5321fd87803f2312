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

/// How the database is reached.
#[derive(Debug, Clone, Copy)]
pub struct Reach {
    /// The most connections, to the primary and to the replica each.
    pub connections: u32,
    /// Through PgBouncer or the like, in transaction mode: a statement that was prepared is gone with its transaction.
    pub behind_pooler: bool,
}

impl Default for Reach {
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
    pub fn at(primary: &DatabaseUrl, replica: Option<&DatabaseUrl>, reach: Reach) -> Self {
        Self {
            primary: connections(primary, reach),
            replica: replica.map(|url| connections(url, reach)),
        }
    }

    /// The primary.
    pub fn primary(&self) -> &Connections {
        &self.primary
    }
}

/// A connection that was idle is tried before it is used, so that nobody meets one that died with its database.
fn connections(url: &DatabaseUrl, reach: Reach) -> Connections {
    let mut options = url.options().clone().application_name("lyceum serve");
    if reach.behind_pooler {
        options = options.statement_cache_capacity(0);
    }
    let pool = PgPoolOptions::new()
        .max_connections(reach.connections)
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
        .connect_lazy_with(options);
    match reach.behind_pooler {
        true => Connections::through_pooler(pool),
        false => Connections::from(pool),
    }
}
