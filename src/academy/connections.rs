//! The connections over which an academy's functions are called, each by one statement. Through a pooler, which may give
//! the next message another connection, the statement and what prepares it are a transaction.

use sqlx::postgres::{PgArguments, PgPool, PgRow};
use sqlx::query::QueryAs;
use sqlx::{FromRow, Postgres};

/// Connections to an academy's database. Clones share them.
#[derive(Debug, Clone)]
pub struct Connections {
    pool: PgPool,
    /// Whether a statement that was prepared is still there for the next call.
    keeps_statements: bool,
}

/// Connections straight to PostgreSQL.
impl From<PgPool> for Connections {
    fn from(pool: PgPool) -> Self {
        Self {
            pool,
            keeps_statements: true,
        }
    }
}

impl Connections {
    /// Connections through PgBouncer or the like in transaction mode. Statements have no names there: they would meet
    /// those of others.
    pub fn through_pooler(pool: PgPool) -> Self {
        Self {
            pool,
            keeps_statements: false,
        }
    }

    /// The pool.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// The one row that a function answers with.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn row<T>(
        &self,
        query: QueryAs<'_, Postgres, T, PgArguments>,
    ) -> Result<T, sqlx::Error>
    where
        T: Send + Unpin + for<'r> FromRow<'r, PgRow>,
    {
        if self.keeps_statements {
            return query.fetch_one(&self.pool).await;
        }
        let mut transaction = self.pool.begin().await?;
        let row = query.persistent(false).fetch_one(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(row)
    }
}
