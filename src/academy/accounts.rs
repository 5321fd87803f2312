//! Database logins for people and for sync servers, and who may edit which course.

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

use super::AcademyError;
use super::migrate::needs;
use super::scram::Password;
use crate::wire::Role;

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

/// Gives somebody a database login of their own, and an account where they have none. Somebody who has a login
/// gets a new password for it; the account's role becomes `role`.
///
/// # Errors
/// Where this login may not create roles, or the connection fails.
pub async fn grant(
    connection: &mut PgConnection,
    email: &str,
    role: Role,
) -> Result<Granted, AcademyError> {
    if !email.contains('@') {
        return Err(AcademyError::Unknown(format!(
            "`{email}` is not an e-mail address"
        )));
    }
    let mut transaction = connection.begin().await?;
    let account = sqlx::query(
        "with had as (
             update public.users set role = $2::text::public.user_role
              where id = (select id from public.users where lower(email) = lower($1)
                           order by email = $1 desc limit 1)
             returning id
         ), made as (
             insert into public.users (id, email, role, created_at, updated_at)
             select lyceum.new_id(), $1, $2::text::public.user_role,
                    now() at time zone 'UTC', now() at time zone 'UTC'
              where not exists (select from had)
             returning id)
         select id, false from had union all select id, true from made",
    )
    .bind(email)
    .bind(label(role))
    .fetch_one(&mut *transaction)
    .await?;
    let user: String = account.try_get(0)?;
    let existing: Option<String> = sqlx::query_scalar(
        "select role::text from lyceum.db_logins join pg_roles on rolname = role where user_id = $1 limit 1",
    )
    .bind(&user)
    .fetch_optional(&mut *transaction)
    .await?;
    let granted = match existing {
        Some(login) => renew(&mut transaction, login).await?,
        None => make(&mut transaction, login_name(email), Owner::Learner(&user)).await?,
    };
    transaction.commit().await?;
    Ok(Granted {
        account_created: account.try_get(1)?,
        ..granted
    })
}

/// Gives a sync server a database login of this name, or a new password for the one that it has. A server calls
/// the academy's functions for everybody who signed in to it.
///
/// # Errors
/// [`AcademyError::Unknown`] where the name can't be a login's, or is somebody else's already.
pub async fn grant_server(
    connection: &mut PgConnection,
    name: &str,
) -> Result<Granted, AcademyError> {
    check_server_name(name)?;
    let mut transaction = connection.begin().await?;
    let taken: Option<String> = sqlx::query_scalar(
        "select coalesce((select kind from lyceum.db_logins where role = rolname), 'foreign')
           from pg_roles where rolname = $1",
    )
    .bind(name)
    .fetch_optional(&mut *transaction)
    .await?;
    let granted = match taken.as_deref() {
        None => make(&mut transaction, name.to_owned(), Owner::Server).await?,
        Some("server") => renew(&mut transaction, name.to_owned()).await?,
        Some(_) => {
            return Err(AcademyError::Unknown(format!(
                "the database role {name} exists and is no server of this academy: choose another name"
            )));
        }
    };
    transaction.commit().await?;
    Ok(granted)
}

fn check_server_name(name: &str) -> Result<(), AcademyError> {
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
    let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    // PostgreSQL cuts longer names and keeps the other two prefixes for itself and for us.
    let reserved = name.starts_with("pg_") || name.starts_with("lyceum_");
    if begins && name.chars().all(known) && name.len() <= 63 && !reserved {
        return Ok(());
    }
    Err(AcademyError::Unknown(format!(
        "`{name}` can't name a server's login: use lower-case letters, digits and _, at most 63, beginning with \
         a letter and neither with pg_ nor with lyceum_"
    )))
}

/// Whose a login is.
enum Owner<'a> {
    /// The user with this id.
    Learner(&'a str),
    /// A sync server.
    Server,
}

async fn make(
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
        .execute(connection)
        .await?;
    Ok(Granted {
        login,
        password,
        login_created: true,
        account_created: false,
    })
}

async fn renew(connection: &mut PgConnection, login: String) -> Result<Granted, AcademyError> {
    let statement = "select format('alter role %I login password %L', $1, $2)";
    let password = set_password(connection, statement, &login).await?;
    Ok(Granted {
        login,
        password,
        login_created: false,
        account_created: false,
    })
}

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

/// The name before the `@`, so that an operator recognizes it, and enough random digits that no two academies
/// in a cluster choose the same.
fn login_name(email: &str) -> String {
    let name: String = email
        .split('@')
        .next()
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(24)
        .collect();
    let digits: String = uuid::Uuid::new_v4()
        .simple()
        .to_string()
        .chars()
        .take(8)
        .collect();
    format!("lyceum_{}_{digits}", name.to_ascii_lowercase())
}

fn label(role: Role) -> &'static str {
    match role {
        Role::Student => "STUDENT",
        Role::Instructor => "INSTRUCTOR",
        Role::Admin => "ADMIN",
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

/// Takes somebody's database logins away, at once for sessions that are open too. The account and what was
/// learned stay.
///
/// # Errors
/// [`AcademyError::Unknown`] where nobody with this address has a login.
pub async fn revoke(connection: &mut PgConnection, email: &str) -> Result<Revoked, AcademyError> {
    let statement = "delete from lyceum.db_logins l using public.users u
                      where l.user_id = u.id and lower(u.email) = lower($1)
                    returning l.role::text";
    let nobody = format!("nobody with the address {email} has a database login");
    revoke_logins(connection, statement, email, nobody).await
}

/// Takes a sync server's database login away, at once for sessions that are open too.
///
/// # Errors
/// [`AcademyError::Unknown`] where no server has a login of this name.
pub async fn revoke_server(
    connection: &mut PgConnection,
    name: &str,
) -> Result<Revoked, AcademyError> {
    let statement = "delete from lyceum.db_logins where kind = 'server' and role::text = $1 returning role::text";
    let nobody = format!("no server has the database login {name}");
    revoke_logins(connection, statement, name, nobody).await
}

/// `statement` forgets the logins of `whose` and returns them.
async fn revoke_logins(
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

/// Lets somebody see a course's drafts and publish it, or not any more. The course is named by slug or id.
/// Returns whether anything changed.
///
/// # Errors
/// [`AcademyError::Unknown`] where there is no such course or account, or it is a student's, which may not
/// publish whoever appoints it.
pub async fn set_editor(
    connection: &mut PgConnection,
    course: &str,
    email: &str,
    appointed: bool,
) -> Result<bool, AcademyError> {
    let course_id: Option<String> =
        sqlx::query_scalar("select id from public.courses where slug = $1 or id = $1 limit 1")
            .bind(course)
            .fetch_optional(&mut *connection)
            .await?;
    let course_id = course_id.ok_or_else(|| {
        AcademyError::Unknown(format!("there is no course with the slug or id `{course}`"))
    })?;
    let account: Option<(String, bool)> = sqlx::query_as(
        "select id, role in ('INSTRUCTOR', 'ADMIN') is true from public.users
          where lower(email) = lower($1) order by email = $1 desc limit 1",
    )
    .bind(email)
    .fetch_optional(&mut *connection)
    .await?;
    let (user, may_publish) = account.ok_or_else(|| {
        AcademyError::Unknown(format!("there is no account with the address {email}"))
    })?;
    if appointed && !may_publish {
        return Err(AcademyError::Unknown(format!(
            "{email} is a student's account: only an instructor or admin can be an editor"
        )));
    }
    let statement = if appointed {
        "insert into lyceum.course_editors (course_id, user_id) values ($1, $2) on conflict do nothing"
    } else {
        "delete from lyceum.course_editors where course_id = $1 and user_id = $2"
    };
    let done = sqlx::query(statement)
        .bind(course_id)
        .bind(user)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() > 0)
}
