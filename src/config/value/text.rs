//! Settings that are texts: the academy's address, a theme's name.

use std::fmt;
use std::str::FromStr;

use super::Value;

/// Where the academy is, as it was written: whoever connects says what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address(String);

/// The name of a theme: a word that is also the name of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeName(String);

impl Address {
    /// The address; none where there is no academy.
    pub fn get(&self) -> Option<&str> {
        Some(self.0.as_str()).filter(|text| !text.is_empty())
    }
}

impl ThemeName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ThemeName {
    fn default() -> Self {
        ThemeName("lamplight".to_owned())
    }
}

/// A text that can't be a theme's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` can't be a theme's name: use 1 to 64 letters, digits, - and _")]
pub struct InvalidThemeName(pub String);

impl FromStr for ThemeName {
    type Err = InvalidThemeName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_plain_name(text) {
            Ok(ThemeName(text.to_owned()))
        } else {
            Err(InvalidThemeName(text.to_owned()))
        }
    }
}

impl Value for ThemeName {
    const EXPECTED: &'static str = "a theme's name: letters, digits, - and _";

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Value for Address {
    const EXPECTED: &'static str = "the address of an academy: postgres://USER@HOST/DATABASE";

    /// Any text: a message about one that is wrong would repeat it, with the password that it may hold.
    fn from_text(text: &str) -> Option<Self> {
        Some(Address(text.trim().to_owned()))
    }
}

/// True for a name that is safe as the name of a file: 1 to 64 letters, digits, `-` and `_`.
pub(in crate::config) fn is_plain_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// The address, without what may be a password.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, rest) = match self.0.split_once("://") {
            Some((scheme, rest)) => (format!("{scheme}://"), rest),
            None => (String::new(), self.0.as_str()),
        };
        let shown = match rest.rsplit_once('@') {
            Some((user, place)) => {
                let name = user.split(':').next().unwrap_or_default();
                format!("{before}{name}@{place}")
            }
            None => format!("{before}{rest}"),
        };
        f.write_str(shown.split("password=").next().unwrap_or_default())
    }
}

impl fmt::Display for ThemeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
