//! `lyceum db grant` and `lyceum db revoke`.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use sqlx::PgConnection;

use crate::academy::{DatabaseUrl, accounts};
use crate::wire;

/// Options of `lyceum db grant`.
#[derive(Debug, Args)]
pub struct Grant {
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
        out: &mut dyn Write,
    ) -> anyhow::Result<ExitCode> {
        let role = match self.role {
            Role::Student => wire::Role::Student,
            Role::Instructor => wire::Role::Instructor,
            Role::Admin => wire::Role::Admin,
        };
        let granted = accounts::grant(connection, &self.email, role).await?;
        if granted.account_created {
            writeln!(out, "Made an account for {}.", self.email)?;
        }
        writeln!(
            out,
            "Connection:  {}\nPassword:    {}\n\nThe password is shown this once. Hand it over on a way that you \
             trust; granting again makes a new one.",
            url.with_user(&granted.login),
            granted.password.reveal()
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Options of `lyceum db revoke`.
#[derive(Debug, Args)]
pub struct Revoke {
    /// Whose login is taken away; the account and what was learned stay
    email: String,
}

impl Revoke {
    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        out: &mut dyn Write,
    ) -> anyhow::Result<ExitCode> {
        let revoked = accounts::revoke(connection, &self.email).await?;
        for login in &revoked.logins {
            writeln!(out, "The login {login} reaches nothing any more.")?;
        }
        for login in &revoked.kept {
            writeln!(
                out,
                "It owns something and couldn't be dropped. Once you have looked at that: DROP OWNED BY {login}; \
                 DROP ROLE {login};"
            )?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
