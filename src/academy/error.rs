//! The errors of the academy's database, worded for the person at the keyboard.

use std::time::Duration;

use sqlx::migrate::MigrateError;
use sqlx::postgres::{PgDatabaseError, PgErrorPosition};

use super::migrate::drift::Difference;
use super::patience::Holder;

/// A failure of the academy's database.
#[derive(Debug, thiserror::Error)]
pub enum AcademyError {
    /// Nobody answers at the address, or the login is refused.
    #[error("can't connect to {address}: {}", describe(cause))]
    Unreachable {
        /// The address, without anything secret.
        address: String,
        /// The driver's error.
        cause: sqlx::Error,
    },
    /// The academy's functions refused the call; see `migrations/postgres` for the codes.
    #[error("{message}{}", hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default())]
    Refused {
        /// Which refusal.
        refusal: Refusal,
        /// Why, for a person.
        message: String,
        /// Advice on how to fix it.
        hint: Option<String>,
    },
    /// The schema isn't there: the database was never migrated.
    #[error("this database has no academy yet: run `lyceum db migrate` first")]
    NotMigrated,
    /// The login may not do what the command needs.
    #[error("the login lacks privileges; somebody who has them can run:\n\n{}", .0.join("\n"))]
    MissingPrivileges(Vec<String>),
    /// The login isn't one that may do this.
    #[error(
        "this login may not do that: {0}. `lyceum db migrate --print-sql` prints what an operator's login lacks"
    )]
    Denied(String),
    /// Some of the platform's tables stand, others don't.
    #[error(
        "some of the platform's tables are missing: {}. Lyceum adopts all of them or makes all of them; \
         create them as the platform's documentation says, then migrate again",
        .0.join(", ")
    )]
    MissingTables(Vec<String>),
    /// The platform's tables stand, but not as the functions need them.
    #[error("these differences would break Lyceum's functions; nothing was changed:\n\n{}", list(.0))]
    Unusable(Vec<Difference>),
    /// Others held what a migration needs for longer than it was willing to wait.
    #[error("{}", locked(*waited, holders, applied))]
    Locked {
        /// How long it waited, in all.
        waited: Duration,
        /// Who holds it.
        holders: Vec<Holder>,
        /// The steps that are already applied.
        applied: Vec<String>,
    },
    /// Another database of the cluster holds an academy.
    #[error(
        "the database {0} of this cluster holds an academy already. Their roles (lyceum_owner, lyceum_server, \
         lyceum_learner) belong to the whole cluster: the operator of one academy could act as the owner of the \
         other, and read its people's addresses. Use a cluster of its own, or say --shared-cluster where the same \
         people operate both"
    )]
    SharedCluster(String),
    /// The server is too old.
    #[error("PostgreSQL {0} is too old: Lyceum needs version 14 or newer")]
    TooOld(i32),
    /// A newer program has migrated the database.
    #[error("the database is newer than this program: update Lyceum")]
    Newer,
    /// A role that Lyceum needs exists already with more power than it may have.
    #[error(
        "the role `{0}` exists and is a superuser, may log in or bypasses row-level security; \
         take that from it: ALTER ROLE {0} NOSUPERUSER NOLOGIN NOBYPASSRLS;"
    )]
    PowerfulRole(String),
    /// The migrations of this program and of the database disagree.
    #[error("the migrations of this program and of the database disagree: {0}")]
    Migration(#[from] MigrateError),
    /// The operator named something that doesn't exist.
    #[error("{0}")]
    Unknown(String),
    /// The database answered in a form that this program doesn't know.
    #[error("the academy answered something that this version doesn't understand: {0}")]
    Answer(#[from] serde_json::Error),
    /// Anything else that PostgreSQL says.
    #[error("the database says: {}", describe(.0))]
    Database(sqlx::Error),
}

/// Why the academy's functions refuse a whole call (their SQLSTATEs of class LY).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The login isn't known to this academy.
    NotSignedIn,
    /// Client and academy have no protocol version in common.
    Incompatible,
    /// The account was erased.
    UserGone,
    /// The caller's role or editorship doesn't allow it.
    Forbidden,
    /// There is nothing with this name that the caller may see.
    NotFound,
    /// The database went back in time, or is another one: the kept log is pushed again.
    Diverged,
    /// More than a batch may hold.
    TooLarge,
    /// The course was changed since it was fetched.
    Stale,
    /// Another course has the slug.
    SlugTaken,
    /// A module or lesson belongs to another course.
    ForeignId,
    /// A published course must have complete content.
    Incomplete,
    /// The call isn't what the function takes.
    Malformed,
    /// Somebody else's transaction held what this changes, for as long as the function tries.
    Busy,
}

impl Refusal {
    fn from_sqlstate(code: &str) -> Option<Self> {
        Some(match code {
            "LY001" => Refusal::NotSignedIn,
            "LY002" => Refusal::Incompatible,
            "LY003" => Refusal::UserGone,
            "LY004" => Refusal::Forbidden,
            "LY005" => Refusal::NotFound,
            "LY010" => Refusal::Diverged,
            "LY011" => Refusal::TooLarge,
            "LY012" => Refusal::Stale,
            "LY013" => Refusal::SlugTaken,
            "LY014" => Refusal::ForeignId,
            "LY015" => Refusal::Incomplete,
            "LY016" => Refusal::Malformed,
            "LY017" => Refusal::Busy,
            _ => return None,
        })
    }
}

impl From<sqlx::Error> for AcademyError {
    fn from(error: sqlx::Error) -> Self {
        let Some(database) = postgres(&error) else {
            return AcademyError::Database(error);
        };
        if let Some(refusal) = Refusal::from_sqlstate(database.code()) {
            return AcademyError::Refused {
                refusal,
                message: database.message().to_owned(),
                hint: database.hint().map(str::to_owned),
            };
        }
        match database.code() {
            // undefined_function, undefined_table, invalid_schema_name
            "42883" | "42P01" | "3F000" => AcademyError::NotMigrated,
            // insufficient_privilege
            "42501" => AcademyError::Denied(database.message().to_owned()),
            // data_exception and program_limit_exceeded: what was sent can't be read.
            code if code.starts_with("22") || code.starts_with("54") => AcademyError::Refused {
                refusal: Refusal::Malformed,
                message: format!("the academy can't read this: {}", database.message()),
                hint: None,
            },
            _ => AcademyError::Database(error),
        }
    }
}

impl AcademyError {
    /// Which refusal of the academy's functions it is, if it is one.
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            AcademyError::Refused { refusal, .. } => Some(*refusal),
            _ => None,
        }
    }

    /// Whether somebody else's transaction was in the way, so that trying again later may succeed.
    pub(super) fn lacks_a_lock(&self) -> bool {
        // lock_not_available, deadlock_detected, internal_error ("tuple concurrently updated")
        matches!(self.code(), Some("55P03" | "40P01" | "XX000"))
    }

    /// Whether somebody else made the same thing at the same moment.
    pub(super) fn was_made_meanwhile(&self) -> bool {
        // unique_violation, duplicate_schema, duplicate_table, duplicate_object
        matches!(self.code(), Some("23505" | "42P06" | "42P07" | "42710"))
    }

    /// The SQLSTATE of what PostgreSQL refused, where it is none of our own.
    fn code(&self) -> Option<&str> {
        match self {
            AcademyError::Database(error)
            | AcademyError::Migration(
                MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _),
            ) => sqlstate(error),
            _ => None,
        }
    }

    /// The same, with what had been done before.
    pub(super) fn after(mut self, steps: Vec<String>) -> Self {
        if let AcademyError::Locked { applied, .. } = &mut self {
            *applied = steps;
        }
        self
    }

    /// Whether the same call may succeed at once: two transactions were in each other's way.
    pub fn is_contention(&self) -> bool {
        match self {
            AcademyError::Database(error) => {
                // serialization_failure, deadlock_detected
                postgres(error).is_some_and(|e| matches!(e.code(), "40001" | "40P01"))
            }
            _ => false,
        }
    }
}

/// The SQLSTATE, where PostgreSQL answered with one.
pub(super) fn sqlstate(error: &sqlx::Error) -> Option<&str> {
    postgres(error).map(PgDatabaseError::code)
}

fn postgres(error: &sqlx::Error) -> Option<&PgDatabaseError> {
    error
        .as_database_error()
        .and_then(|e| e.try_downcast_ref::<PgDatabaseError>())
}

fn describe(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Io(cause) => return without_number(&cause.to_string()),
        sqlx::Error::Tls(cause) => return format!("the connection can't be encrypted: {cause}"),
        _ => {}
    }
    let Some(database) = postgres(error) else {
        return error.to_string();
    };
    let mut text = database.message().to_owned();
    if let Some(detail) = database.detail() {
        text.push_str(&format!("; {detail}"));
    }
    if let Some(hint) = database.hint() {
        text.push_str(&format!(" ({hint})"));
    }
    if let Some(PgErrorPosition::Internal { query, .. }) = database.position() {
        text.push_str(&format!("; in: {query}"));
    }
    text
}

/// The system's error message without its error number.
fn without_number(said: &str) -> String {
    let words = said.split(" (os error ").next();
    words.unwrap_or(said).to_owned()
}

fn locked(waited: Duration, holders: &[Holder], applied: &[String]) -> String {
    let mut text = format!(
        "others hold what the migration needs; it waited {} s in all, at most 200 ms at a time:\n\n",
        waited.as_secs()
    );
    for holder in holders {
        text.push_str(&format!(
            "  {holder}\n  (SELECT pg_terminate_backend({}); ends it)\n",
            holder.pid
        ));
    }
    if holders.is_empty() {
        text.push_str("  nobody any more: they came and went\n");
    }
    let done = match applied {
        [] => "Nothing has been applied yet".to_owned(),
        _ => format!("Applied until then: {}", applied.join(", ")),
    };
    text + &format!(
        "\n{done}. Running it again goes on from there; --patience says how long it waits."
    )
}

fn list(differences: &[Difference]) -> String {
    let lines: Vec<String> = differences.iter().map(|d| format!("  {d}")).collect();
    lines.join("\n")
}
