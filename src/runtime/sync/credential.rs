//! The credential for the academy: where it is, asking for what is locked, and keeping what was typed.

use std::sync::PoisonError;
use std::time::Duration;

use super::Academy;
use crate::app::request::sign_in::VaultFile;
use crate::app::request::sync::{SignIn, Typed, Wants};
use crate::domain::VaultKind;
use crate::secrets::{Credentials, Readiness, Secret, VaultError};

/// How long a keyring may take before the screen says that it is waited for.
const PATIENCE: Duration = Duration::from_millis(500);

/// Says that the vault is waited for.
pub(in crate::runtime) type Locked<'l> = &'l (dyn Fn() + Sync);

impl Academy {
    /// The credential, as far as somebody kept one. A locked keyring is waited for, as long as the person takes;
    /// whoever stops waiting drops the future.
    ///
    /// # Errors
    /// The step that the learner has to take first.
    pub(in crate::runtime) async fn credential(
        &self,
        typed: Option<&Typed>,
        locked: Locked<'_>,
    ) -> Result<Option<Secret>, SignIn> {
        if let Some(secret) = self.for_now() {
            return Ok(Some(secret));
        }
        let mut credentials = self.credentials.lock().await;
        if self.comes_by_itself(&credentials) {
            return Ok(None);
        }
        let opened = self.open(&mut credentials, typed, locked).await;
        let secret = match opened {
            Ok(()) => credentials.get(&self.address).await,
            Err(error) => Err(error),
        };
        secret.map_err(|error| self.vault_asks(&error))
    }

    /// The same without waiting for anybody.
    pub(super) async fn credential_at_hand(&self) -> Result<Option<Secret>, VaultError> {
        if let Some(secret) = self.for_now() {
            return Ok(Some(secret));
        }
        let mut credentials = self.credentials.lock().await;
        if self.comes_by_itself(&credentials) {
            return Ok(None);
        }
        credentials.get(&self.address).await
    }

    /// True where no vault has to be asked: nothing was put into one, or the environment has it.
    fn comes_by_itself(&self, credentials: &Credentials) -> bool {
        !credentials.may_have(&self.address)
            || self.address.is_database() && has_password_variable()
    }

    /// Waits until a locked keyring is unlocked, as long as the person takes.
    ///
    /// # Errors
    /// The vault can't be used. One that isn't there is no error: what is kept is kept until the program ends.
    pub(super) async fn wait_for_vault(&self, locked: Locked<'_>) -> Result<(), VaultError> {
        let mut credentials = self.credentials.lock().await;
        self.open(&mut credentials, None, locked).await
    }

    async fn open(
        &self,
        credentials: &mut Credentials,
        typed: Option<&Typed>,
        locked: Locked<'_>,
    ) -> Result<(), VaultError> {
        let place = credentials.place_of(&self.address);
        let vault = credentials.vault(place)?;
        if let Some(typed) = typed.filter(|typed| typed.wants == Wants::Passphrase) {
            let passphrase = Secret::new(typed.secret.reveal().to_owned());
            return vault.unlock_with(passphrase).await;
        }
        match vault.readiness(PATIENCE).await? {
            Readiness::Locked | Readiness::Slow => {
                locked();
                vault.unlock().await
            }
            // What isn't there is said by whoever asks for the secret.
            Readiness::Ready | Readiness::NeedsPassphrase { .. } | Readiness::Absent(_) => Ok(()),
        }
    }

    /// Keeps a password that the academy took, in the place that the learner chose; for this sitting where that isn't at
    /// hand.
    pub(in crate::runtime) async fn keep(&self, secret: &Secret, locked: Locked<'_>) {
        let for_now = || {
            *self.for_now.lock().unwrap_or_else(PoisonError::into_inner) = Some(secret.clone());
        };
        let mut credentials = self.credentials.lock().await;
        if has_password_variable() || !credentials.place_of(&self.address).lasts() {
            return for_now();
        }
        let kept = match self.open(&mut credentials, None, locked).await {
            Ok(()) => credentials.set(&self.address, secret).await,
            Err(error) => Err(error),
        };
        if let Err(error) = kept {
            tracing::warn!("the password is kept until the program ends: {error}");
            for_now();
        }
    }

    /// Where a credential that is typed now will be, in a sentence.
    pub(in crate::runtime) async fn keeps(&self) -> String {
        let mut credentials = self.credentials.lock().await;
        let place = credentials.place_of(&self.address);
        let readiness = match credentials.vault(place) {
            Ok(vault) => vault.readiness(PATIENCE).await,
            Err(error) => Err(error),
        };
        let is_password = self.address.is_database();
        let what = if is_password { "password" } else { "token" };
        let until_the_end = format!("Your {what} will be kept until you quit Lyceum");
        match (place, readiness) {
            (VaultKind::Keyring, Ok(Readiness::Absent(_)) | Err(_)) if is_password => format!(
                "No keyring here. {until_the_end}; `lyceum vault use file` keeps it in an encrypted file."
            ),
            (VaultKind::Keyring, Ok(Readiness::Absent(_)) | Err(_)) => {
                format!("No keyring here. {until_the_end}, unless you choose an encrypted file.")
            }
            (VaultKind::Keyring, Ok(_)) => format!("Your {what} will be kept in your keyring."),
            (VaultKind::File, Ok(Readiness::Ready)) => {
                format!("Your {what} will be kept in your encrypted file.")
            }
            (VaultKind::File, _) if is_password => format!(
                "{until_the_end}; `lyceum sync` in a shell puts it into your encrypted file."
            ),
            (VaultKind::Environment, _) if is_password => {
                format!("{until_the_end}; the variable PGPASSWORD comes first.")
            }
            (VaultKind::Environment, _) => {
                format!("{until_the_end}; the variable LYCEUM_TOKEN comes first.")
            }
            (VaultKind::File | VaultKind::Memory, _) => format!("{until_the_end}."),
        }
    }

    /// The encrypted file, where a token is to be kept in it: it was chosen and is closed, or there is no
    /// keyring.
    pub(in crate::runtime) async fn vault_file(&self) -> Option<VaultFile> {
        let mut credentials = self.credentials.lock().await;
        let place = credentials.place_of(&self.address);
        let readiness = credentials.vault(place).ok()?.readiness(PATIENCE).await;
        match (place, readiness.ok()?) {
            (place, Readiness::Absent(_)) if place.stand_in() == Some(VaultKind::File) => {
                Some(VaultFile::Offered)
            }
            (VaultKind::File, Readiness::NeedsPassphrase { new: true }) => Some(VaultFile::New),
            (VaultKind::File, Readiness::NeedsPassphrase { new: false }) => Some(VaultFile::Closed),
            _ => None,
        }
    }

    /// Opens the encrypted file, or makes one, and keeps credentials there from now on.
    ///
    /// # Errors
    /// Another passphrase may do; or the file can't be used.
    pub(in crate::runtime) async fn use_file(&self, passphrase: Secret) -> Result<(), VaultError> {
        let mut credentials = self.credentials.lock().await;
        let file = credentials.vault(VaultKind::File)?;
        file.unlock_with(passphrase).await?;
        if credentials.place_of(&self.address) != VaultKind::File {
            credentials.move_to(VaultKind::File).await?;
        }
        Ok(())
    }

    /// The place of the credential in words; none while a vault is waited for.
    pub(in crate::runtime) fn credential_in_words(&self) -> Option<String> {
        if self.for_now().is_some() {
            return Some("kept until you quit Lyceum".to_owned());
        }
        if self.address.is_database() && has_password_variable() {
            return Some("from PGPASSWORD".to_owned());
        }
        let credentials = self.credentials.try_lock().ok()?;
        let mut kept = credentials.list().into_iter();
        Some(match kept.find(|(of, _)| *of == self.address) {
            Some((_, place)) => format!("in {}", place.place()),
            None if self.address.is_database() => "from ~/.pgpass, or asked for".to_owned(),
            None => "not signed in".to_owned(),
        })
    }

    fn for_now(&self) -> Option<Secret> {
        let for_now = self.for_now.lock();
        for_now.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn vault_asks(&self, error: &VaultError) -> SignIn {
        let wants = match error {
            VaultError::NeedsPassphrase(_) | VaultError::WrongPassphrase(_) => Wants::Passphrase,
            _ => Wants::Vault,
        };
        SignIn {
            wants,
            why: error.to_string(),
            keeps: String::new(),
        }
    }
}

fn has_password_variable() -> bool {
    std::env::var_os("PGPASSWORD").is_some_and(|password| !password.is_empty())
}
