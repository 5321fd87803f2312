//! Where the academy's database is, and how to connect to it without a password in sight.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{ConnectOptions, PgConnection};
use tokio::net::TcpStream;

use super::AcademyError;

/// The address of a database: `postgres://user@host/database`, without a password.
///
/// A password would be seen in the list of processes and kept in the shell's history. It comes from PGPASSWORD
/// or the file `~/.pgpass`. The connection is encrypted and the server's certificate is checked, unless the
/// server is this machine.
#[derive(Debug, Clone)]
pub struct DatabaseUrl(PgConnectOptions);

/// Why an address isn't taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDatabaseUrl {
    /// It is no address of a PostgreSQL database.
    #[error("`{0}` is not the address of a database: write postgres://USER@HOST/DATABASE")]
    Malformed(String),
    /// It holds a password. It isn't repeated here.
    #[error(
        "the address holds a password, which others can see in the list of processes and in the shell's \
         history: leave it out and put it in the variable PGPASSWORD or in the file ~/.pgpass"
    )]
    Password,
    /// It would send everything in clear text over a network.
    #[error(
        "sslmode={0} isn't safe for {1}, which is not this machine: leave it out, the connection is then \
         encrypted and the server's certificate checked"
    )]
    Unencrypted(String, String),
}

impl FromStr for DatabaseUrl {
    type Err = InvalidDatabaseUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let malformed = || InvalidDatabaseUrl::Malformed(text.to_owned());
        // Looked for before anything else, so that no message repeats it.
        let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
        if holds_password(rest) {
            return Err(InvalidDatabaseUrl::Password);
        }
        if !matches!(scheme, "postgres" | "postgresql") {
            return Err(malformed());
        }
        let options: PgConnectOptions = text.parse().map_err(|_| malformed())?;
        if is_this_machine(&options) {
            return Ok(Self(options));
        }
        match query_value(rest, &["sslmode", "ssl-mode"]) {
            None => Ok(Self(options.ssl_mode(PgSslMode::VerifyFull))),
            Some("verify-full" | "verify-ca") => Ok(Self(options)),
            Some(weak) => Err(InvalidDatabaseUrl::Unencrypted(
                weak.to_owned(),
                options.get_host().to_owned(),
            )),
        }
    }
}

/// The socket that a server makes in a folder for its port.
#[cfg(unix)]
async fn socket_in(folder: &Path, port: u16) -> std::io::Result<()> {
    let socket = folder.join(format!(".s.PGSQL.{port}"));
    tokio::net::UnixStream::connect(socket).await.map(drop)
}

/// There are none here; the connection itself says so.
#[cfg(not(unix))]
async fn socket_in(_folder: &Path, _port: u16) -> std::io::Result<()> {
    Ok(())
}

fn holds_password(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let user = authority.rsplit_once('@').map(|(user, _)| user);
    user.is_some_and(|user| user.contains(':')) || query_value(rest, &["password"]).is_some()
}

fn query_value<'a>(rest: &'a str, keys: &[&str]) -> Option<&'a str> {
    let (_, query) = rest.split_once('?')?;
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| keys.contains(key))
        .map(|(_, value)| value)
}

fn is_this_machine(options: &PgConnectOptions) -> bool {
    options.get_socket().is_some()
        || options.get_host().starts_with('/')
        || matches!(
            options.get_host(),
            "localhost" | "127.0.0.1" | "::1" | "[::1]"
        )
}

/// The address without anything secret.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let database = self.0.get_database().unwrap_or_default();
        match self.0.get_socket() {
            Some(socket) => write!(
                f,
                "postgres://{}@localhost:{}/{database}?host={}",
                self.0.get_username(),
                self.0.get_port(),
                socket.display()
            ),
            None => write!(
                f,
                "postgres://{}@{}:{}/{database}",
                self.0.get_username(),
                self.0.get_host(),
                self.0.get_port()
            ),
        }
    }
}

impl DatabaseUrl {
    /// Connects once, for a command of the operator's.
    ///
    /// # Errors
    /// [`AcademyError::Unreachable`] where nobody answers or the login is refused.
    pub async fn connect(&self) -> Result<PgConnection, AcademyError> {
        self.0
            .clone()
            .application_name("lyceum")
            .connect()
            .await
            .map_err(|cause| AcademyError::Unreachable {
                address: self.to_string(),
                cause,
            })
    }

    /// Whether somebody listens there, without a login.
    ///
    /// # Errors
    /// [`AcademyError::Unreachable`] where nobody does.
    pub async fn reach(&self) -> Result<(), AcademyError> {
        let port = self.0.get_port();
        let reached = match self.folder() {
            Some(folder) => socket_in(&folder, port).await,
            None => TcpStream::connect((self.0.get_host(), port))
                .await
                .map(drop),
        };
        reached.map_err(|cause| AcademyError::Unreachable {
            address: self.to_string(),
            cause: cause.into(),
        })
    }

    /// The folder of the server's socket, where that is how it is reached.
    fn folder(&self) -> Option<PathBuf> {
        let host = self.0.get_host();
        let named = || host.starts_with('/').then(|| PathBuf::from(host));
        self.0.get_socket().cloned().or_else(named)
    }

    /// The connection options for a pool.
    pub fn options(&self) -> &PgConnectOptions {
        &self.0
    }

    /// The database's name.
    pub(super) fn database(&self) -> &str {
        self.0
            .get_database()
            .unwrap_or_else(|| self.0.get_username())
    }

    /// The address as PostgreSQL's own programs find it in their environment. The password isn't in it: they find
    /// that where we do.
    pub(super) fn environment(&self) -> Vec<(&'static str, String)> {
        let host = match self.folder() {
            Some(folder) => folder.display().to_string(),
            None => self.0.get_host().to_owned(),
        };
        let mut variables = vec![
            ("PGHOST", host),
            ("PGPORT", self.0.get_port().to_string()),
            ("PGUSER", self.0.get_username().to_owned()),
            ("PGDATABASE", self.database().to_owned()),
            ("PGAPPNAME", "lyceum".to_owned()),
        ];
        let checked = match self.0.get_ssl_mode() {
            PgSslMode::VerifyFull => Some("verify-full"),
            PgSslMode::VerifyCa => Some("verify-ca"),
            _ => None,
        };
        variables.extend(checked.map(|mode| ("PGSSLMODE", mode.to_owned())));
        variables
    }

    /// The same place with another login, for telling somebody how to connect.
    pub fn with_user(&self, user: &str) -> Self {
        Self(self.0.clone().username(user))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<DatabaseUrl, InvalidDatabaseUrl> {
        text.parse()
    }

    #[test]
    fn a_password_in_the_address_is_refused_and_not_repeated() {
        for text in [
            "postgres://ada:geheim@db.example.org/academy",
            "postgres://ada:@localhost/academy",
            "postgres://ada@localhost/academy?sslmode=prefer&password=geheim",
            "mysql://ada:geheim@localhost/academy",
            "ada:geheim@localhost/academy",
        ] {
            let refusal = parse(text).unwrap_err();
            assert_eq!(refusal, InvalidDatabaseUrl::Password);
            assert!(!refusal.to_string().contains("geheim"));
        }
    }

    #[test]
    fn another_machine_is_reached_encrypted_and_checked_or_not_at_all() {
        let far = parse("postgres://ada@db.example.org/academy").unwrap();
        assert!(matches!(far.0.get_ssl_mode(), PgSslMode::VerifyFull));
        assert!(matches!(
            parse("postgres://ada@db.example.org/academy?sslmode=disable"),
            Err(InvalidDatabaseUrl::Unencrypted(..))
        ));
    }

    #[test]
    fn this_machine_needs_no_encryption() {
        for text in [
            "postgres://ada@localhost/academy",
            "postgres://ada@127.0.0.1:5433/academy",
            "postgres://ada@localhost/academy?host=/run/postgresql",
        ] {
            assert!(parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_says_what_one_looks_like() {
        let refusal = parse("mysql://ada@localhost/x").unwrap_err().to_string();
        assert!(
            refusal.contains("postgres://USER@HOST/DATABASE"),
            "{refusal}"
        );
    }
}
