//! People's accounts and logins; beside them those of sync servers, and who may edit which course.

use sqlx::{Connection, PgConnection};

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
/// gets a new password for it, and its settings as they were at first. Without a `role` an account keeps the one
/// that it has; a new one is a student's.
///
/// # Errors
/// Where this login may not create roles, or the connection fails.
pub async fn grant(
    connection: &mut PgConnection,
    email: &str,
    role: impl Into<Option<Role>>,
) -> Result<Granted, AcademyError> {
    if !is_address(email) {
        return Err(AcademyError::Unknown(format!(
            "`{email}` is not an e-mail address"
        )));
    }
    let mut transaction = connection.begin().await?;
    one_at_a_time(&mut transaction).await?;
    let (user, account_created) = account(&mut transaction, email, role.into()).await?;
    let existing: Option<String> = sqlx::query_scalar(
        "select role::text from lyceum.db_logins join pg_roles on rolname = role where user_id = $1 limit 1",
    )
    .bind(&user)
    .fetch_optional(&mut *transaction)
    .await?;
    let granted = match existing {
        Some(login) => renew(&mut transaction, login, Owner::Learner(&user)).await?,
        None => make(&mut transaction, login_name(email), Owner::Learner(&user)).await?,
    };
    transaction.commit().await?;
    Ok(Granted {
        account_created,
        ..granted
    })
}

/// The id of the account with this address, and whether it was made for it.
async fn account(
    transaction: &mut PgConnection,
    email: &str,
    role: Option<Role>,
) -> Result<(String, bool), AcademyError> {
    let role = role.map(label);
    let known: Option<String> = sqlx::query_scalar(
        "select id from public.users where lower(email) = lower($1) order by email = $1 desc limit 1",
    )
    .bind(email)
    .fetch_optional(&mut *transaction)
    .await?;
    if let Some(user) = known {
        // A null role is none that was asked for.
        sqlx::query(
            "update public.users set role = $2::text::public.user_role
              where id = $1 and $2 is not null and role is distinct from $2::text::public.user_role",
        )
        .bind(&user)
        .bind(role)
        .execute(transaction)
        .await?;
        return Ok((user, false));
    }
    let user = sqlx::query_scalar(
        "insert into public.users (id, email, role, created_at, updated_at)
         values (lyceum.new_id(), $1, $2::text::public.user_role,
                 now() at time zone 'UTC', now() at time zone 'UTC')
         returning id",
    )
    .bind(email)
    .bind(role.unwrap_or(label(Role::Student)))
    .fetch_one(transaction)
    .await?;
    Ok((user, true))
}

/// Until the transaction ends no other operator grants, appoints or seeds.
pub(super) async fn one_at_a_time(transaction: &mut PgConnection) -> Result<(), AcademyError> {
    sqlx::raw_sql("lock table lyceum.db_logins in share row exclusive mode")
        .execute(transaction)
        .await?;
    Ok(())
}

/// Whether mail could be sent there: one `@` between two parts without blanks or control characters.
fn is_address(text: &str) -> bool {
    let strange = |c: char| c.is_whitespace() || c.is_control();
    match text.split_once('@') {
        Some((name, domain)) => {
            !name.is_empty()
                && !domain.is_empty()
                && !domain.contains('@')
                && !text.contains(strange)
                && text.len() <= 254
        }
        None => false,
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
    revoke_logins(connection, LOGINS_OF, statement, email, nobody).await
}

const LOGINS_OF: &str = "
    select l.role::text from lyceum.db_logins l join public.users u on u.id = l.user_id
     where lower(u.email) = lower($1)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_two_parts_and_no_blank() {
        for address in ["ada@example.org", "a@b", "ada+x@münchen.example"] {
            assert!(is_address(address), "{address}");
        }
        for other in [" @ ", "@", "a@", "@b", "a b@c", "a@b@c", "a\n@b", "ada", ""] {
            assert!(!is_address(other), "{other}");
        }
    }
}
