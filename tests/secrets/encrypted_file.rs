//! The encrypted file: what is in it, who may read it, and what a wrong passphrase says.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use lyceum::secrets::{Key, Readiness, Vault, VaultError, VaultPlace};

use crate::{GEHEIM, secret};

const PASSPHRASE: &str = "correct horse battery";

fn vault(folder: &Path) -> Vault {
    Vault::open(VaultPlace::File(folder.join("ada/vault.age"))).unwrap()
}

fn key() -> Key {
    Key::new("default", "https://academy.example.org".parse().unwrap())
}

async fn readiness(vault: &Vault) -> Readiness {
    vault.readiness(Duration::from_secs(60)).await.unwrap()
}

#[tokio::test]
async fn a_secret_is_there_the_next_time_for_whoever_knows_the_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let first = vault(folder.path());
    let new = Readiness::NeedsPassphrase { new: true };
    assert_eq!(readiness(&first).await, new);
    first.unlock_with(secret(PASSPHRASE)).await.unwrap();
    assert_eq!(readiness(&first).await, Readiness::Ready);
    first.set(&key(), &secret(GEHEIM)).await.unwrap();

    let second = vault(folder.path());
    let closed = Readiness::NeedsPassphrase { new: false };
    assert_eq!(readiness(&second).await, closed);
    let early = second.get(&key()).await;
    assert!(matches!(early, Err(VaultError::NeedsPassphrase(_))));
    let wrong = second.unlock_with(secret("correct horse")).await;
    assert!(matches!(wrong, Err(VaultError::WrongPassphrase(_))));
    second.unlock_with(secret(PASSPHRASE)).await.unwrap();
    let got = second.get(&key()).await.unwrap().unwrap();
    assert_eq!(got.reveal(), GEHEIM);
    second.remove(&key()).await.unwrap();
    assert!(first.get(&key()).await.unwrap().is_none());
}

#[tokio::test]
async fn only_its_owner_can_read_the_file_and_nothing_readable_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    vault.unlock_with(secret(PASSPHRASE)).await.unwrap();
    vault.set(&key(), &secret(GEHEIM)).await.unwrap();
    let file = folder.path().join("ada/vault.age");
    let mode = fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let bytes = fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n-> scrypt "));
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains(GEHEIM) && !text.contains("academy"));
    // Nothing of the writing stays behind.
    let left = fs::read_dir(folder.path().join("ada")).unwrap().count();
    assert_eq!(left, 2, "the file and its lock");
}

#[tokio::test]
async fn a_short_passphrase_is_refused_for_a_new_file() {
    let folder = tempfile::tempdir().unwrap();
    let refused = vault(folder.path()).unlock_with(secret("1234567")).await;
    assert!(matches!(refused, Err(VaultError::ShortPassphrase(8))));
}

#[tokio::test]
async fn a_file_that_was_damaged_is_said_to_be_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ada/vault.age");
    fs::create_dir(file.parent().unwrap()).unwrap();
    fs::write(&file, "no age").unwrap();
    let refused = vault(folder.path()).unlock_with(secret(PASSPHRASE)).await;
    let refused = refused.unwrap_err();
    assert!(matches!(refused, VaultError::Damaged(_)), "{refused}");
    assert!(refused.to_string().contains("vault.age"));
    assert_eq!(fs::read(&file).unwrap(), b"no age");
}
