//! Database logins for learners, instructors and admins, and who may edit which course.

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

use super::AcademyError;
use super::scram::Password;
use crate::wire::Role;

/// A login that was made, or got a new password.
#[derive(Debug)]
pub struct Granted {
    /// The database role.
    pub login: String,
    /// Its password; nobody can ask for it again.
    pub password: Password,
    /// Whether the account is new.
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
    let password = Password::random();
    let login = give_login(&mut transaction, &user, email, &password).await?;
    transaction.commit().await?;
    Ok(Granted {
        login,
        password,
        account_created: account.try_get(1)?,
    })
}

async fn give_login(
    connection: &mut PgConnection,
    user: &str,
    email: &str,
    password: &Password,
) -> Result<String, AcademyError> {
    let existing: Option<String> =
        sqlx::query_scalar("select role::text from lyceum.db_logins where user_id = $1 limit 1")
            .bind(user)
            .fetch_optional(&mut *connection)
            .await?;
    let (login, statement) = match existing {
        Some(login) => (login, "select format('alter role %I login password %L', $1, $2)"),
        None => (
            login_name(email),
            "select format('create role %I login connection limit 4 password %L in role lyceum_learner',
                           $1, $2)",
        ),
    };
    let statement: String = sqlx::query_scalar(statement)
        .bind(&login)
        .bind(password.verifier())
        .fetch_one(&mut *connection)
        .await?;
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "insert into lyceum.db_logins (role, kind, user_id) values ($1::name, 'learner', $2)
         on conflict (role) do nothing",
    )
    .bind(&login)
    .bind(user)
    .execute(connection)
    .await?;
    Ok(login)
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
    let mut transaction = connection.begin().await?;
    let logins: Vec<String> = sqlx::query_scalar(
        "delete from lyceum.db_logins l using public.users u
          where l.user_id = u.id and lower(u.email) = lower($1)
        returning l.role::text",
    )
    .bind(email)
    .fetch_all(&mut *transaction)
    .await?;
    if logins.is_empty() {
        return Err(AcademyError::Unknown(format!(
            "nobody with the address {email} has a database login"
        )));
    }
    for login in &logins {
        execute_for(
            &mut transaction,
            "select format('alter role %1$I nologin password null; revoke lyceum_learner from %1$I', $1)",
            login,
        )
        .await?;
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
/// [`AcademyError::Unknown`] where there is no such course or account.
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
    let user: Option<String> = sqlx::query_scalar(
        "select id from public.users where lower(email) = lower($1) order by email = $1 desc limit 1",
    )
    .bind(email)
    .fetch_optional(&mut *connection)
    .await?;
    let user = user.ok_or_else(|| {
        AcademyError::Unknown(format!("there is no account with the address {email}"))
    })?;
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
