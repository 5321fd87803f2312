//! The interface of every place for secrets. It may block, so it lives on the vault's thread.

use super::{Key, Secret, VaultError};

/// Whether secrets can be had from a place now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Readiness {
    /// Now.
    Ready,
    /// When a person has unlocked the keyring.
    Locked,
    /// When the passphrase of the file was given; a new one where there is no file yet.
    NeedsPassphrase {
        /// True where there is no file yet.
        new: bool,
    },
    /// Nothing is known yet: it takes long to answer.
    Slow,
    /// Never: there is no such place, and why.
    Absent(String),
}

/// A place that keeps secrets.
pub(super) trait Backend: Send {
    /// Looks without changing anything or asking anybody.
    fn readiness(&mut self) -> Result<Readiness, VaultError> {
        Ok(Readiness::Ready)
    }

    /// Asks the person to unlock it and waits for that, as long as it is `wanted`.
    fn unlock(&mut self, _wanted: &dyn Fn() -> bool) -> Result<(), VaultError> {
        Ok(())
    }

    /// Takes the passphrase of an encrypted file.
    fn unlock_with(&mut self, _passphrase: Secret) -> Result<(), VaultError> {
        Ok(())
    }

    /// The secret that is kept under the key.
    fn get(&mut self, key: &Key) -> Result<Option<Secret>, VaultError>;

    /// Keeps a secret under the key, in place of another.
    fn set(&mut self, key: &Key, secret: Secret) -> Result<(), VaultError>;

    /// Removes what is kept under the key. Nothing there is fine.
    fn remove(&mut self, key: &Key) -> Result<(), VaultError>;
}
