//! The logins of sync servers.

use sqlx::{Connection, PgConnection};

use super::logins::{Granted, Owner, Revoked, make, renew, revoke_logins};
use super::one_at_a_time;
use crate::academy::AcademyError;

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
    one_at_a_time(&mut transaction).await?;
    let taken: Option<String> = sqlx::query_scalar(
        "select coalesce((select kind from lyceum.db_logins where role = rolname), 'foreign')
           from pg_roles where rolname = $1",
    )
    .bind(name)
    .fetch_optional(&mut *transaction)
    .await?;
    let granted = match taken.as_deref() {
        None => make(&mut transaction, name.to_owned(), Owner::Server).await?,
        Some("server") => renew(&mut transaction, name.to_owned(), Owner::Server).await?,
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
    let logins =
        "select role::text from lyceum.db_logins where kind = 'server' and role::text = $1";
    revoke_logins(connection, logins, statement, name, nobody).await
}
