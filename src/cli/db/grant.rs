//! `lyceum db grant` and `lyceum db revoke`.

use clap::{Args, ValueEnum};
use sqlx::PgConnection;

use crate::academy::DatabaseUrl;
use crate::academy::accounts::{self, Granted};
use crate::cli::output::{Failure, Output};
use crate::sync::Http;
use crate::wire;

/// Whose login it is.
#[derive(Debug, Args)]
struct Whose {
    /// A person's address, or with --server the name of the server's login
    #[arg(value_name = "EMAIL|NAME")]
    who: String,
    /// The login is for a sync server, which acts for everybody signed in to it
    #[arg(long)]
    server: bool,
}

/// Options of `lyceum db grant`.
#[derive(Debug, Args)]
pub(super) struct Grant {
    #[command(flatten)]
    whose: Whose,
    /// What the person may do; without it an account keeps its role, and a new one is a student's
    #[arg(long, conflicts_with = "server")]
    role: Option<Role>,
}

/// The permissions of an account.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Role {
    /// Learns
    Student,
    /// Publishes courses too
    Instructor,
    /// Sees and publishes every course
    Admin,
}

impl From<Role> for wire::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Student => wire::Role::Student,
            Role::Instructor => wire::Role::Instructor,
            Role::Admin => wire::Role::Admin,
        }
    }
}

impl Grant {
    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        url: &DatabaseUrl,
        out: &mut Output,
    ) -> Result<(), Failure> {
        let who = &self.whose.who;
        let granted = if self.whose.server {
            accounts::grant_server(connection, who).await?
        } else {
            accounts::grant(connection, who, self.role.map(wire::Role::from)).await?
        };
        if granted.account_created {
            out.line(format!("Made an account for {who}."))?;
        }
        print(&granted, url, out)
    }
}

impl Grant {
    /// Gives the account its role. A server makes no database logins.
    pub(super) async fn run_through(self, server: &Http, out: &mut Output) -> Result<(), Failure> {
        let who = self.whose.person()?;
        if server.set_role(who, self.role.map(Role::into)).await? {
            out.line(format!("Made an account for {who}."))?;
        }
        out.line(format!("{who} signs in with: lyceum login --email {who}"))
    }
}

impl Whose {
    /// Their address, where it is a person.
    fn person(&self) -> Result<&str, Failure> {
        match self.server {
            true => Err(Failure::usage(
                "a server's login is made at the database: name that with --url",
            )),
            false => Ok(&self.who),
        }
    }
}

fn print(granted: &Granted, url: &DatabaseUrl, out: &mut Output) -> Result<(), Failure> {
    if !granted.login_created {
        out.line("The login has a new password; the old one no longer works.")?;
    }
    out.line(format!(
        "Connection  {}\nPassword    {}\n",
        url.with_user(&granted.login),
        granted.password.reveal()
    ))?;
    out.line("The password is shown only once: hand it over in a way you trust.")?;
    out.line("Granting again makes a new one.")
}

/// Options of `lyceum db revoke`.
#[derive(Debug, Args)]
pub(super) struct Revoke {
    #[command(flatten)]
    whose: Whose,
}

impl Revoke {
    /// Signs all of somebody's devices out.
    pub(super) async fn run_through(self, server: &Http, out: &mut Output) -> Result<(), Failure> {
        let who = self.whose.person()?;
        out.line(match server.sign_out_all_of(who).await? {
            1 => format!("1 device of {who} is signed out."),
            many => format!("{many} devices of {who} are signed out."),
        })
    }

    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        out: &mut Output,
    ) -> Result<(), Failure> {
        let who = &self.whose.who;
        let revoked = if self.whose.server {
            accounts::revoke_server(connection, who).await?
        } else {
            accounts::revoke(connection, who).await?
        };
        for login in &revoked.logins {
            out.line(format!(
                "The login {login} no longer has access to anything."
            ))?;
        }
        match revoked.sessions {
            0 => {}
            1 => out.line("Ended 1 open session.")?,
            many => out.line(format!("Ended {many} open sessions."))?,
        }
        for login in &revoked.kept {
            out.line(format!(
                "{login} owns something, here or in another database, and couldn't be dropped.\n\
                 `lyceum db doctor` lists it, with the statements for where it does."
            ))?;
        }
        Ok(())
    }
}
