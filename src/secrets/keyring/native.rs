//! The keychain of macOS and the credential manager of Windows. Both ask the person themselves when they must, and
//! answer when the person has.

use std::sync::{Arc, mpsc};

use keyring_core::CredentialStore;

use super::{Question, System};
use crate::secrets::VaultError;

/// The system's own store.
pub(super) struct Native;

impl System for Native {
    fn store(&self) -> Result<Arc<CredentialStore>, VaultError> {
        #[cfg(target_os = "macos")]
        let store = apple_native_keyring_store::keychain::Store::new();
        #[cfg(windows)]
        let store = windows_native_keyring_store::Store::new();
        #[cfg(any(target_os = "macos", windows))]
        return match store {
            Ok(store) => Ok(store),
            Err(error) => Err(VaultError::Absent(error.to_string())),
        };
        #[cfg(not(any(target_os = "macos", windows)))]
        Err(VaultError::Absent("this system has none".to_owned()))
    }

    fn is_locked(&self) -> Result<bool, VaultError> {
        self.store().map(|_| false)
    }

    fn ask_to_unlock(&self) -> Question {
        mpsc::channel().1
    }
}
