//! Bringing a database to the schema of this program: an empty one, the web application's, or an older one
//! of ours.

use sqlx::{Acquire, PgConnection};

use super::AcademyError;
use super::error::sqlstate;

mod catalog;
mod definitions;
pub mod drift;
pub(super) mod needs;
pub(crate) mod objects;
mod reference;
pub mod rules;
mod versions;

use drift::Difference;
use rules::RulesReport;
pub(super) use versions::standing;

/// The platform's schema, as documented.
const PLATFORM: &str = include_str!("../../../migrations/postgres/setup/platform.sql");
const ROLES: &str = include_str!("../../../migrations/postgres/setup/roles.sql");
/// What `lyceum_owner` may do with the platform's tables: ours can't be made without.
const OWNER: &str = include_str!("../../../migrations/postgres/rights/owner.sql");

/// The platform's twelve tables.
pub(super) const TABLES: [&str; 12] = [
    "accounts",
    "certificates",
    "course_reviews",
    "courses",
    "enrollments",
    "lessons",
    "modules",
    "payments",
    "sessions",
    "user_progress",
    "users",
    "verification_tokens",
];

/// What a database was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// None of the platform's tables stood: they were made.
    Empty,
    /// The web application's tables stood: they were adopted.
    Platform,
    /// Lyceum's schema stood.
    Academy,
}

/// What a migration did.
#[derive(Debug)]
pub struct MigrateReport {
    /// What it found.
    pub before: Before,
    /// The numbered migrations that it ran: version and description.
    pub applied: Vec<String>,
    /// The files of functions, triggers and rights that it applied, because they were new or changed.
    pub renewed: Vec<String>,
    /// What became of the documented business rules.
    pub rules: RulesReport,
    /// How the platform's tables differ from their documentation. None of it stands in Lyceum's way.
    pub differences: Vec<Difference>,
}

/// Brings a database up to date. Running it again changes nothing; of two at once, one waits.
///
/// With `enforce`, publishing a course without complete content is refused for every writer from now on; on an
/// adopted database it is only reported before.
///
/// # Errors
/// Nothing is changed where privileges or tables are missing, or where the tables differ in a way that would
/// break our functions. Each error says what to do.
pub async fn migrate(
    connection: &mut PgConnection,
    enforce: bool,
) -> Result<MigrateReport, AcademyError> {
    lock(connection).await?;
    let outcome = run(connection, enforce).await;
    sqlx::query("select pg_advisory_unlock($1)")
        .bind(LOCK)
        .execute(connection)
        .await?;
    outcome
}

/// The statements that somebody with more rights must run before this login can migrate; none when it can.
///
/// # Errors
/// Only where the connection fails.
pub async fn missing_privileges(
    connection: &mut PgConnection,
) -> Result<Vec<String>, AcademyError> {
    Ok(needs::missing(connection).await?)
}

async fn run(connection: &mut PgConnection, enforce: bool) -> Result<MigrateReport, AcademyError> {
    let before = survey(connection).await?;
    let missing = needs::missing(connection).await?;
    if !missing.is_empty() {
        return Err(AcademyError::MissingPrivileges(missing));
    }
    let differences = match before {
        Before::Empty => create_platform(connection).await?,
        Before::Platform | Before::Academy => drift::differences(connection).await?,
    };
    if differences.iter().any(|difference| difference.breaks_us) {
        let unusable = differences.into_iter().filter(|d| d.breaks_us).collect();
        return Err(AcademyError::Unusable(unusable));
    }
    make_roles(connection).await?;
    let applied = versions::run(connection, before).await?;
    let rules = rules::add(connection).await?;
    if enforce {
        sqlx::query(
            "update lyceum.instance set content_rule = 'refuse' where content_rule <> 'refuse'",
        )
        .execute(connection)
        .await?;
    }
    Ok(MigrateReport {
        before,
        applied: applied.numbered,
        renewed: applied.files,
        rules,
        differences,
    })
}

/// Any number will do; it says "lyceum" in ASCII.
const LOCK: i64 = 0x6c79_6365_756d;

async fn lock(connection: &mut PgConnection) -> Result<(), AcademyError> {
    sqlx::raw_sql("set lock_timeout = '60s'; set client_min_messages = warning")
        .execute(&mut *connection)
        .await?;
    match sqlx::query("select pg_advisory_lock($1)")
        .bind(LOCK)
        .execute(&mut *connection)
        .await
    {
        Err(error) if sqlstate(&error) == Some("55P03") => {
            return Err(AcademyError::AnotherMigration);
        }
        other => other?,
    };
    // From here on nobody shall wait long behind us for one of the platform's tables.
    sqlx::raw_sql("set lock_timeout = '2s'")
        .execute(connection)
        .await?;
    Ok(())
}

async fn survey(connection: &mut PgConnection) -> Result<Before, AcademyError> {
    let version: i32 =
        sqlx::query_scalar("select current_setting('server_version_num')::integer / 10000")
            .fetch_one(&mut *connection)
            .await?;
    if version < 14 {
        return Err(AcademyError::TooOld(version));
    }
    let missing = drift::missing_tables(connection).await?;
    if missing.len() == TABLES.len() {
        return Ok(Before::Empty);
    }
    if !missing.is_empty() {
        return Err(AcademyError::MissingTables(missing));
    }
    // A login without a right on the schema sees that it is there, and is told what it lacks.
    let ours: bool = sqlx::query_scalar(
        "select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                         where n.nspname = 'lyceum' and c.relname = 'instance')",
    )
    .fetch_one(connection)
    .await?;
    Ok(if ours {
        Before::Academy
    } else {
        Before::Platform
    })
}

/// Makes the platform's tables. In a database of our own nobody but the owner makes tables, lasting ones beside
/// them or temporary ones.
async fn create_platform(connection: &mut PgConnection) -> Result<Vec<Difference>, AcademyError> {
    let mut transaction = connection.begin().await?;
    sqlx::raw_sql("set local search_path = public")
        .execute(&mut *transaction)
        .await?;
    sqlx::raw_sql(PLATFORM).execute(&mut *transaction).await?;
    sqlx::raw_sql(
        "revoke create on schema public from public;
         do $$ begin
             execute format('revoke temporary on database %I from public', current_database());
         end $$",
    )
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(Vec::new())
}

/// Roles belong to the whole cluster, so the migration of another database may touch the same rows of the
/// catalog at this moment; then it is tried again.
async fn make_roles(connection: &mut PgConnection) -> Result<(), AcademyError> {
    for _ in 0..9 {
        match sqlx::raw_sql(ROLES).execute(&mut *connection).await {
            // internal_error: "tuple concurrently updated"; unique_violation
            Err(error) if matches!(sqlstate(&error), Some("XX000" | "23505")) => {}
            other => {
                other?;
                break;
            }
        }
    }
    let powerful: Option<String> = sqlx::query_scalar(
        "select rolname::text from pg_roles
          where rolname in ('lyceum_owner', 'lyceum_server', 'lyceum_learner')
            and (rolsuper or rolbypassrls or rolcanlogin)
          limit 1",
    )
    .fetch_optional(connection)
    .await?;
    powerful.map_or(Ok(()), |role| Err(AcademyError::PowerfulRole(role)))
}
