//! Database logins: made, given a new password, taken away.

use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::academy::AcademyError;
use crate::academy::migrate::needs;
use crate::academy::scram::Password;

/// A login that was made, or got a new password.
#[derive(Debug)]
pub struct Granted {
    /// The database role.
    pub login: String,
    /// Its password; nobody can ask for it again.
    pub password: Password,
    /// Whether the login is new.
    pub login_created: bool,
    /// Whether an account was made for it.
    pub account_created: bool,
}

/// Whose a login is.
pub(super) enum Owner<'a> {
    /// The user with this id.
    Learner(&'a str),
    /// A sync server.
    Server,
}

pub(super) async fn make(
    connection: &mut PgConnection,
    login: String,
    owner: Owner<'_>,
) -> Result<Granted, AcademyError> {
    let (statement, kind, user) = match owner {
        Owner::Learner(user) => (
            "select format('create role %I login connection limit 4 password %L in role lyceum_learner', $1, $2)",
            "learner",
            Some(user),
        ),
        Owner::Server => (
            "select format('create role %I login password %L in role lyceum_server', $1, $2)",
            "server",
            None,
        ),
    };
    let password = set_password(connection, statement, &login).await?;
    sqlx::query("insert into lyceum.db_logins (role, kind, user_id) values ($1::name, $2, $3)")
        .bind(&login)
        .bind(kind)
        .bind(user)
        .execute(&mut *connection)
        .await?;
    execute_for(connection, SETTLE, &login).await?;
    Ok(Granted {
        login,
        password,
        login_created: true,
        account_created: false,
    })
}

/// Gives a login a new password, and everything else as it was when it was made, whatever its owner or somebody
/// else set.
pub(super) async fn renew(
    connection: &mut PgConnection,
    login: String,
    owner: Owner<'_>,
) -> Result<Granted, AcademyError> {
    let statement = match owner {
        Owner::Learner(_) => {
            "select format('alter role %1$I reset all; alter role %1$I in database %3$I reset all;
                            alter role %1$I login connection limit 4 valid until ''infinity'' password %2$L;
                            grant lyceum_learner to %1$I', $1, $2, current_database())"
        }
        Owner::Server => {
            "select format('alter role %1$I reset all; alter role %1$I in database %3$I reset all;
                            alter role %1$I login connection limit -1 valid until ''infinity'' password %2$L;
                            grant lyceum_server to %1$I', $1, $2, current_database())"
        }
    };
    let password = set_password(connection, statement, &login).await?;
    execute_for(connection, SETTLE, &login).await?;
    sqlx::query("update lyceum.db_logins set granted_at = now() where role = $1::name")
        .bind(&login)
        .execute(connection)
        .await?;
    Ok(Granted {
        login,
        password,
        login_created: false,
        account_created: false,
    })
}

/// Gives a login the settings that it shall have and no others, and says whose it is. A person's transaction that
/// idles, a statement that goes on and on and a wait for a lock end by themselves. Whoever has the login can change
/// that for a session: it guards against accidents.
const SETTLE: &str = "
    select format('alter role %1$I reset all; comment on role %1$I is %2$L', $1,
                  concat_ws(' ', 'Lyceum', current_database(), (select id from lyceum.instance)))
           || case kind when 'learner' then format(
                  '; alter role %1$I set idle_in_transaction_session_timeout = %2$L
                   ; alter role %1$I set lock_timeout = %3$L
                   ; alter role %1$I set statement_timeout = %4$L', $1, '10s', '5s', '60s') else '' end
      from lyceum.db_logins where role = $1::name";

async fn set_password(
    connection: &mut PgConnection,
    statement: &'static str,
    login: &str,
) -> Result<Password, AcademyError> {
    may_make_logins(connection).await?;
    let password = Password::random();
    let statement: String = sqlx::query_scalar(statement)
        .bind(login)
        .bind(password.verifier())
        .fetch_one(&mut *connection)
        .await?;
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(connection)
        .await?;
    Ok(password)
}

/// # Errors
/// [`AcademyError::MissingPrivileges`] where this login can't make or change others.
async fn may_make_logins(connection: &mut PgConnection) -> Result<(), AcademyError> {
    let missing = needs::missing_for_logins(connection).await?;
    if missing.is_empty() {
        Ok(())
    } else {
        Err(AcademyError::MissingPrivileges(missing))
    }
}

/// The result of revoking somebody's logins.
#[derive(Debug, PartialEq, Eq)]
pub struct Revoked {
    /// The logins that reach nothing any more.
    pub logins: Vec<String>,
    /// How many sessions of theirs were ended.
    pub sessions: usize,
    /// Those of them that couldn't be dropped, because they own something in some database.
    pub kept: Vec<String>,
}

/// `logins` asks for the logins of `whose`; `forget` deletes them. Their sessions are ended first, while the
/// operator still has the right to; where that fails, they are known still, and revoking again goes on.
pub(super) async fn revoke_logins(
    connection: &mut PgConnection,
    logins: &'static str,
    forget: &'static str,
    whose: &str,
    nobody: String,
) -> Result<Revoked, AcademyError> {
    let logins: Vec<String> = sqlx::query_scalar(logins)
        .bind(whose)
        .fetch_all(&mut *connection)
        .await?;
    if logins.is_empty() {
        return Err(AcademyError::Unknown(nobody));
    }
    may_make_logins(connection).await?;
    let mut revoked = Revoked {
        logins,
        sessions: 0,
        kept: Vec::new(),
    };
    for login in &revoked.logins {
        if exists(connection, login).await? {
            revoked.sessions += shut_out(connection, login).await?;
        }
    }
    let mut transaction = connection.begin().await?;
    sqlx::query(forget)
        .bind(whose)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    for login in &revoked.logins {
        if exists(connection, login).await? && !dropped(connection, login).await {
            revoked.kept.push(login.clone());
        }
    }
    Ok(revoked)
}

async fn exists(connection: &mut PgConnection, login: &str) -> Result<bool, AcademyError> {
    let exists = sqlx::query_scalar("select exists (select from pg_roles where rolname = $1)")
        .bind(login)
        .fetch_one(connection)
        .await?;
    Ok(exists)
}

/// Lets nobody in with this login any more, and ends the sessions that are open. Returns how many there were.
async fn shut_out(connection: &mut PgConnection, login: &str) -> Result<usize, AcademyError> {
    // Ending somebody's session takes membership of the role, which who made it may take.
    let statement =
        "select format('alter role %1$I nologin password null; grant %1$I to current_user;
                                    revoke lyceum_learner, lyceum_server from %1$I', $1)";
    execute_for(connection, statement, login).await?;
    let ended: Vec<bool> = sqlx::query_scalar(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename::text = $1",
    )
    .bind(login)
    .fetch_all(&mut *connection)
    .await?;
    let still_there: bool =
        sqlx::query_scalar("select exists (select from pg_stat_activity where usename::text = $1)")
            .bind(login)
            .fetch_one(connection)
            .await?;
    if still_there {
        return Err(AcademyError::Unknown(format!(
            "a session of {login} didn't end within 5 s: it can't log in again; revoke once more to go on"
        )));
    }
    Ok(ended.len())
}

/// Drops a login, unless it owns something or has a right of its own, here or in another database.
async fn dropped(connection: &mut PgConnection, login: &str) -> bool {
    let statement = "select format('drop role %I', $1)";
    execute_for(connection, statement, login).await.is_ok()
}

async fn execute_for(
    connection: &mut PgConnection,
    statement: &'static str,
    login: &str,
) -> Result<(), AcademyError> {
    let statement: String = sqlx::query_scalar(statement)
        .bind(login)
        .fetch_one(&mut *connection)
        .await?;
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(connection)
        .await?;
    Ok(())
}
