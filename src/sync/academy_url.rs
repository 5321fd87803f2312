//! The address of an academy: its database, or its sync server.

use std::fmt;
use std::str::FromStr;

use super::ServerUrl;
use super::http::InvalidServerUrl;
use crate::academy::DatabaseUrl;
use crate::academy::connect::InvalidDatabaseUrl;

/// An academy's address, without anything secret.
#[derive(Debug, Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "a program has one, and nothing moves it about"
)]
pub enum AcademyUrl {
    /// Its database: `postgres://USER@HOST/DATABASE`.
    Database(DatabaseUrl),
    /// Its sync server: `https://HOST`.
    Server(ServerUrl),
}

/// Why an address isn't taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAcademyUrl {
    /// It is only the name of a host.
    #[error("`{0}` doesn't say how the academy is reached: write https://{0}")]
    NoScheme(String),
    /// It is no address of a server, or one with a password.
    #[error(transparent)]
    Server(#[from] InvalidServerUrl),
    /// It is no address of a database, or one with a password.
    #[error(transparent)]
    Database(#[from] InvalidDatabaseUrl),
}

impl FromStr for AcademyUrl {
    type Err = InvalidAcademyUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.starts_with("https://") || text.starts_with("http://") {
            return Ok(AcademyUrl::Server(text.parse()?));
        }
        if is_host(text) {
            return Err(InvalidAcademyUrl::NoScheme(text.to_owned()));
        }
        Ok(AcademyUrl::Database(text.parse()?))
    }
}

/// Whether a text may be the name of a host, and a port or a path behind it.
fn is_host(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-:/[]".contains(c);
    !text.is_empty() && !text.contains("://") && text.chars().all(is_plain)
}

impl fmt::Display for AcademyUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AcademyUrl::Database(url) => url.fmt(f),
            AcademyUrl::Server(url) => url.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_alone_says_what_to_write() {
        for (text, said) in [
            (
                "academy.example.org",
                "`academy.example.org` doesn't say how the academy is reached: write https://academy.example.org",
            ),
            (
                "me:secret@academy.example.org",
                "the address holds a password",
            ),
            ("mysql://x/y", "is not the address of a database"),
        ] {
            let invalid = text.parse::<AcademyUrl>().unwrap_err().to_string();
            assert!(invalid.contains(said), "{invalid}");
            assert!(!invalid.contains("secret"), "{invalid}");
        }
    }
}
