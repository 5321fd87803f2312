//! A vault: the secrets of one place, kept by a thread of its own.

use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

use super::backend::{Backend, Readiness};
use super::environment::Environment;
use super::file::EncryptedFile;
use super::keyring;
use super::memory::Memory;
use super::{Key, Secret, VaultError};

/// A place for secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VaultPlace {
    /// The system's keyring.
    Keyring,
    /// This file, encrypted with a passphrase.
    File(PathBuf),
    /// The program's memory.
    Memory,
    /// The environment: `LYCEUM_TOKEN`, and `PGPASSWORD` for databases.
    Environment,
}

/// Secrets of one place.
///
/// Whatever is asked runs on a thread of the vault's own, one after the other, because a keyring may take minutes.
/// Dropping the future of an answer cancels the question, unless it is under way already.
pub struct Vault {
    errands: mpsc::Sender<Errand>,
}

/// A question that the vault's thread carries to the place.
type Errand = Box<dyn FnOnce(&mut dyn Backend) + Send>;

impl Vault {
    /// Opens the place, and waits for nothing: whether it is ready is asked with [`Vault::readiness`].
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn open(place: VaultPlace) -> Result<Self, VaultError> {
        match place {
            VaultPlace::Keyring => Self::of(keyring::of_system()),
            VaultPlace::File(path) => Self::of(EncryptedFile::new(path)),
            VaultPlace::Memory => Self::of(Memory::default()),
            VaultPlace::Environment => Self::of(Environment::of_process()),
        }
    }

    fn of(mut backend: impl Backend + 'static) -> Result<Self, VaultError> {
        let (errands, waiting) = mpsc::channel::<Errand>();
        let work = move || waiting.into_iter().for_each(|errand| errand(&mut backend));
        let thread = thread::Builder::new().name("vault".to_owned());
        thread
            .spawn(work)
            .map_err(|error| VaultError::Stopped(error.to_string()))?;
        Ok(Vault { errands })
    }

    /// Whether secrets can be had now. After `patience` without an answer that is [`Readiness::Slow`]: ask again.
    ///
    /// # Errors
    /// The place is there, and can't be used.
    pub async fn readiness(&self, patience: Duration) -> Result<Readiness, VaultError> {
        let answer = self.ask(|backend, _| backend.readiness());
        let answer = tokio::time::timeout(patience, answer).await;
        answer.unwrap_or(Ok(Readiness::Slow))
    }

    /// Waits until a locked keyring is unlocked, and lets the system ask for it: as long as a person takes. Whoever
    /// stops waiting drops the future. At once where nothing is locked.
    ///
    /// # Errors
    /// [`VaultError::Absent`], [`VaultError::Died`], [`VaultError::Dismissed`]; an encrypted file
    /// [needs its passphrase](VaultError::NeedsPassphrase).
    pub async fn unlock(&self) -> Result<(), VaultError> {
        self.ask(|backend, wanted| backend.unlock(wanted)).await
    }

    /// Opens an encrypted file, or sets the passphrase of a new one. Takes about a second, as guessing should.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`], or the file can't be read.
    pub async fn unlock_with(&self, passphrase: Secret) -> Result<(), VaultError> {
        self.ask(|backend, _| backend.unlock_with(passphrase)).await
    }

    /// The secret that is kept under the key; none where there is none.
    ///
    /// # Errors
    /// The place isn't ready or can't be used; "none" is never said of a locked one.
    pub async fn get(&self, key: &Key) -> Result<Option<Secret>, VaultError> {
        let key = key.clone();
        self.ask(move |backend, _| backend.get(&key)).await
    }

    /// Keeps a secret under the key, in place of what was there.
    ///
    /// # Errors
    /// The place isn't ready or can't be used.
    pub async fn set(&self, key: &Key, secret: &Secret) -> Result<(), VaultError> {
        let (key, secret) = (key.clone(), secret.clone());
        self.ask(move |backend, _| backend.set(&key, secret)).await
    }

    /// Removes what is kept under the key; where nothing is, that is fine.
    ///
    /// # Errors
    /// The place isn't ready or can't be used.
    pub async fn remove(&self, key: &Key) -> Result<(), VaultError> {
        let key = key.clone();
        self.ask(move |backend, _| backend.remove(&key)).await
    }

    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut dyn Backend, &dyn Fn() -> bool) -> Result<T, VaultError>
        + Send
        + 'static,
    ) -> Result<T, VaultError> {
        let stopped = || VaultError::Stopped("its thread ended".to_owned());
        let (answer, answered) = oneshot::channel();
        let errand = move |backend: &mut dyn Backend| {
            // What nobody waits for any more isn't begun.
            if !answer.is_closed() {
                let outcome = question(backend, &|| !answer.is_closed());
                let _too_late = answer.send(outcome);
            }
        };
        let sent = self.errands.send(Box::new(errand));
        sent.map_err(|_| stopped())?;
        answered.await.map_err(|_| stopped())?
    }
}
