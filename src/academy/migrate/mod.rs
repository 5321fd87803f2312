//! Bringing a database to the schema of this program: an empty one, the web application's, or an older one
//! of ours.

use std::time::Duration;

use sqlx::PgConnection;

use super::AcademyError;
use super::error::sqlstate;
use super::patience::Patience;

mod definitions;
pub mod drift;
pub(super) mod needs;
pub(crate) mod objects;
mod pg_catalog;
mod reference;
pub mod rules;
mod versions;

use drift::Difference;
use rules::RulesReport;
pub use versions::is_ready;
pub(super) use versions::standing;

/// The platform's schema, as documented.
const PLATFORM: &str = include_str!("../../../migrations/postgres/setup/platform.sql");
const ROLES: &str = include_str!("../../../migrations/postgres/setup/roles.sql");
/// Grants `lyceum_owner` its privileges on the platform's tables; ours can't be created without them.
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

/// The state of a database before the migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// None of the platform's tables stood: they were made.
    Empty,
    /// The web application's tables stood: they were adopted.
    Platform,
    /// Lyceum's schema stood.
    Academy,
}

/// The result of a migration.
#[derive(Debug)]
pub struct MigrateReport {
    /// The state that it found.
    pub before: Before,
    /// The numbered migrations that it ran: version and description.
    pub applied: Vec<String>,
    /// The files of functions, triggers and rights that it applied, because they were new or changed.
    pub renewed: Vec<String>,
    /// The outcome for the documented business rules.
    pub rules: RulesReport,
    /// How the platform's tables differ from their documentation. None of it stands in Lyceum's way.
    pub differences: Vec<Difference>,
}

/// How a migration goes about it.
#[derive(Debug, Clone, Default)]
pub struct Migration {
    /// Whether publishing a course without complete content is refused for every writer from now on; on an
    /// adopted database it is only reported before.
    pub enforce: bool,
    /// Whether this academy may share its cluster, and the roles of it, with another one.
    pub shared_cluster: bool,
    /// How long it waits for locks that others hold, in all.
    pub patience: Duration,
}

/// Brings a database up to date. Running it again changes nothing, and goes on where the last one ended; of two at
/// once, one waits.
///
/// # Errors
/// Nothing is changed where privileges or tables are missing, or where the tables differ in a way that would
/// break our functions. Each error says what to do; [`AcademyError::Locked`] also what has been applied.
pub async fn migrate(
    connection: &mut PgConnection,
    options: &Migration,
) -> Result<MigrateReport, AcademyError> {
    sqlx::raw_sql("set client_min_messages = warning; set statement_timeout = 0")
        .execute(&mut *connection)
        .await?;
    let differences = check(connection, options).await?;
    make_roles(connection).await?;
    let mut patience = Patience::new(options.patience);
    patience.run(connection, &versions::Bootstrap).await?;
    let (before, applied) = patience.run(connection, &versions::Schema).await?;
    let mut report = MigrateReport {
        before,
        applied: applied.numbered,
        renewed: applied.files,
        rules: RulesReport::default(),
        differences,
    };
    if let Err(error) = rules::add(connection, &mut patience, &mut report.rules).await {
        return Err(error.after(report.steps()));
    }
    if options.enforce {
        sqlx::query(
            "update lyceum.instance set content_rule = 'refuse' where content_rule <> 'refuse'",
        )
        .execute(connection)
        .await?;
    }
    Ok(report)
}

impl MigrateReport {
    /// The steps that were carried out, one line each.
    fn steps(&self) -> Vec<String> {
        let rules = self.rules.added.iter().map(|rule| format!("rule {rule}"));
        let files = self.renewed.len();
        let files = (files > 0).then(|| format!("{files} functions, triggers and rights"));
        self.applied
            .iter()
            .cloned()
            .chain(files)
            .chain(rules)
            .collect()
    }
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

/// Checks the preconditions of a migration. Returns how the platform's tables differ from their documentation.
async fn check(
    connection: &mut PgConnection,
    options: &Migration,
) -> Result<Vec<Difference>, AcademyError> {
    let before = survey(connection).await?;
    let missing = needs::missing(connection).await?;
    if !missing.is_empty() {
        return Err(AcademyError::MissingPrivileges(missing));
    }
    if before != Before::Academy
        && !options.shared_cluster
        && let Some(other) = other_academy(connection).await?
    {
        return Err(AcademyError::SharedCluster(other));
    }
    let differences = match before {
        Before::Empty => Vec::new(),
        Before::Platform | Before::Academy => drift::differences(connection).await?,
    };
    if differences.iter().any(|difference| difference.breaks_us) {
        let unusable = differences.into_iter().filter(|d| d.breaks_us).collect();
        return Err(AcademyError::Unusable(unusable));
    }
    Ok(differences)
}

/// A database of the same cluster in which our roles own something already. Roles belong to the whole cluster:
/// whoever operates one academy would own the other as well.
async fn other_academy(connection: &mut PgConnection) -> Result<Option<String>, AcademyError> {
    let other = sqlx::query_scalar(
        "select d.datname::text from pg_shdepend s join pg_database d on d.oid = s.dbid
          where s.refclassid = 'pg_authid'::regclass and s.refobjid = to_regrole('lyceum_owner')
            and s.deptype = 'o' and d.datname <> current_database()
          order by 1 limit 1",
    )
    .fetch_optional(connection)
    .await?;
    Ok(other)
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
async fn create_platform(transaction: &mut PgConnection) -> Result<(), AcademyError> {
    sqlx::raw_sql("set local search_path = public")
        .execute(&mut *transaction)
        .await?;
    sqlx::raw_sql(PLATFORM).execute(&mut *transaction).await?;
    sqlx::raw_sql(
        "reset search_path;
         revoke create on schema public from public;
         do $$ begin
             execute format('revoke temporary on database %I from public', current_database());
         end $$",
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Roles belong to the whole cluster, so the migration of another database may touch the same rows of the
/// catalog at this moment; then it is tried again.
pub(super) async fn make_roles(connection: &mut PgConnection) -> Result<(), AcademyError> {
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
