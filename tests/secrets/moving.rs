//! A profile's credentials: where each is, and moving them.

use std::fs;
use std::path::Path;

use lyceum::domain::VaultKind;
use lyceum::secrets::{Address, Credentials, VaultError};

use crate::{GEHEIM, secret};

const PASSPHRASE: &str = "correct horse battery";

fn credentials(folder: &Path) -> Credentials {
    Credentials::of_profile(folder, "default", VaultKind::Memory).unwrap()
}

fn academy() -> Address {
    "https://academy.example.org".parse().unwrap()
}

async fn with_file(folder: &Path) -> Credentials {
    let mut credentials = credentials(folder);
    let file = credentials.vault(VaultKind::File).unwrap();
    file.unlock_with(secret(PASSPHRASE)).await.unwrap();
    credentials
}

#[tokio::test]
async fn a_choice_is_remembered_and_the_place_of_each_credential_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = with_file(folder.path()).await;
    assert_eq!(first.choice(), VaultKind::Memory);
    assert!(first.move_to(VaultKind::File).await.unwrap().is_empty());
    first.set(&academy(), &secret(GEHEIM)).await.unwrap();

    let mut second = with_file(folder.path()).await;
    assert_eq!(second.choice(), VaultKind::File);
    assert_eq!(second.list(), [(academy(), VaultKind::File)]);
    let got = second.get(&academy()).await.unwrap().unwrap();
    assert_eq!(got.reveal(), GEHEIM);
    let register = fs::read_to_string(folder.path().join("vault.toml")).unwrap();
    assert!(register.contains("use = \"file\""), "{register}");
    assert!(!register.contains(GEHEIM));
}

#[tokio::test]
async fn what_doesnt_last_gets_nothing_and_the_old_place_is_emptied() {
    let folder = tempfile::tempdir().unwrap();
    let mut credentials = with_file(folder.path()).await;
    credentials.move_to(VaultKind::File).await.unwrap();
    credentials.set(&academy(), &secret(GEHEIM)).await.unwrap();
    let moved = credentials.move_to(VaultKind::Memory).await.unwrap();
    assert_eq!(moved.len(), 1);
    assert_eq!(moved[0].from, VaultKind::File);
    assert!(credentials.list().is_empty());
    credentials.move_to(VaultKind::File).await.unwrap();
    assert!(credentials.get(&academy()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_move_from_a_closed_file_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = with_file(folder.path()).await;
    first.move_to(VaultKind::File).await.unwrap();
    first.set(&academy(), &secret(GEHEIM)).await.unwrap();
    let mut second = credentials(folder.path());
    let refused = second.move_to(VaultKind::Memory).await;
    assert!(matches!(refused, Err(VaultError::NeedsPassphrase(_))));
    assert_eq!(second.choice(), VaultKind::File);
    assert_eq!(second.list(), [(academy(), VaultKind::File)]);
}

#[tokio::test]
async fn a_place_for_now_goes_before_what_was_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = with_file(folder.path()).await;
    first.move_to(VaultKind::File).await.unwrap();
    first.set(&academy(), &secret(GEHEIM)).await.unwrap();
    let mut script = credentials(folder.path()).only_in(VaultKind::Environment);
    assert_eq!(script.place_of(&academy()), VaultKind::Environment);
    // Nothing is set there while tests run.
    assert!(script.get(&academy()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_removed_credential_is_in_no_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut credentials = with_file(folder.path()).await;
    credentials.move_to(VaultKind::File).await.unwrap();
    credentials.set(&academy(), &secret(GEHEIM)).await.unwrap();
    credentials.remove(&academy()).await.unwrap();
    assert!(credentials.list().is_empty());
    assert!(credentials.get(&academy()).await.unwrap().is_none());
}

#[test]
fn a_list_of_places_that_is_wrong_is_said_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("vault.toml");
    fs::write(&list, "# mine\nuse = \"cloud\"\n").unwrap();
    let refused = Credentials::of_profile(folder.path(), "default", VaultKind::Keyring);
    let said = refused.err().unwrap().to_string();
    assert!(said.contains("vault.toml:2: "), "{said}");
}
