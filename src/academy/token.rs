//! A device's token as the database knows it: by its digest alone.

use sha2::{Digest, Sha256};

/// The SHA-256 of a token's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenDigest([u8; 32]);

impl TokenDigest {
    /// The digest of a token.
    pub fn of(token: &str) -> Self {
        Self(Sha256::digest(token).into())
    }

    /// Its bytes, as the database keeps them.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}
