//! Opens the learner's store, also after a bad day: a damaged one is set aside and what can be read of it kept.

use std::path::Path;

use super::clock;
use crate::app::Notice;
use crate::store::{Salvage, Store, StoreError, set_aside_damaged};

/// A store that can be used, and what happened to it.
pub struct OpenStore {
    /// The store.
    pub store: Store,
    /// What the learner must know.
    pub notice: Option<Notice>,
}

/// Opens the store; sets a damaged one aside first and carries its records over.
///
/// # Errors
/// The store can't be opened, and no other could be put in its place.
pub async fn open_store(database: &Path) -> Result<OpenStore, StoreError> {
    match Store::open(database).await {
        Ok(store) => Ok(OpenStore {
            store,
            notice: None,
        }),
        Err(StoreError::Damaged { .. }) => salvage(database).await,
        Err(error) => Err(error),
    }
}

async fn salvage(database: &Path) -> Result<OpenStore, StoreError> {
    let salvage = set_aside_damaged(database, clock::stamp().at).await?;
    tracing::warn!(?salvage, "a damaged store was set aside");
    let notice = Notice::warning("Your store was damaged and has been set aside")
        .with_detail(what_was_kept(&salvage));
    Ok(OpenStore {
        store: Store::open(database).await?,
        notice: Some(notice),
    })
}

fn what_was_kept(salvage: &Salvage) -> String {
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
