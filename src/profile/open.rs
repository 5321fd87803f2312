//! Opens the learner's store, also after a bad day: a damaged one is set aside, and what can be read of it is kept.

use std::io;
use std::path::{Path, PathBuf};

use super::Scratch;
use crate::domain::Timestamp;
use crate::store::{Salvage, Store, StoreError, set_aside_damaged};

/// A store that can be used, and what happened to it.
pub struct OpenStore {
    /// The store.
    pub store: Store,
    /// The problem that the learner must know about, if any.
    pub trouble: Option<Trouble>,
    /// Where the store is a copy that goes with this program: nothing is kept.
    pub copy: Option<Scratch>,
}

/// A problem with a store that was opened.
pub struct Trouble {
    /// True where what is done from now on is lost.
    pub is_loss: bool,
    /// The problem in one line.
    pub summary: &'static str,
    /// The state of the store now, and what to do.
    pub detail: String,
}

/// Opens the store; sets a damaged one aside first and carries its records over.
///
/// # Errors
/// The store can't be opened, and no other could be put in its place.
pub async fn open_store(database: &Path, now: Timestamp) -> Result<OpenStore, StoreError> {
    match Store::open(database).await {
        Ok(store) => Ok(OpenStore {
            store,
            trouble: None,
            copy: None,
        }),
        Err(StoreError::Damaged { .. }) => salvage(database, now).await,
        Err(error) => Err(error),
    }
}

/// Opens the store; where it can't be written, a copy of it, so that reading goes on.
///
/// # Errors
/// The store can't be opened, and no other could be put in its place.
pub async fn open_for_reading(database: &Path, now: Timestamp) -> Result<OpenStore, StoreError> {
    match open_store(database, now).await {
        Err(error @ (StoreError::NotWritable { .. } | StoreError::Full { .. })) => {
            let Ok(copy) = copy_of(database) else {
                return Err(error);
            };
            tracing::error!("{error}");
            let trouble = Trouble {
                is_loss: true,
                summary: "Nothing that you do now is kept",
                detail: format!("You read from a copy, because {error}."),
            };
            Ok(OpenStore {
                store: Store::open(&copy.database()).await?,
                trouble: Some(trouble),
                copy: Some(copy),
            })
        }
        opened => opened,
    }
}

/// A copy of a store. One that isn't there can't be copied: then there is nothing to read.
fn copy_of(database: &Path) -> io::Result<Scratch> {
    std::fs::metadata(database)?;
    let copy = Scratch::new()?;
    // Read and written anew: a copied file would be as read-only as its original.
    for suffix in ["", "-wal"] {
        let beside = |path: &Path| PathBuf::from(format!("{}{suffix}", path.display()));
        if let Ok(bytes) = std::fs::read(beside(database)) {
            std::fs::write(beside(&copy.database()), bytes)?;
        }
    }
    Ok(copy)
}

async fn salvage(database: &Path, now: Timestamp) -> Result<OpenStore, StoreError> {
    let salvage = set_aside_damaged(database, now).await?;
    tracing::warn!(?salvage, "a damaged store was set aside");
    let trouble = Trouble {
        is_loss: false,
        summary: "Your store was damaged and has been set aside",
        detail: kept_of(&salvage),
    };
    Ok(OpenStore {
        store: Store::open(database).await?,
        trouble: Some(trouble),
        copy: None,
    })
}

fn kept_of(salvage: &Salvage) -> String {
    let how = if salvage.complete {
        "All"
    } else {
        "As far as they could be read,"
    };
    let mut kept = format!(
        "It is kept as `{}`. {how} {} records of your progress were carried over.",
        salvage.set_aside.display(),
        salvage.records
    );
    if !salvage.lost_courses.is_empty() {
        kept.push_str(" Import these courses again: ");
        kept.push_str(&salvage.lost_courses.join(", "));
    }
    kept
}
