//! The Secret Service of a Linux desktop (GNOME Keyring, KWallet, KeePassXC), over D-Bus in pure Rust.

use std::sync::{Arc, mpsc};
use std::thread;

use keyring_core::CredentialStore;
use secret_service::blocking::{Collection, SecretService as Connection};
use secret_service::{EncryptionType, Error};
use zbus_secret_service_keyring_store::Store;

use super::{Question, System};
use crate::secrets::VaultError;

/// The Secret Service of the session that we run in.
pub(super) struct SecretService;

impl System for SecretService {
    fn store(&self) -> Result<Arc<CredentialStore>, VaultError> {
        match Store::new() {
            Ok(store) => Ok(store),
            // It answered the question whether it is locked.
            Err(error) => Err(VaultError::Died(error.to_string())),
        }
    }

    fn is_locked(&self) -> Result<bool, VaultError> {
        let connection = connect().map_err(because)?;
        let collection = connection.get_default_collection().map_err(because)?;
        collection.is_locked().map_err(because)
    }

    fn ask_to_unlock(&self) -> Question {
        let (dismissed, question) = mpsc::channel();
        let ask = move || {
            let answer = connect().and_then(|connection| {
                let collection = connection.get_default_collection();
                collection.and_then(|collection: Collection<'_>| collection.unlock())
            });
            // Without a display nobody saw a question: it can still be unlocked from elsewhere.
            let seen = matches!(answer, Err(Error::Prompt)) && has_display();
            let _nobody_waits = dismissed.send(seen);
        };
        // A thread of its own: where the keyring's program dies, the answer never comes.
        let thread = thread::Builder::new().name("keyring question".to_owned());
        if let Err(error) = thread.spawn(ask) {
            tracing::warn!("the keyring can't be asked to unlock itself: {error}");
        }
        question
    }
}

/// Only whether it is locked is asked here, so nothing needs to be encrypted.
fn connect() -> Result<Connection<'static>, Error> {
    Connection::connect(EncryptionType::Plain)
}

fn has_display() -> bool {
    let is_set = |name: &&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(is_set)
}

/// Why there is no keyring, or why it didn't answer.
fn because(error: Error) -> VaultError {
    match error {
        Error::Unavailable => VaultError::Absent(
            "this session has no D-Bus, through which programs find it".to_owned(),
        ),
        Error::NoResult => VaultError::Absent(
            "the program for it has no keyring yet that is opened by default".to_owned(),
        ),
        Error::Zbus(zbus::Error::Connection(..)) => {
            VaultError::Absent("this session's D-Bus isn't running".to_owned())
        }
        Error::Zbus(zbus::Error::MethodError(name, ..)) if is_unknown(name.as_str()) => {
            nobody_keeps()
        }
        Error::Zbus(zbus::Error::FDO(error)) => because(Error::ZbusFdo(*error)),
        Error::ZbusFdo(
            zbus::fdo::Error::ServiceUnknown(_) | zbus::fdo::Error::NameHasNoOwner(_),
        ) => nobody_keeps(),
        error => VaultError::Died(error.to_string()),
    }
}

fn nobody_keeps() -> VaultError {
    VaultError::Absent("no program of this session keeps one (Secret Service)".to_owned())
}

fn is_unknown(name: &str) -> bool {
    matches!(
        name,
        "org.freedesktop.DBus.Error.ServiceUnknown" | "org.freedesktop.DBus.Error.NameHasNoOwner"
    )
}
