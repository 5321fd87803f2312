//! The differences between two versions of a course, lesson by lesson.

use std::collections::{HashMap, HashSet};

use super::order::out_of_order;
use super::{Alike, KnownLesson, Progress};
use crate::domain::{CourseTree, Lesson, LessonHead, LessonId, LessonNumber, ModuleId, digest_of};

/// The differences between two versions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes<P> {
    /// New lessons.
    pub added: Vec<Change<P>>,
    /// Lessons with another title or content.
    pub changed: Vec<Change<P>>,
    /// Lessons in another module, or before lessons that they came after.
    pub moved: Vec<Change<P>>,
    /// Lessons with another file.
    pub renamed: Vec<Change<P>>,
    /// Lessons that are gone.
    pub removed: Vec<Change<P>>,
    /// How many lessons with progress are still there.
    pub kept: usize,
    /// Whether there was a version to differ from.
    pub is_update: bool,
}

/// A lesson that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<P> {
    /// Its id.
    pub id: LessonId,
    /// Its number; in the version that was there where it is gone.
    pub number: LessonNumber,
    /// Its title.
    pub title: String,
    /// Its file.
    pub path: String,
    /// The progress in it.
    pub progress: P,
}

impl<P: Progress> Changes<P> {
    /// Whether no lesson differs.
    pub fn is_none(&self) -> bool {
        let kinds = [
            &self.added,
            &self.changed,
            &self.moved,
            &self.renamed,
            &self.removed,
        ];
        kinds.iter().all(|changes| changes.is_empty())
    }

    /// Leaves out the lessons about which somebody is still to be asked.
    pub fn leave_open(&mut self, asked: &[Alike<P>]) {
        let is_new = |change: &Change<P>| asked.iter().any(|pair| pair.new == change.id);
        let is_gone = |change: &Change<P>| asked.iter().any(|pair| pair.gone.head.id == change.id);
        self.added.retain(|change| !is_new(change));
        self.removed.retain(|change| !is_gone(change));
    }

    pub(super) fn between(
        known: &[KnownLesson<P>],
        left: &[KnownLesson<P>],
        tree: &CourseTree,
    ) -> Changes<P> {
        let moved = moved(known, tree);
        let by_id: HashMap<&LessonId, &KnownLesson<P>> = left
            .iter()
            .chain(known)
            .map(|lesson| (&lesson.head.id, lesson))
            .collect();
        let mut changes = Changes {
            is_update: !known.is_empty(),
            ..Changes::default()
        };
        let mut here = HashSet::new();
        for lesson in tree.lessons() {
            let head = &lesson.head;
            here.insert(&head.id);
            let before = by_id.get(&head.id).copied();
            let change = || {
                let progress = before.map(|known| known.progress.clone());
                change(head, progress.unwrap_or_default())
            };
            let Some(before) = before else {
                changes.added.push(change());
                continue;
            };
            changes.kept += usize::from(before.progress.is_any());
            if has_changed(before, lesson) {
                changes.changed.push(change());
            }
            if moved.contains(&head.id) {
                changes.moved.push(change());
            }
            if before.head.path != head.path {
                changes.renamed.push(change());
            }
        }
        let paths: HashSet<&str> = tree
            .lessons()
            .map(|lesson| lesson.head.path.as_str())
            .collect();
        let gone = known.iter().filter(|lesson| {
            // A file that turned out to be another lesson isn't gone.
            let is_here = paths.contains(lesson.head.path.as_str()) && !lesson.progress.is_any();
            !here.contains(&lesson.head.id) && !is_here
        });
        changes.removed = gone
            .map(|lesson| change(&lesson.head, lesson.progress.clone()))
            .collect();
        changes
    }
}

fn change<P>(head: &LessonHead, progress: P) -> Change<P> {
    Change {
        id: head.id.clone(),
        number: head.number,
        title: head.title.clone(),
        path: head.path.clone(),
        progress,
    }
}

/// Whether learners see something else than before.
fn has_changed<P>(before: &KnownLesson<P>, lesson: &Lesson) -> bool {
    let same_but_place = LessonHead {
        number: before.head.number,
        path: before.head.path.clone(),
        ..lesson.head.clone()
    };
    before.head != same_but_place || before.digest != digest_of(lesson.body.markdown().as_bytes())
}

/// The lessons that are in another module, or out of the order that they had.
fn moved<'t, P>(known: &[KnownLesson<P>], tree: &'t CourseTree) -> HashSet<&'t LessonId> {
    let places: HashMap<&LessonId, (usize, &ModuleId)> = known
        .iter()
        .enumerate()
        .map(|(place, lesson)| (&lesson.head.id, (place, &lesson.module)))
        .collect();
    let mut moved = HashSet::new();
    let (mut stayed, mut order): (Vec<&Lesson>, Vec<usize>) = (Vec::new(), Vec::new());
    for module in &tree.modules {
        for lesson in &module.lessons {
            match places.get(&lesson.head.id) {
                Some((place, was_in)) if **was_in == module.id => {
                    stayed.push(lesson);
                    order.push(*place);
                }
                Some(_) => drop(moved.insert(&lesson.head.id)),
                None => {}
            }
        }
    }
    let out = out_of_order(&order);
    moved.extend(
        out.iter()
            .filter_map(|at| stayed.get(*at))
            .map(|lesson| &lesson.head.id),
    );
    moved
}
