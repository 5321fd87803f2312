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
    /// The lessons of the stored version.
    known: Vec<KnownLesson>,
    /// Those with progress that the course had before.
    left: Vec<KnownLesson>,
    /// The stored id of each lesson that is the same under another one.
    same: HashMap<LessonId, LessonId>,
    /// Lessons with progress that are gone, each with the one that is most like it.
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
    /// Whether they were taken for two when the new one came: nobody is asked again, but may say so.
    pub is_settled: bool,
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
    /// Whether there was a version to differ from.
    pub is_update: bool,
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
        let course = &loaded.tree.course.id;
        let known = store.known_lessons(course).await?;
        let left = store.left_lessons(course).await?;
        Ok(Versions::of(known, left, loaded))
    }

    fn of(known: Vec<KnownLesson>, left: Vec<KnownLesson>, loaded: &Loaded) -> Versions {
        let all = || left.iter().chain(&known);
        let ids: HashSet<&LessonId> = all().map(|lesson| &lesson.id).collect();
        let mut taken: HashSet<LessonId> = loaded
            .tree
            .lessons()
            .map(|lesson| lesson.head.id.clone())
            .filter(|id| ids.contains(id))
            .collect();
        // What the course has goes before what it had.
        let by_path: HashMap<&str, &KnownLesson> =
            all().map(|lesson| (lesson.path.as_str(), lesson)).collect();
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
        let mut versions = Versions {
            known,
            left,
            same,
            alike: Vec::new(),
        };
        versions.alike = versions.find_alike(loaded, &taken, &added);
        versions
    }

    /// Lessons with progress that are gone, held against those that are new, and then against those that were new once
    /// and in which nothing was learned yet.
    fn find_alike(
        &self,
        loaded: &Loaded,
        taken: &HashSet<LessonId>,
        added: &[&Lesson],
    ) -> Vec<Alike> {
        let all = self.known.iter().chain(&self.left);
        let gone = all.filter(|lesson| lesson.has_progress() && !taken.contains(&lesson.id));
        let mut gone: Vec<&KnownLesson> = gone.collect();
        let mut found = alike(&gone, added, false);
        gone.retain(|lesson| found.iter().all(|pair| pair.gone.id != lesson.id));
        let known: HashMap<&LessonId, &KnownLesson> =
            self.known.iter().map(|known| (&known.id, known)).collect();
        let is_blank = |lesson: &&Lesson| {
            let stored = known.get(self.stored_id(lesson));
            stored.is_some_and(|stored| !stored.has_progress())
                && !loaded.paths_of(lesson).is_empty()
        };
        let blank: Vec<&Lesson> = loaded.tree.lessons().filter(is_blank).collect();
        found.extend(alike(&gone, &blank, true));
        found
    }

    fn stored_id<'l>(&'l self, lesson: &'l Lesson) -> &'l LessonId {
        let id = &lesson.head.id;
        self.same.get(id).unwrap_or(id)
    }

    /// Whether the new version has hardly a text in common with the stored one: not half of the lessons of the shorter.
    pub fn is_another_course(&self, loaded: &Loaded) -> bool {
        let stored: Vec<Triples> = self
            .known
            .iter()
            .map(|known| Triples::of(&known.markdown))
            .collect();
        let lessons = loaded.tree.lessons().count();
        let is_here = |lesson: &&Lesson| {
            let text = Triples::of(lesson.body.markdown());
            let mut likeness = stored.iter().map(|other| text.likeness(other).value());
            likeness.any(|likeness| likeness >= ALIKE)
        };
        let common = loaded.tree.lessons().filter(is_here).count();
        common * 2 < lessons.min(stored.len())
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
        let known = self.left.iter().chain(&self.known);
        let known: HashMap<&LessonId, &KnownLesson> =
            known.map(|lesson| (&lesson.id, lesson)).collect();
        let mut changes = Changes {
            is_update: !self.known.is_empty(),
            ..Changes::default()
        };
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
        let paths: HashSet<&str> = tree
            .lessons()
            .map(|lesson| lesson.head.path.as_str())
            .collect();
        let gone = self.known.iter().filter(|lesson| {
            // A file that turned out to be another lesson isn't gone.
            let is_file_here = paths.contains(lesson.path.as_str()) && !lesson.has_progress();
            !here.contains(&lesson.id) && !is_file_here
        });
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
fn alike(gone: &[&KnownLesson], added: &[&Lesson], is_settled: bool) -> Vec<Alike> {
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
                is_settled,
            };
            alike.push((at, pair));
        }
    }
    alike.sort_by_key(|(at, _)| *at);
    alike.into_iter().map(|(_, pair)| pair).collect()
}
