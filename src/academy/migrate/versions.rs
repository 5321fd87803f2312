//! Our migrations: which there are, which the database has, and running those that it hasn't.

use sqlx::migrate::{MigrateError, Migration, Migrator};
use sqlx::{PgConnection, Row};

use super::Before;
use crate::academy::AcademyError;
use crate::academy::error::sqlstate;

/// Our migrations. Their table stands in our schema, where the platform's own tool doesn't see it as drift.
pub(super) fn migrator() -> Migrator {
    let mut migrator = sqlx::migrate!("./migrations/postgres");
    migrator.create_schema("lyceum");
    migrator.dangerous_set_table_name("lyceum._sqlx_migrations");
    // One lock is held around everything, not only around these.
    migrator.set_locking(false);
    migrator
}

pub(super) async fn run(
    connection: &mut PgConnection,
    before: Before,
) -> Result<Vec<String>, AcademyError> {
    let was = match before {
        Before::Empty => "empty",
        Before::Platform | Before::Academy => "platform",
    };
    sqlx::query("select set_config('lyceum.database_was', $1, false)")
        .bind(was)
        .execute(&mut *connection)
        .await?;
    let known = applied_versions(connection).await?;
    let migrator = migrator();
    for attempt in 0.. {
        match migrator.run_direct(None, connection, false).await {
            Err(MigrateError::ExecuteMigration(error, _))
                if attempt < 5 && sqlstate(&error) == Some("55P03") => {}
            other => {
                other?;
                break;
            }
        }
    }
    Ok(migrator
        .iter()
        .filter(|migration| !known.contains(&migration.version))
        .map(named)
        .collect())
}

/// How the migrations of this program and of the database stand to each other.
#[derive(Debug)]
pub(in crate::academy) struct Standing {
    /// How many the database has.
    pub(in crate::academy) applied: usize,
    /// Those that it doesn't have: version and description.
    pub(in crate::academy) pending: Vec<String>,
    /// Whether it has some that this program doesn't know.
    pub(in crate::academy) newer: bool,
}

pub(in crate::academy) async fn standing(
    connection: &mut PgConnection,
) -> Result<Standing, sqlx::Error> {
    let applied = applied_versions(connection).await?;
    let migrator = migrator();
    Ok(Standing {
        applied: applied.len(),
        pending: migrator
            .iter()
            .filter(|migration| !applied.contains(&migration.version))
            .map(named)
            .collect(),
        newer: applied
            .iter()
            .any(|version| !migrator.version_exists(*version)),
    })
}

fn named(migration: &Migration) -> String {
    format!("{:04} {}", migration.version, migration.description)
}

/// The versions of our migrations that the database has.
pub(super) async fn applied_versions(
    connection: &mut PgConnection,
) -> Result<Vec<i64>, sqlx::Error> {
    let stands: bool =
        sqlx::query_scalar("select to_regclass('lyceum._sqlx_migrations') is not null")
            .fetch_one(&mut *connection)
            .await?;
    if !stands {
        return Ok(Vec::new());
    }
    sqlx::query("select version from lyceum._sqlx_migrations where success order by version")
        .fetch_all(connection)
        .await?
        .iter()
        .map(|row| row.try_get(0))
        .collect()
}
