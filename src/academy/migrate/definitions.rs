//! Functions, triggers and rights: each stands in a file of its own, and is applied again when its text changed.
//!
//! A function whose arguments change, and a function that goes, is dropped by a numbered migration.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, Row};

static FUNCTIONS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/migrations/postgres/functions");
static TRIGGERS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/migrations/postgres/triggers");
static RIGHTS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/migrations/postgres/rights");

/// One file below `migrations/postgres`.
#[derive(Debug)]
pub(super) struct Definition {
    /// `functions/push_for.sql`.
    pub(super) file: String,
    /// Its text.
    pub(super) sql: &'static str,
    folder: &'static str,
}

/// All files, in the order in which they are applied: a trigger needs its function, a right its object.
pub(super) fn all() -> Vec<Definition> {
    let folders = [
        ("functions", &FUNCTIONS),
        ("triggers", &TRIGGERS),
        ("rights", &RIGHTS),
    ];
    let mut all = Vec::new();
    for (folder, dir) in folders {
        let mut files: Vec<Definition> = dir
            .files()
            .filter_map(|file| {
                Some(Definition {
                    file: format!("{folder}/{}", file.path().display()),
                    sql: file.contents_utf8()?,
                    folder,
                })
            })
            .collect();
        files.sort_by(|one, other| one.file.cmp(&other.file));
        all.append(&mut files);
    }
    all
}

impl Definition {
    /// The role that the file is applied as: functions are made by their owner, triggers by the tables'.
    pub(super) fn role(&self) -> &'static str {
        match self.folder {
            "functions" => "set local role lyceum_owner",
            _ => "reset role",
        }
    }

    fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.sql).to_vec()
    }
}

/// Functions may name each other in any order.
pub(super) const IN_ANY_ORDER: &str = "set local check_function_bodies = off";

/// Applies the files whose text isn't the one that was applied last, and returns their names.
pub(super) async fn apply(transaction: &mut PgConnection) -> Result<Vec<String>, sqlx::Error> {
    let outdated = outdated(transaction).await?;
    sqlx::raw_sql(IN_ANY_ORDER)
        .execute(&mut *transaction)
        .await?;
    for definition in &outdated {
        sqlx::raw_sql(definition.role())
            .execute(&mut *transaction)
            .await?;
        sqlx::raw_sql(definition.sql)
            .execute(&mut *transaction)
            .await?;
        sqlx::raw_sql("reset role")
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "insert into lyceum.definitions (file, digest) values ($1, $2)
             on conflict (file) do update set digest = excluded.digest",
        )
        .bind(&definition.file)
        .bind(definition.digest())
        .execute(&mut *transaction)
        .await?;
    }
    let files: Vec<String> = all()
        .into_iter()
        .map(|definition| definition.file)
        .collect();
    sqlx::query("delete from lyceum.definitions where file <> all ($1)")
        .bind(files)
        .execute(transaction)
        .await?;
    Ok(outdated.into_iter().map(|d| d.file).collect())
}

/// Whether a trigger is to be made: then nobody may write to its table for that moment.
pub(super) async fn touches_the_platform(
    connection: &mut PgConnection,
) -> Result<bool, sqlx::Error> {
    let outdated = outdated(connection).await?;
    Ok(outdated.iter().any(|file| file.folder == "triggers"))
}

/// The files whose text isn't the one that was applied last.
pub(super) async fn outdated(
    connection: &mut PgConnection,
) -> Result<Vec<Definition>, sqlx::Error> {
    let rows = sqlx::query("select file, digest from lyceum.definitions")
        .fetch_all(connection)
        .await?;
    let mut applied: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for row in &rows {
        applied.insert(row.try_get(0)?, row.try_get(1)?);
    }
    Ok(all()
        .into_iter()
        .filter(|definition| applied.get(&definition.file) != Some(&definition.digest()))
        .collect())
}
