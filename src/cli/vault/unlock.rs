//! Makes a vault ready with the person at the keyboard: a keyring is waited for, a passphrase is asked for.

use std::io::{self, IsTerminal, stdin};
use std::time::Duration;

use crate::cli::output::{Failure, Output};
use crate::secrets::{Readiness, Secret, Vault, VaultError};

/// How long a keyring may take before the person is told that it is waited for.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often a wrong passphrase may be tried.
const TRIES: u32 = 3;

/// Returns once secrets can be had from the vault. A locked keyring is waited for as long as the person takes;
/// ctrl-c ends that, with nothing done.
///
/// # Errors
/// The vault can't be used, or nobody is there to unlock it.
pub(in crate::cli) async fn unlock(vault: &Vault, output: &mut Output) -> Result<(), Failure> {
    match vault.readiness(PATIENCE).await? {
        Readiness::Ready => Ok(()),
        Readiness::Locked if !stdin().is_terminal() => Err(VaultError::Locked.into()),
        Readiness::Locked => {
            output.tell("waiting for your keyring: unlock it, or press ctrl-c to cancel");
            Ok(vault.unlock().await?)
        }
        Readiness::Slow => {
            output.tell("waiting for your keyring to answer; ctrl-c cancels");
            Ok(vault.unlock().await?)
        }
        Readiness::Absent(why) => Err(VaultError::Absent(why).into()),
        Readiness::NeedsPassphrase { .. } if !stdin().is_terminal() => Err(Failure::said(
            "the passphrase of the encrypted file is asked for on a terminal, and there is none",
        )),
        Readiness::NeedsPassphrase { new: true } => new_passphrase(vault, output).await,
        Readiness::NeedsPassphrase { new: false } => passphrase(vault, output).await,
    }
}

async fn passphrase(vault: &Vault, output: &mut Output) -> Result<(), Failure> {
    let mut tries = 1;
    loop {
        let passphrase = ask("Passphrase of your encrypted file: ")?;
        match vault.unlock_with(passphrase).await {
            Err(VaultError::WrongPassphrase(_)) if tries < TRIES => {
                output.tell("that isn't it; try again");
                tries += 1;
            }
            outcome => return Ok(outcome?),
        }
    }
}

async fn new_passphrase(vault: &Vault, output: &mut Output) -> Result<(), Failure> {
    loop {
        let passphrase = ask("A passphrase for your encrypted file: ")?;
        let again = ask("The same again: ")?;
        if passphrase.reveal() != again.reveal() {
            output.tell("the two differ; try again");
            continue;
        }
        match vault.unlock_with(passphrase).await {
            Err(error @ VaultError::ShortPassphrase(_)) => output.tell(error),
            outcome => return Ok(outcome?),
        }
    }
}

/// Asks on the terminal, without echo.
fn ask(question: &str) -> Result<Secret, io::Error> {
    rpassword::prompt_password(question).map(Secret::new)
}
