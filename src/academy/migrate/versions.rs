//! Our migrations: which there are, which the database has, and running those that it hasn't. Numbered ones make
//! tables and types and run once; the others are `definitions`.

use sqlx::migrate::{Migrate, Migration, Migrator};
use sqlx::{PgConnection, Row};

use super::{Before, OWNER, create_platform, definitions, survey};
use crate::academy::patience::{self, Step, WRITERS};
use crate::academy::{AcademyError, Connections};

/// The table of our migrations.
const MIGRATIONS: &str = "lyceum._sqlx_migrations";

/// Our migrations. Their table stands in our schema, where the platform's own tool doesn't see it as drift.
pub(super) fn migrator() -> Migrator {
    let mut migrator = sqlx::migrate!("./migrations/postgres");
    migrator.create_schema("lyceum");
    migrator.dangerous_set_table_name(MIGRATIONS);
    // The lock of `Schema` is held around everything, not only around these.
    migrator.set_locking(false);
    migrator
}

/// The migrations and files that were applied.
#[derive(Debug, Default)]
pub(super) struct Applied {
    /// Numbered migrations: version and description.
    pub(super) numbered: Vec<String>,
    /// Files of functions, triggers and rights.
    pub(super) files: Vec<String>,
}

/// Our schema and the table of our migrations, which nobody but an operator can lock: of two migrations the one
/// that has it goes on.
pub(super) struct Bootstrap;

impl Step for Bootstrap {
    type Done = ();

    fn blocked_by(&self) -> &'static [&'static str] {
        WRITERS
    }

    fn may_pass(&self, error: &AcademyError) -> bool {
        error.lacks_a_lock() || error.was_made_meanwhile()
    }

    async fn run(&self, transaction: &mut PgConnection) -> Result<(), AcademyError> {
        let stands: bool =
            sqlx::query_scalar("select to_regclass('lyceum._sqlx_migrations') is not null")
                .fetch_one(&mut *transaction)
                .await?;
        if !stands {
            transaction.create_schema_if_not_exists("lyceum").await?;
            transaction.ensure_migrations_table(MIGRATIONS).await?;
        }
        Ok(())
    }
}

/// The platform's tables, where none stand, and all of ours that the database hasn't.
pub(super) struct Schema;

impl Step for Schema {
    type Done = (Before, Applied);

    fn blocked_by(&self) -> &'static [&'static str] {
        WRITERS
    }

    async fn run(&self, transaction: &mut PgConnection) -> Result<Self::Done, AcademyError> {
        patience::lock(transaction, &[MIGRATIONS], "exclusive").await?;
        let before = survey(transaction).await?;
        if before == Before::Empty {
            create_platform(transaction).await?;
        }
        let applied = apply(transaction, before).await?;
        Ok((before, applied))
    }
}

async fn apply(transaction: &mut PgConnection, before: Before) -> Result<Applied, AcademyError> {
    let was = match before {
        Before::Empty => "empty",
        Before::Platform | Before::Academy => "platform",
    };
    sqlx::query("select set_config('lyceum.database_was', $1, true)")
        .bind(was)
        .execute(&mut *transaction)
        .await?;
    let known = applied_versions(transaction).await?;
    let migrator = migrator();
    let numbered: Vec<String> = migrator
        .iter()
        .filter(|migration| !known.contains(&migration.version))
        .map(named)
        .collect();
    if !numbered.is_empty() || definitions::touches_the_platform(transaction).await? {
        patience::lock(transaction, &WATCHED, "share row exclusive").await?;
    }
    sqlx::raw_sql(OWNER).execute(&mut *transaction).await?;
    migrator.run_direct(None, &mut *transaction, false).await?;
    if is_newer(transaction).await? {
        return Err(AcademyError::Newer);
    }
    let files = definitions::apply(transaction).await?;
    sqlx::query("update lyceum.instance set program = $1 where program is distinct from $1")
        .bind(PROGRAM)
        .execute(&mut *transaction)
        .await?;
    Ok(Applied { numbered, files })
}

/// The platform's tables that get triggers of ours or are referenced.
const WATCHED: [&str; 10] = [
    "public.accounts",
    "public.certificates",
    "public.course_reviews",
    "public.courses",
    "public.enrollments",
    "public.lessons",
    "public.modules",
    "public.payments",
    "public.user_progress",
    "public.users",
];

/// The version of this program.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// Whether a newer program has migrated the database: its functions aren't replaced by older ones.
async fn is_newer(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "select coalesce(string_to_array(split_part(program, '-', 1), '.')::integer[]
                         > string_to_array(split_part($1, '-', 1), '.')::integer[], false)
           from lyceum.instance",
    )
    .bind(PROGRAM)
    .fetch_one(connection)
    .await
}

/// How the migrations of this program and of the database stand to each other.
#[derive(Debug)]
pub(in crate::academy) struct Standing {
    /// How many the database has.
    pub(in crate::academy) applied: usize,
    /// Those that it doesn't have: version and description, or the file whose text changed.
    pub(in crate::academy) pending: Vec<String>,
    /// Whether it has some that this program doesn't know.
    pub(in crate::academy) newer: bool,
}

pub(in crate::academy) async fn standing(
    connection: &mut PgConnection,
) -> Result<Standing, sqlx::Error> {
    let applied = applied_versions(connection).await?;
    let migrator = migrator();
    let mut pending: Vec<String> = migrator
        .iter()
        .filter(|migration| !applied.contains(&migration.version))
        .map(named)
        .collect();
    let mut newer = applied
        .iter()
        .any(|version| !migrator.version_exists(*version));
    if pending.is_empty() && !newer {
        newer = is_newer(connection).await?;
        let outdated = definitions::outdated(connection).await?;
        pending.extend(outdated.into_iter().map(|definition| definition.file));
    }
    Ok(Standing {
        applied: applied.len(),
        pending,
        newer,
    })
}

/// Whether the database has all that this program needs, as a server's login sees it.
///
/// # Errors
/// [`AcademyError::NotMigrated`] where there is no academy yet.
pub async fn is_ready(database: &Connections) -> Result<bool, AcademyError> {
    let newest = migrator().iter().map(|migration| migration.version).max();
    let question = sqlx::query_as("select lyceum.is_ready_v1($1, $2)")
        .bind(newest.unwrap_or_default())
        .bind(PROGRAM);
    let (ready,) = database.row(question).await?;
    Ok(ready)
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
