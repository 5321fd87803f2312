//! Copies of an academy's database, made and read by PostgreSQL's own `pg_dump` and `pg_restore`.
//!
//! The password goes the way it comes, by PGPASSWORD or the password file, never on a command line. `pg_dump` turns
//! row-level security off, and our tables force it on their owner; so it runs as a member of the one role whose
//! policy shows all rows, with row-level security left on.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sqlx::{Connection, PgConnection};

use super::{AcademyError, DatabaseUrl};
use crate::secrets::with_database_password_only;

/// Why a copy wasn't made or read.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// PostgreSQL's program isn't installed.
    #[error(
        "`{0}` isn't here: install PostgreSQL's client programs (Debian, Ubuntu: apt-get install \
         postgresql-client), of the server's version or newer"
    )]
    NoProgram(&'static str),
    /// It can't be started.
    #[error("`{0}` can't be started: {1}")]
    NotStarted(&'static str, std::io::Error),
    /// The copy can't get its name.
    #[error("{} can't be written: {cause}", file.display())]
    Unwritable {
        /// The file.
        file: PathBuf,
        /// The system's error.
        cause: std::io::Error,
    },
    /// Row-level security would leave rows out.
    #[error(
        "this login doesn't see every row, so its copy would be incomplete: back up as a member of lyceum_owner, \
         who migrated, or as a superuser"
    )]
    SeesTooLittle,
    /// It failed, and says why.
    #[error("`{0}` failed:\n{1}")]
    Failed(&'static str, String),
    /// The file to be written is there already.
    #[error("{} exists: name another file", .0.display())]
    Exists(PathBuf),
    /// The database isn't empty.
    #[error("this database isn't empty, and nothing of it was changed: restore into a new one")]
    NotEmpty,
    /// The database itself.
    #[error(transparent)]
    Academy(Box<AcademyError>),
}

impl From<AcademyError> for BackupError {
    fn from(error: AcademyError) -> Self {
        BackupError::Academy(Box::new(error))
    }
}

/// Writes a copy of the whole database into a new file, as it was at one moment.
///
/// # Errors
/// Where the file exists, `pg_dump` isn't there or fails; then no file is left.
pub async fn back_up(
    connection: &mut PgConnection,
    url: &DatabaseUrl,
    file: &Path,
) -> Result<(), BackupError> {
    if file.exists() {
        return Err(BackupError::Exists(file.to_owned()));
    }
    let sees_all: bool = sqlx::query_scalar(SEES_ALL)
        .fetch_one(connection)
        .await
        .map_err(AcademyError::from)?;
    if !sees_all {
        return Err(BackupError::SeesTooLittle);
    }
    let unfinished = file.with_extension("unfinished");
    let mut command = program("pg_dump", url);
    command
        .args(["--format=custom", "--enable-row-security", "--file"])
        .arg(&unfinished);
    let done = run("pg_dump", &mut command).and_then(|()| {
        std::fs::rename(&unfinished, file).map_err(|cause| BackupError::Unwritable {
            file: file.to_owned(),
            cause,
        })
    });
    if done.is_err() {
        // It may not have come so far; what failed is said already.
        let _absent = std::fs::remove_file(&unfinished);
    }
    done
}

/// Whether our policies show this login every row.
const SEES_ALL: &str = "
    select rolsuper or rolbypassrls
           or pg_has_role(rolname, 'lyceum_owner', 'usage')
              and not exists (select from lyceum.db_logins where role = rolname)
      from pg_roles where rolname = session_user";

/// Makes a copy's academy in an empty database, wholly or not at all. Our own roles are made where they are
/// missing; those of the web application must be there.
///
/// # Errors
/// Where the database isn't empty, `pg_restore` isn't there or fails; then nothing was changed.
pub async fn restore(
    connection: &mut PgConnection,
    url: &DatabaseUrl,
    file: &Path,
) -> Result<(), BackupError> {
    let empty: bool = sqlx::query_scalar(
        "select not exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                             where n.nspname in ('public', 'lyceum'))",
    )
    .fetch_one(&mut *connection)
    .await
    .map_err(AcademyError::from)?;
    if !empty {
        return Err(BackupError::NotEmpty);
    }
    super::migrate::make_roles(connection).await?;
    let mut command = program("pg_restore", url);
    command
        .args([
            "--exit-on-error",
            "--single-transaction",
            "--enable-row-security",
            "--dbname",
        ])
        .arg(url.database())
        .arg(file);
    run("pg_restore", &mut command)?;
    // A copy has no statistics, and without them the planner guesses.
    sqlx::raw_sql("analyze")
        .execute(connection)
        .await
        .map_err(AcademyError::from)?;
    Ok(())
}

/// Signs every device out, and ends every sign-in that is under way: in a copy that was restored, those are signed in
/// again that were signed out since it was made.
///
/// # Errors
/// [`AcademyError::NotMigrated`] where there is no academy.
pub async fn sign_everybody_out(connection: &mut PgConnection) -> Result<u64, AcademyError> {
    sqlx::query("delete from lyceum.login_challenges")
        .execute(&mut *connection)
        .await?;
    let devices = sqlx::query("delete from lyceum.devices")
        .execute(connection)
        .await?;
    Ok(devices.rows_affected())
}

/// A program of PostgreSQL's, told by its environment where the database is.
fn program(name: &'static str, url: &DatabaseUrl) -> Command {
    let mut command = Command::new(name);
    with_database_password_only(&mut command)
        .envs(url.environment())
        .arg("--no-password");
    command
}

fn run(name: &'static str, command: &mut Command) -> Result<(), BackupError> {
    match command.output() {
        Ok(Output { status, .. }) if status.success() => Ok(()),
        Ok(Output { stderr, .. }) => {
            let said = String::from_utf8_lossy(&stderr).trim_end().to_owned();
            Err(BackupError::Failed(name, said))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(BackupError::NoProgram(name))
        }
        Err(error) => Err(BackupError::NotStarted(name, error)),
    }
}

/// Makes this database an academy of its own: a copy would else take the place of the one that it was made of, and
/// learners' programs couldn't tell them apart. Logins and devices stay with the first: people sign in anew.
///
/// # Errors
/// [`AcademyError::NotMigrated`] where there is no academy.
pub async fn identify(connection: &mut PgConnection) -> Result<Identified, AcademyError> {
    let mut transaction = connection.begin().await?;
    let instance =
        sqlx::query_scalar("update lyceum.instance set id = gen_random_uuid() returning id")
            .fetch_one(&mut *transaction)
            .await?;
    let forgotten = sqlx::query("delete from lyceum.db_logins")
        .execute(&mut *transaction)
        .await?
        .rows_affected();
    let devices = sign_everybody_out(&mut transaction).await?;
    transaction.commit().await?;
    Ok(Identified {
        instance,
        forgotten,
        devices,
    })
}

/// An academy that has a new name for itself.
#[derive(Debug)]
pub struct Identified {
    /// Its id.
    pub instance: uuid::Uuid,
    /// How many logins it doesn't know any more.
    pub forgotten: u64,
    /// How many devices were signed out.
    pub devices: u64,
}
