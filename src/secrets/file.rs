//! Secrets in a file that is encrypted with a passphrase, in the format of age (<https://age-encryption.org/v1>).

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use age::DecryptError;
use age::scrypt::{Identity, Recipient};
use secrecy::zeroize::Zeroizing;

use super::backend::{Backend, Readiness};
use super::replace::replace;
use super::{Key, Secret, VaultError};
use crate::domain::MIN_PASSPHRASE;

/// How much work a passphrase is stretched with, as a power of two: about half a second.
const WORK: u8 = 17;

/// The most work that a file may ask for: some seconds, and a gigabyte of memory.
const MOST_WORK: u8 = 20;

/// The secrets by the names of their keys.
type Secrets = BTreeMap<String, Secret>;

/// An encrypted file, and its passphrase once it was given.
pub(super) struct EncryptedFile {
    path: PathBuf,
    passphrase: Option<Secret>,
}

impl EncryptedFile {
    pub(super) fn new(path: PathBuf) -> Self {
        EncryptedFile {
            path,
            passphrase: None,
        }
    }

    fn passphrase(&self) -> Result<&Secret, VaultError> {
        let passphrase = self.passphrase.as_ref();
        passphrase.ok_or_else(|| VaultError::NeedsPassphrase(self.path.clone()))
    }

    /// Reads the file anew each time: another window may have written it.
    fn read(&self) -> Result<Secrets, VaultError> {
        let passphrase = self.passphrase()?;
        match self.encrypted()? {
            Some(encrypted) => decrypt(&encrypted, passphrase, &self.path),
            None => Ok(Secrets::new()),
        }
    }

    fn encrypted(&self) -> Result<Option<Vec<u8>>, VaultError> {
        match fs::read(&self.path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(VaultError::file(&self.path)(cause)),
        }
    }

    /// Held as long as the file is open. The file itself is replaced, so it can't be the lock.
    fn lock(&self) -> io::Result<File> {
        let path = self.path.with_extension("lock");
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        let file = File::create(path)?;
        file.lock()?;
        Ok(file)
    }

    /// Reads, changes and writes while no other window does.
    fn change(&self, change: impl FnOnce(&mut Secrets)) -> Result<(), VaultError> {
        self.passphrase()?;
        let _locked = self.lock().map_err(VaultError::file(&self.path))?;
        let mut secrets = self.read()?;
        change(&mut secrets);
        let encrypted = encrypt(&secrets, self.passphrase()?);
        let written = encrypted.and_then(|encrypted| replace(&self.path, &encrypted));
        written.map_err(VaultError::file(&self.path))
    }
}

impl Backend for EncryptedFile {
    fn readiness(&mut self) -> Result<Readiness, VaultError> {
        if self.passphrase.is_some() {
            return Ok(Readiness::Ready);
        }
        let there = self.path.try_exists();
        let there = there.map_err(VaultError::file(&self.path))?;
        Ok(Readiness::NeedsPassphrase { new: !there })
    }

    fn unlock(&mut self, _wanted: &dyn Fn() -> bool) -> Result<(), VaultError> {
        self.passphrase().map(drop)
    }

    fn unlock_with(&mut self, passphrase: Secret) -> Result<(), VaultError> {
        match self.encrypted()? {
            Some(encrypted) => drop(decrypt(&encrypted, &passphrase, &self.path)?),
            None if passphrase.reveal().chars().count() < MIN_PASSPHRASE => {
                return Err(VaultError::ShortPassphrase(MIN_PASSPHRASE));
            }
            None => {}
        }
        self.passphrase = Some(passphrase);
        Ok(())
    }

    fn get(&mut self, key: &Key) -> Result<Option<Secret>, VaultError> {
        Ok(self.read()?.remove(&key.to_string()))
    }

    fn set(&mut self, key: &Key, secret: Secret) -> Result<(), VaultError> {
        self.change(|secrets| drop(secrets.insert(key.to_string(), secret)))
    }

    fn remove(&mut self, key: &Key) -> Result<(), VaultError> {
        self.change(|secrets| drop(secrets.remove(&key.to_string())))
    }
}

fn encrypt(secrets: &Secrets, passphrase: &Secret) -> io::Result<Vec<u8>> {
    let plain: BTreeMap<&str, &str> = secrets
        .iter()
        .map(|(key, secret)| (key.as_str(), secret.reveal()))
        .collect();
    // Room for all of it at once, escaped at worst: what grows leaves copies behind.
    let room = plain
        .iter()
        .map(|(key, text)| 6 * (key.len() + text.len()) + 8);
    let mut buffer = Zeroizing::new(Vec::with_capacity(room.sum::<usize>() + 2));
    serde_json::to_writer(&mut *buffer, &plain)?;
    let mut recipient = Recipient::new(passphrase.inner().clone());
    recipient.set_work_factor(WORK);
    age::encrypt(&recipient, &buffer).map_err(io::Error::other)
}

fn decrypt(encrypted: &[u8], passphrase: &Secret, path: &Path) -> Result<Secrets, VaultError> {
    let damaged = || VaultError::Damaged(path.display().to_string());
    let mut identity = Identity::new(passphrase.inner().clone());
    identity.set_max_work_factor(MOST_WORK);
    let plain = age::decrypt(&identity, encrypted).map_err(|error| match error {
        DecryptError::DecryptionFailed
        | DecryptError::KeyDecryptionFailed
        | DecryptError::NoMatchingKeys => VaultError::WrongPassphrase(path.to_owned()),
        _ => damaged(),
    })?;
    let plain = Zeroizing::new(plain);
    let texts: BTreeMap<String, String> = serde_json::from_slice(&plain).map_err(|_| damaged())?;
    let secrets = texts.into_iter();
    Ok(secrets
        .map(|(key, text)| (key, Secret::new(text)))
        .collect())
}
