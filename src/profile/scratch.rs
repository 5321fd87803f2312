//! A store that goes with the program, in a folder of its own among the system's temporary ones. A program that was
//! killed leaves its folder; the next one that makes such a folder removes it.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

const PREFIX: &str = "lyceum-store-";
/// Locked while the folder is in use.
const LOCK: &str = "in-use";

/// A folder for a store, which only this user may look into. It is removed when this is dropped.
pub struct Scratch {
    // Let go before the folder is removed: some systems remove no file that is open.
    _lock: File,
    folder: TempDir,
}

impl Scratch {
    /// An empty folder, after those that were left behind are removed.
    ///
    /// # Errors
    /// The system's temporary folder can't be written.
    pub fn new() -> io::Result<Scratch> {
        Scratch::beside(&std::env::temp_dir())
    }

    fn beside(others: &Path) -> io::Result<Scratch> {
        remove_unused(others);
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(others)?;
        // Locked before it has its name: nobody takes this folder for one that was left behind.
        let (early, path) = (folder.path().join("early"), folder.path().join(LOCK));
        let lock = File::create(&early)?;
        lock.lock()?;
        fs::rename(early, path)?;
        Ok(Scratch {
            _lock: lock,
            folder,
        })
    }

    /// The file of the store.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join("lyceum.db")
    }
}

/// Removes the folders whose program is gone. What can't be removed stays: it is where such things may.
fn remove_unused(among: &Path) {
    let entries = fs::read_dir(among).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        is_folder && entry.file_name().to_string_lossy().starts_with(PREFIX)
    });
    for folder in ours.map(|entry| entry.path()) {
        let lock = folder.join(LOCK);
        let is_file = fs::symlink_metadata(&lock).is_ok_and(|lock| lock.is_file());
        let is_unused = || File::open(&lock).is_ok_and(|lock| lock.try_lock().is_ok());
        if is_file && is_unused() {
            let _stays = fs::remove_dir_all(&folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect()
    }

    #[test]
    fn it_goes_with_the_program() {
        let temporary = tempfile::tempdir().unwrap();
        let scratch = Scratch::beside(temporary.path()).unwrap();
        fs::write(scratch.database(), "a store").unwrap();
        drop(scratch);
        assert!(names(temporary.path()).is_empty());
    }

    #[test]
    fn one_that_was_left_behind_goes_with_the_next_and_one_in_use_stays() {
        let temporary = tempfile::tempdir().unwrap();
        let killed = temporary.path().join("lyceum-store-killed");
        for other in [&killed, &temporary.path().join("lyceum-store-unknown")] {
            fs::create_dir(other).unwrap();
        }
        for file in [LOCK, "lyceum.db"] {
            fs::write(killed.join(file), "").unwrap();
        }
        let in_use = Scratch::beside(temporary.path()).unwrap();
        assert!(!killed.exists());
        let second = Scratch::beside(temporary.path()).unwrap();
        assert!(in_use.folder.path().exists());
        assert_ne!(in_use.database(), second.database());
        assert_eq!(names(temporary.path()).len(), 3);
    }
}
