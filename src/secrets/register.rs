//! Which place was chosen for a profile's credentials, and in which place each academy's is. No secret is in it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::replace::replace;
use super::{Address, VaultError};
use crate::domain::VaultKind;

const HEADER: &str = "# Where this profile's credentials are. No secret is in here. `lyceum vault` shows it, \
                      `lyceum vault use` changes it.\n\n";

/// The file `vault.toml` of a profile.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Register {
    #[serde(skip)]
    path: PathBuf,
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    chosen: Option<VaultKind>,
    #[serde(default)]
    academies: BTreeMap<Address, VaultKind>,
}

impl Register {
    /// Reads the file; where there is none, nothing was chosen yet.
    pub(super) fn read(path: PathBuf) -> Result<Self, VaultError> {
        let register = match fs::read_to_string(&path) {
            Ok(text) => parse(&text, &path)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Register::default(),
            Err(cause) => return Err(VaultError::File { path, cause }),
        };
        Ok(Register { path, ..register })
    }

    pub(super) fn chosen(&self) -> Option<VaultKind> {
        self.chosen
    }

    pub(super) fn place_of(&self, address: &Address) -> Option<VaultKind> {
        self.academies.get(address).copied()
    }

    pub(super) fn academies(&self) -> impl Iterator<Item = (&Address, VaultKind)> {
        self.academies
            .iter()
            .map(|(address, kind)| (address, *kind))
    }

    pub(super) fn choose(&mut self, kind: VaultKind) -> Result<(), VaultError> {
        self.chosen = Some(kind);
        self.write()
    }

    pub(super) fn put(&mut self, address: &Address, kind: VaultKind) -> Result<(), VaultError> {
        if self.academies.insert(address.clone(), kind) == Some(kind) {
            return Ok(());
        }
        self.write()
    }

    pub(super) fn forget(&mut self, address: &Address) -> Result<(), VaultError> {
        match self.academies.remove(address) {
            Some(_) => self.write(),
            None => Ok(()),
        }
    }

    fn write(&self) -> Result<(), VaultError> {
        let text = toml::to_string(self).map_err(io::Error::other);
        let kept = text.and_then(|text| replace(&self.path, format!("{HEADER}{text}").as_bytes()));
        kept.map_err(VaultError::file(&self.path))
    }
}

fn parse(text: &str, path: &Path) -> Result<Register, VaultError> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        VaultError::Register {
            path: path.to_owned(),
            line: before.map_or(1, |before| before.matches('\n').count() + 1),
            message: error.message().to_owned(),
        }
    })
}
