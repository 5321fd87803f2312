//! The system's keyring. Secrets go through keyring-core to the store that is injected; whether the keyring is
//! locked is asked of the system itself, because a locked store says "no entry" for what it doesn't show.

#[cfg(not(target_os = "linux"))]
mod native;
#[cfg(target_os = "linux")]
mod secret_service;

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use keyring_core::{CredentialStore, Entry, Error};

use super::backend::{Backend, Readiness};
use super::{Key, Secret, VaultError};

/// The name that all our secrets have in a keyring.
const SERVICE: &str = "Lyceum";

/// How often a locked keyring is looked at while somebody waits: no signal of it is common to all keyrings.
const LOOK_AGAIN: Duration = Duration::from_millis(300);

/// The keyring of one system.
pub(super) trait System: Send {
    /// The store of secrets. Opened for each question: a connection that is kept dies with the keyring's program.
    fn store(&self) -> Result<Arc<CredentialStore>, VaultError>;

    /// True where nothing can be read or written until a person unlocks it.
    fn is_locked(&self) -> Result<bool, VaultError>;

    /// Lets the system ask the person to unlock it, beside us.
    fn ask_to_unlock(&self) -> Question;
}

/// A question that the system puts to a person. It ends with true where it can be seen, and was dismissed.
pub(super) type Question = std::sync::mpsc::Receiver<bool>;

/// The keyring of the system that we run on.
pub(super) fn of_system() -> impl Backend {
    #[cfg(target_os = "linux")]
    let system = secret_service::SecretService;
    #[cfg(not(target_os = "linux"))]
    let system = native::Native;
    Keyring::new(system)
}

struct Keyring<S> {
    system: S,
    /// True since it last answered.
    answered: bool,
}

impl<S: System> Keyring<S> {
    fn new(system: S) -> Self {
        Keyring {
            system,
            answered: false,
        }
    }

    /// Whether it is locked. One that answered before, and is absent now, died.
    fn is_locked(&mut self) -> Result<bool, VaultError> {
        let answer = self.system.is_locked();
        let answered_before = std::mem::replace(&mut self.answered, answer.is_ok());
        answer.map_err(|error| match error {
            VaultError::Absent(why) if answered_before => VaultError::Died(why),
            error => error,
        })
    }

    /// The entry, where the keyring isn't locked: otherwise "no entry" would mean nothing.
    fn entry(&mut self, key: &Key) -> Result<Entry, VaultError> {
        if self.is_locked()? {
            return Err(VaultError::Locked);
        }
        let store = self.system.store()?;
        Entry::new_in_store(&store, SERVICE, &key.to_string()).map_err(|error| refusal(error, key))
    }
}

impl<S: System> Backend for Keyring<S> {
    fn readiness(&mut self) -> Result<Readiness, VaultError> {
        match self.is_locked() {
            Ok(false) => Ok(Readiness::Ready),
            Ok(true) => Ok(Readiness::Locked),
            Err(VaultError::Absent(why)) => Ok(Readiness::Absent(why)),
            Err(error) => Err(error),
        }
    }

    fn unlock(&mut self, wanted: &dyn Fn() -> bool) -> Result<(), VaultError> {
        if !self.is_locked()? {
            return Ok(());
        }
        let question = self.system.ask_to_unlock();
        while wanted() {
            if !self.is_locked()? {
                return Ok(());
            }
            if let Ok(true) = question.try_recv() {
                return Err(VaultError::Dismissed);
            }
            thread::sleep(LOOK_AGAIN);
        }
        Err(VaultError::Cancelled)
    }

    fn get(&mut self, key: &Key) -> Result<Option<Secret>, VaultError> {
        match self.entry(key)?.get_secret() {
            Ok(bytes) => {
                let secret = Secret::from_bytes(bytes);
                let damaged = || VaultError::Damaged(format!("the keyring for {key}"));
                secret.ok_or_else(damaged).map(Some)
            }
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(refusal(error, key)),
        }
    }

    fn set(&mut self, key: &Key, secret: Secret) -> Result<(), VaultError> {
        let kept = self.entry(key)?.set_secret(secret.reveal().as_bytes());
        kept.map_err(|error| refusal(error, key))
    }

    fn remove(&mut self, key: &Key) -> Result<(), VaultError> {
        match self.entry(key)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(refusal(error, key)),
        }
    }
}

/// Maps a keyring's error to ours. Some of them carry the secret: their own text is never used.
fn refusal(error: Error, key: &Key) -> VaultError {
    match error {
        Error::PlatformFailure(cause) => VaultError::Died(cause.to_string()),
        Error::NoStorageAccess(_) => VaultError::Locked,
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => {
            VaultError::Damaged(format!("the keyring for {key}"))
        }
        Error::Ambiguous(_) => VaultError::Ambiguous(key.to_string()),
        Error::TooLong(what, most) => {
            VaultError::Refused(format!("the {what} is longer than {most} characters"))
        }
        Error::NotSupportedByStore(what) => VaultError::Refused(what),
        _ => VaultError::Refused("it gives no reason".to_owned()),
    }
}

#[cfg(test)]
mod tests;
