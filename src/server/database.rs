//! The academy's database as a server reaches it: the primary, and perhaps a replica for what needn't be newer than what
//! the caller knows.

use std::time::Duration;

use sqlx::postgres::{PgArguments, PgPool, PgPoolOptions, PgRow};
use sqlx::query::QueryAs;
use sqlx::{FromRow, Postgres};

use crate::academy::DatabaseUrl;

/// How long a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(2);

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

/// The pools of connections.
#[derive(Debug, Clone)]
pub struct Database {
    pub(super) primary: PgPool,
    pub(super) replica: Option<PgPool>,
    pub(super) behind_pooler: bool,
}

impl Database {
    /// The database at that address, and a replica of it. Each connects with the first request, so that a server may
    /// start before its database. The logins are a server's.
    pub fn at(primary: &DatabaseUrl, replica: Option<&DatabaseUrl>, reach: Reach) -> Self {
        Self {
            primary: pool(primary, reach),
            replica: replica.map(|url| pool(url, reach)),
            behind_pooler: reach.behind_pooler,
        }
    }

    /// The primary.
    pub fn primary(&self) -> &PgPool {
        &self.primary
    }
}

/// The one row of a question. In a transaction and without a name: a pooler may give the next statement another
/// connection.
pub(super) async fn ask<T>(
    pool: &PgPool,
    question: QueryAs<'static, Postgres, T, PgArguments>,
) -> Result<T, sqlx::Error>
where
    T: Send + Unpin + for<'r> FromRow<'r, PgRow>,
{
    let mut transaction = pool.begin().await?;
    let row = question
        .persistent(false)
        .fetch_one(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(row)
}

/// A database without a replica.
impl From<PgPool> for Database {
    fn from(primary: PgPool) -> Self {
        Self {
            primary,
            replica: None,
            behind_pooler: false,
        }
    }
}

/// Each connection is tried before it is used, so that nobody meets one that died with its database.
fn pool(url: &DatabaseUrl, reach: Reach) -> PgPool {
    let mut options = url.options().clone().application_name("lyceum serve");
    if reach.behind_pooler {
        options = options.statement_cache_capacity(0);
    }
    PgPoolOptions::new()
        .max_connections(reach.connections)
        .acquire_timeout(PATIENCE)
        .connect_lazy_with(options)
}
