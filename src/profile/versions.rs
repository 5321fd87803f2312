//! A course that is imported again, held against the stored one: which lessons are the same.

use crate::content::Loaded;
use crate::domain::versions::{self, KnownLesson, Own};
use crate::store::{Store, StoreError};

/// Two versions of a course, with the learner's progress in the stored one.
pub type Versions = versions::Versions<Own>;

/// Holds a course against its stored version.
///
/// # Errors
/// The store could not be read.
pub async fn compare(store: &Store, loaded: &Loaded) -> Result<Versions, StoreError> {
    let tree = &loaded.tree;
    let known = store.known_lessons(&tree.course.id).await?;
    let mut versions = Versions::of(known, tree, loaded.known_as());
    let mut missed: Vec<(KnownLesson<Own>, String)> = Vec::new();
    for lesson in versions.missed(tree) {
        if let Some(body) = store.lesson_body(&lesson.head.id).await? {
            missed.push((lesson, body.into_markdown()));
        }
    }
    versions.compare_texts(&missed, tree);
    Ok(versions)
}
