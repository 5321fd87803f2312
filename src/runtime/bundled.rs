//! Brings the courses that came with the program into the store, when they are new or newer.

use tokio::sync::mpsc;

use super::driver::{World, failure, tell};
use super::tasks::spawn_busy;
use crate::app::Msg;
use crate::content;
use crate::domain::Origin;
use crate::store::{CourseChange, Setting, Store, StoreError};

/// Puts the bundled courses into the store; says whether anything changed.
///
/// # Errors
/// The store could not be written.
pub async fn load_bundled(store: &Store) -> Result<bool, StoreError> {
    if !may_update(store).await? {
        return Ok(false);
    }
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
    store
        .set_setting(&Setting::BUNDLED_BY, &PROGRAM.to_owned())
        .await?;
    Ok(changed)
}

/// True unless a newer program brought its courses already: theirs stay.
async fn may_update(store: &Store) -> Result<bool, StoreError> {
    let by = store.setting(&Setting::BUNDLED_BY).await?;
    Ok(by.is_none_or(|by| version(&by) <= version(PROGRAM)))
}

/// True where this program has not brought its courses yet: they come before anything is shown.
pub(super) async fn is_new_program(store: &Store) -> Result<bool, StoreError> {
    let by = store.setting(&Setting::BUNDLED_BY).await?;
    Ok(by.as_deref() != Some(PROGRAM))
}

const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// Major, minor and patch; what is no number counts as 0.
fn version(text: &str) -> [u32; 3] {
    let mut numbers = text
        .split(['.', '-', '+'])
        .map(|part| part.parse().unwrap_or(0));
    [(); 3].map(|()| numbers.next().unwrap_or(0))
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
