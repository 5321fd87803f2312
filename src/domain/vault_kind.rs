//! The places where a credential can be kept.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The fewest characters of a new passphrase.
pub const MIN_PASSPHRASE: usize = 8;

/// A place where a credential is kept.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum VaultKind {
    /// The system's keyring.
    #[default]
    Keyring,
    /// A file, encrypted with a passphrase.
    File,
    /// The program's memory: gone when it ends.
    Memory,
    /// Environment variables, which are only read.
    Environment,
}

impl VaultKind {
    /// Every kind, the safest first.
    pub const ALL: [VaultKind; 4] = [
        VaultKind::Keyring,
        VaultKind::File,
        VaultKind::Memory,
        VaultKind::Environment,
    ];

    /// The name in settings and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            VaultKind::Keyring => "keyring",
            VaultKind::File => "file",
            VaultKind::Memory => "memory",
            VaultKind::Environment => "environment",
        }
    }

    /// The place in a sentence: "in the keyring".
    pub fn place(self) -> &'static str {
        match self {
            VaultKind::Keyring => "the keyring",
            VaultKind::File => "an encrypted file",
            VaultKind::Memory => "memory",
            VaultKind::Environment => "the environment",
        }
    }

    /// True where what is put there is there the next time.
    pub fn lasts(self) -> bool {
        matches!(self, VaultKind::Keyring | VaultKind::File)
    }

    /// The place that is offered for a token where this one isn't there: an encrypted file for a keyring.
    pub fn stand_in(self) -> Option<VaultKind> {
        (self == VaultKind::Keyring).then_some(VaultKind::File)
    }
}

/// A text that names no place for credentials.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` isn't a place for credentials: use keyring, file, memory or environment")]
pub struct UnknownVaultKind(pub String);

impl FromStr for VaultKind {
    type Err = UnknownVaultKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut kinds = Self::ALL.into_iter();
        let found = kinds.find(|kind| kind.as_str() == text);
        found.ok_or_else(|| UnknownVaultKind(text.to_owned()))
    }
}

impl fmt::Display for VaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
