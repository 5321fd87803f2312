//! Secrets in memory, gone when the program ends.

use std::collections::HashMap;

use super::backend::Backend;
use super::{Key, Secret, VaultError};

/// The program's memory.
#[derive(Default)]
pub(super) struct Memory(HashMap<Key, Secret>);

impl Backend for Memory {
    fn get(&mut self, key: &Key) -> Result<Option<Secret>, VaultError> {
        Ok(self.0.get(key).cloned())
    }

    fn set(&mut self, key: &Key, secret: Secret) -> Result<(), VaultError> {
        self.0.insert(key.clone(), secret);
        Ok(())
    }

    fn remove(&mut self, key: &Key) -> Result<(), VaultError> {
        self.0.remove(key);
        Ok(())
    }
}
