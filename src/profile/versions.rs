//! A course that is imported again, held against the stored one: which lessons are the same.

use std::collections::HashMap;

use crate::content::Loaded;
use crate::domain::versions::likeness::Triples;
use crate::domain::versions::{self, KnownLesson, OwnProgress};
use crate::domain::{Lesson, LessonId};
use crate::store::{Store, StoreError};

/// Two versions of a course, with the learner's progress in the stored one.
pub type Versions = versions::Versions<OwnProgress>;

/// From here on two texts are of one course, in percent.
const ALIKE: u8 = 60;

/// Holds a course against its stored version, and against the lessons that it had before.
///
/// # Errors
/// The store could not be read.
pub async fn compare(store: &Store, loaded: &Loaded) -> Result<Versions, StoreError> {
    let tree = &loaded.tree;
    let known = store.known_lessons(&tree.course.id).await?;
    let left = store.left_lessons(&tree.course.id).await?;
    let (left, texts): (Vec<_>, Vec<(LessonId, String)>) = left
        .into_iter()
        .map(|(lesson, text)| (lesson.clone(), (lesson.head.id, text)))
        .unzip();
    let texts: HashMap<LessonId, String> = texts.into_iter().collect();
    let mut versions = Versions::with_left(known, left, tree, loaded.known_as());
    let mut missed: Vec<(KnownLesson<OwnProgress>, String)> = Vec::new();
    for lesson in versions.missed(tree) {
        if let Some(text) = texts.get(&lesson.head.id) {
            missed.push((lesson, text.clone()));
        } else if let Some(body) = store.lesson_body(&lesson.head.id).await? {
            missed.push((lesson, body.into_markdown().to_string()));
        }
    }
    versions.compare_texts(&missed, tree);
    Ok(versions)
}

/// Whether a course has hardly a text in common with the stored one of its name: not half of the lessons of the shorter.
///
/// # Errors
/// The store could not be read.
pub async fn is_another_course(store: &Store, loaded: &Loaded) -> Result<bool, StoreError> {
    let tree = &loaded.tree;
    let mut stored: Vec<Triples> = Vec::new();
    for lesson in store.known_lessons(&tree.course.id).await? {
        if let Some(body) = store.lesson_body(&lesson.head.id).await? {
            stored.push(Triples::of(body.markdown()));
        }
    }
    let is_here = |lesson: &&Lesson| {
        let text = Triples::of(lesson.body.markdown());
        let mut likeness = stored.iter().map(|other| text.likeness(other).value());
        likeness.any(|likeness| likeness >= ALIKE)
    };
    let common = tree.lessons().filter(is_here).count();
    Ok(common * 2 < tree.lessons().count().min(stored.len()))
}
