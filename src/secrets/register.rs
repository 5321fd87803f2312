//! Which place was chosen for a profile's credentials, and in which place each academy's is. No secret is in it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::{Address, VaultError};
use crate::domain::VaultKind;

const HEADER: &str = "# Where this profile's credentials are. No secret is in here. `lyceum vault` shows it, \
                      `lyceum vault use` changes it.\n\n";

/// The file `vault.toml` of a profile.
#[derive(Debug)]
pub(super) struct Register {
    path: PathBuf,
    chosen: Option<VaultKind>,
    academies: BTreeMap<Address, VaultKind>,
}

/// The same as TOML.
#[derive(Default, Serialize, Deserialize)]
struct Written {
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    chosen: Option<VaultKind>,
    #[serde(default)]
    academies: BTreeMap<String, VaultKind>,
}

impl Register {
    /// Reads the file; where there is none, nothing was chosen yet.
    pub(super) fn read(path: PathBuf) -> Result<Self, VaultError> {
        let written = match fs::read_to_string(&path) {
            Ok(text) => parse(&text, &path)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Written::default(),
            Err(cause) => return Err(VaultError::File { path, cause }),
        };
        let addresses = written.academies.into_iter();
        // An address that an old hand wrote wrongly names no secret of ours.
        let academies = addresses.filter_map(|(address, kind)| Some((address.parse().ok()?, kind)));
        Ok(Register {
            academies: academies.collect(),
            chosen: written.chosen,
            path,
        })
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
        let academies = self.academies.iter();
        let written = Written {
            chosen: self.chosen,
            academies: academies
                .map(|(address, kind)| (address.to_string(), *kind))
                .collect(),
        };
        let text = toml::to_string(&written).map_err(io::Error::other);
        let kept = text.and_then(|text| replace(&self.path, &format!("{HEADER}{text}")));
        kept.map_err(VaultError::file(&self.path))
    }
}

fn parse(text: &str, path: &Path) -> Result<Written, VaultError> {
    toml::from_str(text).map_err(|error| VaultError::File {
        path: path.to_owned(),
        cause: io::Error::other(error.message().to_owned()),
    })
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut beside = NamedTempFile::new_in(folder)?;
    beside.write_all(text.as_bytes())?;
    beside.as_file().sync_all()?;
    beside.persist(path)?;
    Ok(())
}
