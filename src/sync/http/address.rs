//! A sync server's address: encrypted, unless it is this machine.

use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

/// The address of a sync server: `https://HOST`, without anything secret. Plain `http://` is for this machine alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerUrl(Url);

/// Why an address isn't taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidServerUrl {
    /// It is no address of a server.
    #[error("`{0}` is not the address of a sync server: write https://HOST")]
    Malformed(String),
    /// It holds a password. It isn't repeated here.
    #[error("leave user and password out of the address: `lyceum login` signs you in")]
    Password,
    /// It would send the token in clear text over a network.
    #[error("http://{0} isn't encrypted, and {0} is not this machine: write https://{0}")]
    Unencrypted(String),
}

impl FromStr for ServerUrl {
    type Err = InvalidServerUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let holds_user = text.split_once("://").is_some_and(|(_, rest)| {
            let authority = rest.split(['/', '?', '#', '\\']).next();
            authority.is_some_and(|authority| authority.contains('@'))
        });
        if holds_user {
            return Err(InvalidServerUrl::Password);
        }
        let malformed = || InvalidServerUrl::Malformed(text.to_owned());
        let mut url: Url = text.trim().parse().map_err(|_| malformed())?;
        let host = url.host_str().ok_or_else(malformed)?;
        match url.scheme() {
            "https" => {}
            "http" if is_this_machine(&url) => {}
            "http" => return Err(InvalidServerUrl::Unencrypted(host.to_owned())),
            _ => return Err(malformed()),
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(malformed());
        }
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        Ok(Self(url))
    }
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

impl ServerUrl {
    /// The address of something below it; each part is escaped.
    pub fn below(&self, parts: &[&str]) -> Url {
        let mut url = self.0.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(parts);
        }
        url
    }

    /// The address as a URL.
    pub fn as_url(&self) -> &Url {
        &self.0
    }
}

impl fmt::Display for ServerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<ServerUrl, InvalidServerUrl> {
        text.parse()
    }

    #[test]
    fn only_this_machine_is_reached_without_tls() {
        for text in [
            "http://localhost:7810",
            "http://127.0.0.1:7810",
            "http://[::1]:7810",
        ] {
            assert_eq!(parse(text).unwrap().to_string(), text);
        }
        for text in [
            "http://academy.example.org",
            "http://10.0.0.1",
            "http://localhost.example.org",
        ] {
            assert!(
                matches!(parse(text), Err(InvalidServerUrl::Unencrypted(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn a_password_is_refused_and_not_repeated() {
        for text in [
            "https://ada:geheim@academy.example.org",
            "https://geheim@academy.example.org/x",
        ] {
            let refusal = parse(text).unwrap_err();
            assert_eq!(refusal, InvalidServerUrl::Password);
            assert!(!refusal.to_string().contains("geheim"));
        }
    }

    #[test]
    fn parts_are_escaped() {
        let url = parse("https://example.org/academy").unwrap();
        let below = url.below(&["v1", "courses", "../a b/?#", "outline"]);
        assert_eq!(
            below.as_str(),
            "https://example.org/academy/v1/courses/..%2Fa%20b%2F%3F%23/outline"
        );
    }

    #[test]
    fn an_id_of_dots_stays_a_part() {
        let url = parse("https://example.org").unwrap();
        let below = url.below(&["v1", "courses", "..", "outline"]);
        assert!(below.as_str().ends_with("/outline"));
    }
}
