//! People's accounts and logins; beside them those of sync servers, and who may edit which course.

use sqlx::{Connection, PgConnection, Row};

use super::AcademyError;
use crate::wire::Role;

mod editors;
mod logins;
mod servers;

pub use editors::set_editor;
pub use logins::{Granted, Revoked};
pub use servers::{grant_server, revoke_server};

use logins::{Owner, make, renew, revoke_logins};

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
