//! Brings the courses that came with the program into the store, when they are new or newer.

use tokio::sync::mpsc;

use super::driver::{World, failure, tell};
use super::tasks::spawn_busy;
use crate::app::Msg;
use crate::content;
use crate::domain::Origin;
use crate::store::{CourseChange, Store, StoreError};

/// Puts the bundled courses into the store; says whether anything changed.
///
/// # Errors
/// The store could not be written.
pub async fn load_bundled(store: &Store) -> Result<bool, StoreError> {
    let Ok(courses) = spawn_busy(content::bundled).await else {
        return Ok(false);
    };
    let mut changed = false;
    for course in courses {
        if store.revision(&course.tree.course.id).await?.as_deref() == Some(&course.revision) {
            continue;
        }
        let change = store
            .put_course(&course.tree, Origin::Bundled, &course.revision)
            .await?;
        changed |= change != CourseChange::Unchanged;
    }
    Ok(changed)
}

pub(super) async fn update_and_tell(world: &World, messages: &mpsc::Sender<Msg>) {
    match load_bundled(&world.store).await {
        Ok(false) => {}
        Ok(true) => tell(messages, Msg::CoursesChanged).await,
        Err(error) => {
            let notice = failure("The bundled courses could not be updated", &error);
            tell(messages, Msg::Told(notice)).await;
        }
    }
}
