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

pub(super) async fn renew(
    connection: &mut PgConnection,
    login: String,
) -> Result<Granted, AcademyError> {
    let statement = "select format('alter role %I login password %L', $1, $2)";
    let password = set_password(connection, statement, &login).await?;
    execute_for(connection, SETTLE, &login).await?;
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

/// What became of somebody's login.
#[derive(Debug, PartialEq, Eq)]
pub struct Revoked {
    /// The logins that reach nothing any more.
    pub logins: Vec<String>,
    /// Those of them that couldn't be dropped, because they own something in some database.
    pub kept: Vec<String>,
}

/// `statement` forgets the logins of `whose` and returns them.
pub(super) async fn revoke_logins(
    connection: &mut PgConnection,
    statement: &'static str,
    whose: &str,
    nobody: String,
) -> Result<Revoked, AcademyError> {
    let mut transaction = connection.begin().await?;
    let logins: Vec<String> = sqlx::query_scalar(statement)
        .bind(whose)
        .fetch_all(&mut *transaction)
        .await?;
    if logins.is_empty() {
        return Err(AcademyError::Unknown(nobody));
    }
    may_make_logins(&mut transaction).await?;
    for login in &logins {
        let statement = "select format('alter role %1$I nologin password null; revoke lyceum_learner, lyceum_server from %1$I', $1)";
        execute_for(&mut transaction, statement, login).await?;
    }
    transaction.commit().await?;
    let mut kept = Vec::new();
    for login in &logins {
        let statement = "select format('drop role %I', $1)";
        if execute_for(connection, statement, login).await.is_err() {
            kept.push(login.clone());
        }
    }
    Ok(Revoked { logins, kept })
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
