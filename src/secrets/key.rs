//! The key that a secret is kept under: a profile and an academy's address.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use url::Url;

/// An academy's address in one form: scheme, host and port, and for a database the login and its name too.
/// Two spellings of one place are equal, and no password is ever in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Address(String);

/// A text that is no academy's address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAddress {
    /// It is no address at all, or not of an academy.
    #[error(
        "`{0}` isn't an academy's address: write https://HOST or postgres://USER@HOST/DATABASE"
    )]
    Malformed(String),
    /// It holds a password. It isn't repeated here.
    #[error(
        "leave the password out of the address: you are asked for it, and it is kept in the vault"
    )]
    Password,
}

/// PostgreSQL's port where an address names none.
const POSTGRES_PORT: u16 = 5432;

impl Address {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True for a database that is reached without a sync server.
    pub fn is_database(&self) -> bool {
        self.0.starts_with("postgres:")
    }
}

impl FromStr for Address {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // Looked for first, and also in what is no address, so that no message repeats it.
        let authority = text.split_once("://").map_or(text, |(_, rest)| rest);
        let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
        let login = authority.rsplit_once('@').map(|(login, _)| login);
        if login.is_some_and(|login| login.contains(':')) || text.contains("password=") {
            return Err(InvalidAddress::Password);
        }
        let malformed = || InvalidAddress::Malformed(text.to_owned());
        let url = Url::parse(text).map_err(|_| malformed())?;
        match url.scheme() {
            "http" | "https" if url.has_host() => Ok(Address(url.origin().ascii_serialization())),
            "postgres" | "postgresql" => Ok(Address(database(&url))),
            _ => Err(malformed()),
        }
    }
}

impl TryFrom<String> for Address {
    type Error = InvalidAddress;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

fn database(url: &Url) -> String {
    let port = url.port().unwrap_or(POSTGRES_PORT);
    let host = url.host_str().unwrap_or("localhost").to_lowercase();
    let user = url.username();
    let at = if user.is_empty() { "" } else { "@" };
    let path = url.path();
    let socket = url.query_pairs().find(|(name, _)| name == "host");
    let socket = socket.map_or_else(String::new, |(_, folder)| format!("?host={folder}"));
    format!("postgres://{user}{at}{host}:{port}{path}{socket}")
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The key of a profile's secret for an academy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    profile: String,
    address: Address,
}

impl Key {
    /// The key of a profile's secret for an academy. The profile's text tells it from every other of this user.
    pub fn new(profile: &str, address: Address) -> Self {
        Key {
            profile: profile.to_owned(),
            address,
        }
    }

    /// The academy.
    pub fn address(&self) -> &Address {
        &self.address
    }
}

/// The name that the secret has in a keyring or a file.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An address has no space.
        write!(f, "{} {}", self.profile, self.address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn address(text: &str) -> String {
        text.parse::<Address>().unwrap().to_string()
    }

    #[test]
    fn spellings_of_one_academy_are_one_address() {
        for spelling in [
            "https://academy.example.org",
            "HTTPS://Academy.Example.org:443/",
            "https://academy.example.org/courses?page=2#top",
        ] {
            assert_eq!(address(spelling), "https://academy.example.org");
        }
        for spelling in [
            "postgres://ada@db.example.org/academy",
            "postgresql://ada@DB.example.org:5432/academy?sslmode=verify-full",
        ] {
            assert_eq!(
                address(spelling),
                "postgres://ada@db.example.org:5432/academy"
            );
        }
    }

    #[test]
    fn another_port_login_or_socket_is_another_address() {
        assert_ne!(address("https://a.org"), address("https://a.org:8443"));
        assert_ne!(address("https://a.org"), address("http://a.org"));
        assert_ne!(address("postgres://ada@a/x"), address("postgres://eve@a/x"));
        assert_ne!(
            address("postgres://ada@localhost/x"),
            address("postgres://ada@localhost/x?host=/run/postgresql")
        );
    }

    #[test]
    fn a_password_is_refused_and_not_repeated() {
        for text in [
            "https://ada:geheim@a.org",
            "postgres://ada:geheim@a.org/x",
            "postgres://ada@a.org/x?password=geheim",
            "ada:geheim@a.org",
        ] {
            let refusal = text.parse::<Address>().unwrap_err();
            assert_eq!(refusal, InvalidAddress::Password);
            assert!(!refusal.to_string().contains("geheim"));
        }
    }

    #[test]
    fn what_is_no_academy_is_refused() {
        for text in [
            "",
            "academy",
            "ftp://a.org",
            "file:///etc/passwd",
            "https://",
        ] {
            assert!(text.parse::<Address>().is_err(), "{text}");
        }
    }
}
