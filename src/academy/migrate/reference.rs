//! The expected schema, created beside the actual one in a transaction that is rolled back.
//!
//! Both are then read from one catalog in the same words, and the SQL that makes an academy stays the only place
//! that says what it is made of. Nothing that stands is locked by it.

use sqlx::{AssertSqlSafe, PgConnection};

use super::versions::migrator;
use super::{OWNER, PLATFORM, definitions};

/// A schema, and the one that stands in for it in the reference.
#[derive(Debug)]
pub(super) struct Schema {
    pub(super) name: &'static str,
    pub(super) reference: &'static str,
}

/// Where the platform's tables are.
pub(super) const PUBLIC: Schema = Schema {
    name: "public",
    reference: "lyceum_documented",
};

/// Where everything of ours is.
pub(super) const LYCEUM: Schema = Schema {
    name: "lyceum",
    reference: "lyceum_expected",
};

/// Makes the platform's tables as they are documented.
pub(super) async fn make_platform(transaction: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql("create schema lyceum_documented; set local search_path = lyceum_documented")
        .execute(&mut *transaction)
        .await?;
    sqlx::raw_sql(PLATFORM).execute(transaction).await?;
    Ok(())
}

/// Makes ours over the platform's, from the same files as a migration.
pub(super) async fn make_ours(transaction: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(
        "set local search_path = ''; create schema lyceum_expected;
         create table lyceum_expected._sqlx_migrations (like lyceum._sqlx_migrations including all)",
    )
    .execute(&mut *transaction)
    .await?;
    make(transaction, OWNER).await?;
    for migration in migrator().iter() {
        make(transaction, migration.sql.as_str()).await?;
    }
    make(transaction, definitions::IN_ANY_ORDER).await?;
    for definition in definitions::all() {
        make(transaction, definition.role()).await?;
        make(transaction, definition.sql).await?;
        make(transaction, "reset role").await?;
    }
    Ok(())
}

async fn make(transaction: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(in_the_reference(sql)))
        .execute(transaction)
        .await?;
    Ok(())
}

/// A statement of ours with the reference's schemas. Our SQL names its schemas in these two ways only.
fn in_the_reference(sql: &str) -> String {
    [PUBLIC, LYCEUM].iter().fold(sql.to_owned(), |sql, schema| {
        sql.replace(
            &format!("{}.", schema.name),
            &format!("{}.", schema.reference),
        )
        .replace(
            &format!("schema {} ", schema.name),
            &format!("schema {} ", schema.reference),
        )
    })
}

/// Replaces the reference schemas' names in the catalog's text with the actual ones.
pub(super) fn as_it_stands(said: &str) -> String {
    [PUBLIC, LYCEUM]
        .iter()
        .fold(said.to_owned(), |said, schema| {
            said.replace(schema.reference, schema.name)
        })
}
