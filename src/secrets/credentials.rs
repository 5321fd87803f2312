//! A profile's credentials: which place each is in, and how they move to another.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::register::Register;
use super::{Address, Key, Secret, Vault, VaultError, VaultPlace};
use crate::domain::VaultKind;

/// The credentials of one profile, each in the place where it was put.
///
/// Keep one for as long as the program runs: what is kept in memory goes with it.
pub struct Credentials {
    profile: String,
    file: PathBuf,
    register: Register,
    default: VaultKind,
    for_now: Option<VaultKind>,
    vaults: BTreeMap<VaultKind, Vault>,
}

/// A credential that has another place now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The academy.
    pub academy: Address,
    /// Where it was.
    pub from: VaultKind,
    /// False where there was nothing any more.
    pub found: bool,
}

impl Credentials {
    /// The credentials of a profile whose files are in this folder. `default` is the place for new ones where
    /// nobody chose one with [`Credentials::move_to`].
    ///
    /// # Errors
    /// The profile's list of places can't be read.
    pub fn of_profile(
        folder: &Path,
        profile: &str,
        default: VaultKind,
    ) -> Result<Self, VaultError> {
        Ok(Credentials {
            profile: profile.to_owned(),
            file: folder.join("vault.age"),
            register: Register::read(folder.join("vault.toml"))?,
            default,
            for_now: None,
            vaults: BTreeMap::new(),
        })
    }

    /// The same, looking nowhere but in this place, whatever was chosen.
    pub fn only_in(mut self, kind: VaultKind) -> Self {
        self.for_now = Some(kind);
        self
    }

    /// The place for new credentials.
    pub fn choice(&self) -> VaultKind {
        let chosen = self.for_now.or(self.register.chosen());
        chosen.unwrap_or(self.default)
    }

    /// True where somebody chose that place for this profile.
    pub fn is_chosen(&self) -> bool {
        self.register.chosen().is_some()
    }

    /// The academies that have a credential, each with its place.
    pub fn list(&self) -> Vec<(Address, VaultKind)> {
        let academies = self.register.academies();
        academies
            .map(|(address, kind)| (address.clone(), kind))
            .collect()
    }

    /// The place of an academy's credential: where it is, or where it would be put.
    pub fn place_of(&self, academy: &Address) -> VaultKind {
        let place = self.for_now.or(self.register.place_of(academy));
        place.unwrap_or_else(|| self.choice())
    }

    /// Whether the academy may have a credential: false where none was put anywhere, and no vault has to be asked.
    pub fn may_have(&self, academy: &Address) -> bool {
        let is_listed = self.register.place_of(academy).is_some();
        is_listed || !self.place_of(academy).lasts()
    }

    /// The vault of a kind, to ask whether it is ready and to unlock it.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub fn vault(&mut self, kind: VaultKind) -> Result<&Vault, VaultError> {
        use std::collections::btree_map::Entry;
        match self.vaults.entry(kind) {
            Entry::Occupied(vault) => Ok(vault.into_mut()),
            Entry::Vacant(room) => Ok(room.insert(Vault::open(match kind {
                VaultKind::Keyring => VaultPlace::Keyring,
                VaultKind::File => VaultPlace::File(self.file.clone()),
                VaultKind::Memory => VaultPlace::Memory,
                VaultKind::Environment => VaultPlace::Environment,
            })?)),
        }
    }

    /// The academy's credential; none where there is none.
    ///
    /// # Errors
    /// As [`Vault::get`]: unlock the vault of [`Credentials::place_of`] first.
    pub async fn get(&mut self, academy: &Address) -> Result<Option<Secret>, VaultError> {
        let key = self.key(academy);
        self.vault(self.place_of(academy))?.get(&key).await
    }

    /// Keeps the academy's credential, in the place of the one that it had.
    ///
    /// # Errors
    /// As [`Vault::set`].
    pub async fn set(&mut self, academy: &Address, secret: &Secret) -> Result<(), VaultError> {
        let (key, kind) = (self.key(academy), self.place_of(academy));
        self.vault(kind)?.set(&key, secret).await?;
        self.note(academy, kind)
    }

    /// Removes the academy's credential.
    ///
    /// # Errors
    /// As [`Vault::remove`].
    pub async fn remove(&mut self, academy: &Address) -> Result<(), VaultError> {
        let (key, kind) = (self.key(academy), self.place_of(academy));
        self.vault(kind)?.remove(&key).await?;
        self.register.forget(academy)
    }

    /// Makes a kind the place for new credentials, and moves those there that are elsewhere. Places that don't
    /// last get nothing: what was elsewhere is removed. A credential is removed from its place only once the new one
    /// has it; after a failure, calling it again goes on.
    ///
    /// # Errors
    /// A vault isn't ready or can't be used: unlock those of [`Credentials::list`] and of `kind` first.
    pub async fn move_to(&mut self, kind: VaultKind) -> Result<Vec<Move>, VaultError> {
        let mut moved = Vec::new();
        for (academy, from) in self.list() {
            if from != kind {
                let found = self.move_one(&academy, from, kind).await?;
                moved.push(Move {
                    academy,
                    from,
                    found,
                });
            }
        }
        self.register.choose(kind)?;
        Ok(moved)
    }

    async fn move_one(
        &mut self,
        academy: &Address,
        from: VaultKind,
        to: VaultKind,
    ) -> Result<bool, VaultError> {
        let key = self.key(academy);
        let secret = self.vault(from)?.get(&key).await?;
        match &secret {
            Some(secret) if to.lasts() => {
                self.vault(to)?.set(&key, secret).await?;
                self.note(academy, to)?;
                self.vault(from)?.remove(&key).await?;
            }
            _ => {
                self.vault(from)?.remove(&key).await?;
                self.register.forget(academy)?;
            }
        }
        Ok(secret.is_some())
    }

    /// Only what lasts is worth writing down.
    fn note(&mut self, academy: &Address, kind: VaultKind) -> Result<(), VaultError> {
        if kind.lasts() {
            self.register.put(academy, kind)
        } else {
            Ok(())
        }
    }

    fn key(&self, academy: &Address) -> Key {
        Key::new(&self.profile, academy.clone())
    }
}
