//! The keyring on keyring-core's mock store. A real Secret Service is in `tests/secrets`.

use std::cell::Cell;

use keyring_core::mock;

use super::*;

/// A store that has been locked for so many looks, or is gone after that.
struct Mock {
    store: Arc<mock::Store>,
    locked_looks: Cell<u32>,
    dies: bool,
}

impl System for Mock {
    fn store(&self) -> Result<Arc<CredentialStore>, VaultError> {
        Ok(self.store.clone())
    }

    fn is_locked(&self) -> Result<bool, VaultError> {
        let left = self.locked_looks.get();
        self.locked_looks.set(left.saturating_sub(1));
        match left {
            0 if self.dies => Err(VaultError::Absent("gone".to_owned())),
            left => Ok(left > 0),
        }
    }

    fn ask_to_unlock(&self) -> Question {
        std::sync::mpsc::channel().1
    }
}

fn keyring(locked_looks: u32) -> Keyring<Mock> {
    Keyring::new(Mock {
        store: mock::Store::new().unwrap(),
        locked_looks: Cell::new(locked_looks),
        dies: false,
    })
}

fn key() -> Key {
    Key::new("default", "https://academy.example.org".parse().unwrap())
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

/// Makes the next question to the key's entry fail.
fn fail_next(keyring: &mut Keyring<Mock>, error: Error) {
    let entry = keyring.entry(&key()).unwrap();
    let credential = entry.as_any().downcast_ref::<mock::Cred>();
    credential.unwrap().set_error(error);
}

#[test]
fn a_secret_is_kept_replaced_and_removed() {
    let mut keyring = keyring(0);
    assert!(keyring.get(&key()).unwrap().is_none());
    keyring.set(&key(), secret("one")).unwrap();
    keyring.set(&key(), secret("two")).unwrap();
    assert_eq!(keyring.get(&key()).unwrap().unwrap().reveal(), "two");
    keyring.remove(&key()).unwrap();
    keyring.remove(&key()).unwrap();
    assert!(keyring.get(&key()).unwrap().is_none());
}

#[test]
fn profiles_and_academies_have_secrets_of_their_own() {
    let mut keyring = keyring(0);
    keyring.set(&key(), secret("one")).unwrap();
    let other_profile = Key::new("ada", key().address().clone());
    let other_academy = Key::new("default", "https://other.example.org".parse().unwrap());
    assert!(keyring.get(&other_profile).unwrap().is_none());
    assert!(keyring.get(&other_academy).unwrap().is_none());
}

#[test]
fn a_locked_keyring_never_says_that_there_is_nothing() {
    let mut keyring = keyring(u32::MAX);
    assert_eq!(keyring.readiness().unwrap(), Readiness::Locked);
    assert!(matches!(keyring.get(&key()), Err(VaultError::Locked)));
    assert!(matches!(
        keyring.set(&key(), secret("x")),
        Err(VaultError::Locked)
    ));
}

#[test]
fn waiting_ends_when_it_is_unlocked() {
    let mut keyring = keyring(3);
    keyring.unlock(&|| true).unwrap();
    assert_eq!(keyring.readiness().unwrap(), Readiness::Ready);
}

#[test]
fn waiting_ends_when_nobody_wants_it_any_more() {
    let mut keyring = keyring(u32::MAX);
    let outcome = keyring.unlock(&|| false);
    assert!(matches!(outcome, Err(VaultError::Cancelled)));
}

#[test]
fn waiting_ends_when_the_keyring_dies() {
    let mut keyring = keyring(2);
    keyring.system.dies = true;
    assert!(matches!(keyring.unlock(&|| true), Err(VaultError::Died(_))));
}

#[test]
fn what_a_store_says_never_holds_the_secret() {
    let mut keyring = keyring(0);
    keyring.set(&key(), secret("geheim")).unwrap();
    let errors = [
        Error::BadEncoding(b"geheim".to_vec()),
        Error::BadDataFormat(b"geheim".to_vec(), "bad".into()),
    ];
    for error in errors {
        fail_next(&mut keyring, error);
        let said = keyring.get(&key()).unwrap_err();
        assert!(!format!("{said} {said:?}").contains("geheim"));
        assert!(!format!("{said:?}").contains("103, 101"), "{said:?}");
    }
}
