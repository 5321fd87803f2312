//! Bringing courses into a profile: one that is imported, and those that come with the program.

use crate::content::Loaded;
use crate::domain::Origin;
use crate::store::{CourseChange, State, Store, StoreError};

/// The version of this program.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// Adds a course, or brings it to another revision.
///
/// # Errors
/// The store could not be written.
pub async fn import(
    store: &Store,
    course: &Loaded,
    origin: Origin,
) -> Result<CourseChange, StoreError> {
    store
        .put_course(&course.tree, origin, &course.revision)
        .await
}

/// True unless a newer program brought its courses already: theirs stay.
///
/// # Errors
/// The store could not be read.
pub async fn bundled_are_due(store: &Store) -> Result<bool, StoreError> {
    let by = store.state(&State::BUNDLED_BY).await?;
    Ok(by.is_none_or(|by| version(&by) <= version(PROGRAM)))
}

/// True where this program has not brought its courses yet.
///
/// # Errors
/// The store could not be read.
pub async fn is_new_program(store: &Store) -> Result<bool, StoreError> {
    let by = store.state(&State::BUNDLED_BY).await?;
    Ok(by.as_deref() != Some(PROGRAM))
}

/// Brings the courses that come with the program; true where that changed something.
///
/// # Errors
/// The store could not be read or written.
pub async fn bring_bundled(store: &Store, courses: &[Loaded]) -> Result<bool, StoreError> {
    let mut changed = false;
    for course in courses {
        let known = store.revision(&course.tree.course.id).await?;
        if known.as_deref() == Some(&course.revision) {
            continue;
        }
        let change = import(store, course, Origin::Bundled).await?;
        changed |= change != CourseChange::Unchanged;
    }
    store
        .set_state(&State::BUNDLED_BY, &PROGRAM.to_owned())
        .await?;
    Ok(changed)
}

/// Major, minor and patch; a part that is no number counts as 0.
fn version(text: &str) -> [u32; 3] {
    let mut numbers = text
        .split(['.', '-', '+'])
        .map(|part| part.parse().unwrap_or(0));
    [(); 3].map(|()| numbers.next().unwrap_or(0))
}
