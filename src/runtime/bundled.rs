//! Brings the courses that come with the program into the store, when they are new or newer.

use tokio::sync::mpsc;

use super::driver::tell;
use super::failure::notice;
use super::tasks::spawn_busy;
use crate::app::Msg;
use crate::content;
use crate::profile::{bring_bundled, bundled_are_due};
use crate::store::{Store, StoreError};

/// Puts the bundled courses into the store; says whether anything changed.
///
/// # Errors
/// The store could not be written.
pub async fn load_bundled(store: &Store) -> Result<bool, StoreError> {
    if !bundled_are_due(store).await? {
        return Ok(false);
    }
    match spawn_busy(content::bundled).await {
        Ok(courses) => bring_bundled(store, &courses).await,
        Err(_) => Ok(false),
    }
}

pub(super) async fn update_and_tell(store: &Store, messages: &mpsc::Sender<Msg>) {
    match load_bundled(store).await {
        Ok(false) => {}
        Ok(true) => tell(messages, Msg::CoursesChanged).await,
        Err(error) => {
            let notice = notice("The bundled courses could not be updated", &error);
            tell(messages, Msg::Told(notice)).await;
        }
    }
}
