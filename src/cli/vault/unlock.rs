//! Makes a vault ready with the person at the keyboard: a keyring is waited for, a passphrase is asked for.

use std::time::Duration;

use crate::cli::output::{Failure, Output};
use crate::cli::prompt::{ask, can_ask};
use crate::domain::MIN_PASSPHRASE;
use crate::secrets::{Readiness, Vault, VaultError};

/// How long a keyring may take before the person is told that it is waited for.
const PATIENCE: Duration = Duration::from_millis(500);

/// How long a keyring may take to answer a script.
const PATIENCE_OF_A_SCRIPT: Duration = Duration::from_secs(60);

/// How often a wrong passphrase may be tried.
const TRIES: u32 = 3;

/// Returns once secrets can be had from the vault. A locked keyring is waited for as long as the person takes;
/// ctrl-c ends that, with nothing done.
///
/// # Errors
/// The vault can't be used, or nobody is there to unlock it.
pub(in crate::cli) async fn unlock(vault: &Vault, output: &mut Output) -> Result<(), Failure> {
    let patience = if can_ask() {
        PATIENCE
    } else {
        PATIENCE_OF_A_SCRIPT
    };
    match vault.readiness(patience).await? {
        Readiness::Ready => Ok(()),
        Readiness::Locked if !can_ask() => Err(VaultError::Locked.into()),
        Readiness::Slow if !can_ask() => Err(VaultError::Slow.into()),
        Readiness::Locked => {
            output.tell("waiting for your keyring: unlock it, or press ctrl-c to cancel");
            Ok(vault.unlock().await?)
        }
        Readiness::Slow => {
            output.tell("waiting for your keyring to answer; ctrl-c cancels");
            Ok(vault.unlock().await?)
        }
        Readiness::Absent(why) => Err(VaultError::Absent(why).into()),
        Readiness::NeedsPassphrase { .. } if !can_ask() => Err(Failure::said(
            "the passphrase of the encrypted file is asked for on a terminal, and there is none",
        )),
        Readiness::NeedsPassphrase { new: true } => new_passphrase(vault).await,
        Readiness::NeedsPassphrase { new: false } => passphrase(vault).await,
    }
}

async fn passphrase(vault: &Vault) -> Result<(), Failure> {
    let mut passphrase = ask("Passphrase of your encrypted file: ")?;
    for _ in 1..TRIES {
        match vault.unlock_with(passphrase).await {
            Err(VaultError::WrongPassphrase(_)) => {
                passphrase = ask("Wrong passphrase. Passphrase of your encrypted file: ")?;
            }
            outcome => return Ok(outcome?),
        }
    }
    Ok(vault.unlock_with(passphrase).await?)
}

async fn new_passphrase(vault: &Vault) -> Result<(), Failure> {
    let mut why = String::new();
    loop {
        let passphrase = ask(&format!("{why}A passphrase for your encrypted file: "))?;
        if passphrase.reveal().chars().count() < MIN_PASSPHRASE {
            why = format!("Too short: {MIN_PASSPHRASE} characters or more are needed. ");
            continue;
        }
        let again = ask("Type it again: ")?;
        if passphrase.reveal() == again.reveal() {
            return Ok(vault.unlock_with(passphrase).await?);
        }
        why = "The passphrases differ. ".to_owned();
    }
}
