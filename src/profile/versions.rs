//! The new version of a course held against the stored one: which lessons are the same.
//!
//! A lesson is the same by its id, else by its path, else by a path that it had before and the course still knows. What
//! is only alike in its text is asked about.

use std::collections::{HashMap, HashSet};

use crate::content::Loaded;
use crate::domain::alike::Triples;
use crate::domain::{CourseTree, Lesson, LessonId, LessonNumber, Percent, Seconds};
use crate::store::{KnownLesson, Store, StoreError};

/// From here on two texts may be one lesson, in percent.
const ALIKE: u8 = 60;

/// Two versions of a course.
#[derive(Debug)]
pub struct Versions {
    known: Vec<KnownLesson>,
    /// The stored id of each lesson that is the same under another one.
    same: HashMap<LessonId, LessonId>,
    /// Lessons with progress that are gone, each with the new one that is most like it.
    alike: Vec<Alike>,
}

/// A lesson that is gone and one that is new, with texts that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// The one that is gone.
    pub gone: KnownLesson,
    /// The id and the path of the new one.
    pub new: LessonId,
    /// The new one's file.
    pub path: String,
    /// How alike they are.
    pub likeness: Percent,
}

/// The differences between two versions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// New lessons.
    pub added: Vec<Change>,
    /// Lessons with another title or text.
    pub changed: Vec<Change>,
    /// Lessons with another number.
    pub moved: Vec<Change>,
    /// Lessons with another file.
    pub renamed: Vec<Change>,
    /// Lessons that are gone.
    pub removed: Vec<Change>,
    /// How many lessons with progress are still there.
    pub kept: usize,
}

/// A lesson that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its id.
    pub id: LessonId,
    /// Its number; in the stored version where it is gone.
    pub number: LessonNumber,
    /// Its title.
    pub title: String,
    /// Its file.
    pub path: String,
    /// Whether it was completed.
    pub completed: bool,
    /// The time studied in it.
    pub seconds: Seconds,
}

impl Change {
    /// Whether anything was learned in it.
    pub fn has_progress(&self) -> bool {
        self.completed || self.seconds > Seconds(0)
    }
}

impl Versions {
    /// Holds a course against its stored version.
    ///
    /// # Errors
    /// The store could not be read.
    pub async fn compare(store: &Store, loaded: &Loaded) -> Result<Versions, StoreError> {
        let known = store.known_lessons(&loaded.tree.course.id).await?;
        Ok(Versions::of(known, loaded))
    }

    fn of(known: Vec<KnownLesson>, loaded: &Loaded) -> Versions {
        let ids: HashSet<&LessonId> = known.iter().map(|lesson| &lesson.id).collect();
        let mut taken: HashSet<LessonId> = loaded
            .tree
            .lessons()
            .map(|lesson| lesson.head.id.clone())
            .filter(|id| ids.contains(id))
            .collect();
        let by_path: HashMap<&str, &KnownLesson> = known
            .iter()
            .map(|lesson| (lesson.path.as_str(), lesson))
            .collect();
        let mut same = HashMap::new();
        let mut added: Vec<&Lesson> = Vec::new();
        for lesson in loaded.tree.lessons() {
            let id = &lesson.head.id;
            if ids.contains(id) {
                continue;
            }
            let paths = loaded.paths_of(lesson);
            let found = paths.iter().find_map(|path| by_path.get(path.as_str()));
            match found.filter(|known| taken.insert(known.id.clone())) {
                Some(known) => drop(same.insert(id.clone(), known.id.clone())),
                None => added.push(lesson),
            }
        }
        let gone = known
            .iter()
            .filter(|lesson| lesson.has_progress() && !taken.contains(&lesson.id));
        let gone: Vec<&KnownLesson> = gone.collect();
        let alike = alike(&gone, &added);
        Versions { known, same, alike }
    }

    /// The lessons to ask about.
    pub fn alike(&self) -> &[Alike] {
        &self.alike
    }

    /// Takes two lessons for one.
    pub fn accept(&mut self, alike: &Alike) {
        self.same.insert(alike.new.clone(), alike.gone.id.clone());
    }

    /// The course with the ids of the lessons that it has already, and what is different.
    pub fn apply(&self, loaded: Loaded) -> (Loaded, Changes) {
        let loaded = loaded.with_ids(&self.same);
        let changes = self.changes(&loaded.tree);
        (loaded, changes)
    }

    fn changes(&self, tree: &CourseTree) -> Changes {
        let known: HashMap<&LessonId, &KnownLesson> = self
            .known
            .iter()
            .map(|lesson| (&lesson.id, lesson))
            .collect();
        let mut changes = Changes::default();
        let mut here = HashSet::new();
        for lesson in tree.lessons() {
            let head = &lesson.head;
            here.insert(&head.id);
            let before = known.get(&head.id);
            let change = || Change {
                id: head.id.clone(),
                number: head.number,
                title: head.title.clone(),
                path: head.path.clone(),
                completed: before.is_some_and(|known| known.completed),
                seconds: before.map_or(Seconds(0), |known| known.seconds),
            };
            let Some(before) = before else {
                changes.added.push(change());
                continue;
            };
            changes.kept += usize::from(before.has_progress());
            if before.title != head.title || before.markdown != lesson.body.markdown() {
                changes.changed.push(change());
            }
            if before.number != head.number {
                changes.moved.push(change());
            }
            if before.path != head.path {
                changes.renamed.push(change());
            }
        }
        let gone = self
            .known
            .iter()
            .filter(|lesson| !here.contains(&lesson.id));
        changes.removed = gone
            .map(|lesson| Change {
                id: lesson.id.clone(),
                number: lesson.number,
                title: lesson.title.clone(),
                path: lesson.path.clone(),
                completed: lesson.completed,
                seconds: lesson.seconds,
            })
            .collect();
        changes
    }
}

/// Each lesson that is gone with the new one that is most like it; no new one twice.
fn alike(gone: &[&KnownLesson], added: &[&Lesson]) -> Vec<Alike> {
    let texts: Vec<Triples> = match gone.is_empty() {
        true => Vec::new(),
        false => added
            .iter()
            .map(|lesson| Triples::of(lesson.body.markdown()))
            .collect(),
    };
    let mut pairs: Vec<(Percent, usize, usize)> = Vec::new();
    for (at, known) in gone.iter().enumerate() {
        let text = Triples::of(&known.markdown);
        let likeness = texts
            .iter()
            .enumerate()
            .map(|(new, other)| (text.likeness(other), at, new));
        pairs.extend(likeness.filter(|(likeness, ..)| likeness.value() >= ALIKE));
    }
    pairs.sort_by_key(|(likeness, at, new)| (std::cmp::Reverse(*likeness), *at, *new));
    let (mut used_gone, mut used_new) = (HashSet::new(), HashSet::new());
    let mut alike: Vec<(usize, Alike)> = Vec::new();
    for (likeness, at, new) in pairs {
        if used_gone.contains(&at) || used_new.contains(&new) {
            continue;
        }
        if let (Some(known), Some(lesson)) = (gone.get(at), added.get(new)) {
            used_gone.insert(at);
            used_new.insert(new);
            let pair = Alike {
                gone: (*known).clone(),
                new: lesson.head.id.clone(),
                path: lesson.head.path.clone(),
                likeness,
            };
            alike.push((at, pair));
        }
    }
    alike.sort_by_key(|(at, _)| *at);
    alike.into_iter().map(|(_, pair)| pair).collect()
}
