//! `lyceum db grant` and `lyceum db revoke`.

use clap::{Args, ValueEnum};
use sqlx::PgConnection;

use crate::academy::{DatabaseUrl, accounts};
use crate::cli::output::{Failure, Output};
use crate::wire;

/// Options of `lyceum db grant`.
#[derive(Debug, Args)]
pub(super) struct Grant {
    /// Whose login it is; an account is made where there is none
    email: String,
    /// What the account may do
    #[arg(long, default_value = "student")]
    role: Role,
}

/// What an account may do.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Role {
    /// Learns
    Student,
    /// Publishes courses too
    Instructor,
    /// Sees and publishes every course
    Admin,
}

impl Grant {
    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        url: &DatabaseUrl,
        out: &mut Output,
    ) -> Result<(), Failure> {
        let role = match self.role {
            Role::Student => wire::Role::Student,
            Role::Instructor => wire::Role::Instructor,
            Role::Admin => wire::Role::Admin,
        };
        let granted = accounts::grant(connection, &self.email, role).await?;
        if granted.account_created {
            out.line(format!("Made an account for {}.", self.email))?;
        }
        out.line(format!("Connection:  {}\nPassword:    {}\n\nThe password is shown this once. Hand it over on a way that you \
             trust; granting again makes a new one.",
            url.with_user(&granted.login),
            granted.password.reveal()))?;
        Ok(())
    }
}

/// Options of `lyceum db revoke`.
#[derive(Debug, Args)]
pub(super) struct Revoke {
    /// Whose login is taken away; the account and what was learned stay
    email: String,
}

impl Revoke {
    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        out: &mut Output,
    ) -> Result<(), Failure> {
        let revoked = accounts::revoke(connection, &self.email).await?;
        for login in &revoked.logins {
            out.line(format!("The login {login} reaches nothing any more."))?;
        }
        for login in &revoked.kept {
            out.line(format!("It owns something and couldn't be dropped. Once you have looked at that: DROP OWNED BY {login}; \
                 DROP ROLE {login};"))?;
        }
        Ok(())
    }
}
