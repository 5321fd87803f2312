//! Two versions of a course: which lessons are the same, and what is different.
//!
//! A lesson is the same by its id, else by its path, else by a path that it had before and the course still knows. What
//! is only alike in its text is asked about.

mod changes;
mod order;
mod pairs;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{CourseTree, Lesson, LessonHead, LessonId, ModuleId, Percent, Seconds};

pub use changes::{Change, Changes};

/// What hangs on a lesson, and is lost where the lesson isn't recognised.
pub trait Progress: Clone + Default {
    /// Whether there is any.
    fn is_any(&self) -> bool;
}

/// A learner's own progress in a lesson.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Own {
    /// Whether it was completed.
    pub completed: bool,
    /// The time studied in it.
    pub seconds: Seconds,
}

impl Progress for Own {
    fn is_any(&self) -> bool {
        self.completed || self.seconds > Seconds(0)
    }
}

/// How many people have progress in a lesson.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Others(pub u64);

impl Progress for Others {
    fn is_any(&self) -> bool {
        self.0 > 0
    }
}

/// A lesson of the version that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownLesson<P> {
    /// All but its text.
    pub head: LessonHead,
    /// Its module.
    pub module: ModuleId,
    /// The SHA-256 of its text in hexadecimal.
    pub digest: String,
    /// What hangs on it.
    pub progress: P,
}

/// A lesson that is gone and one that is new, with texts that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike<P> {
    /// The one that is gone.
    pub gone: KnownLesson<P>,
    /// The id and the path of the new one.
    pub new: LessonId,
    /// The new one's file.
    pub path: String,
    /// How alike they are.
    pub likeness: Percent,
}

/// Two versions of a course: the one that is there, and a new one.
#[derive(Debug)]
pub struct Versions<P> {
    known: Vec<KnownLesson<P>>,
    /// The known id of each new lesson that is the same under another one.
    same: HashMap<LessonId, LessonId>,
    /// New lessons that are none of the known ones.
    added: HashSet<LessonId>,
    alike: Vec<Alike<P>>,
}

impl<P: Progress> Versions<P> {
    /// Holds a course against the version that is there. `known_as` has the paths that a lesson may be known by from
    /// another time, its own included; none where its author gave it an id.
    pub fn of(
        known: Vec<KnownLesson<P>>,
        tree: &CourseTree,
        known_as: &BTreeMap<LessonId, Vec<String>>,
    ) -> Versions<P> {
        let ids: HashSet<&LessonId> = known.iter().map(|lesson| &lesson.head.id).collect();
        let by_path: HashMap<&str, &LessonId> = known
            .iter()
            .map(|lesson| (lesson.head.path.as_str(), &lesson.head.id))
            .collect();
        let new_ids = tree.lessons().map(|lesson| &lesson.head.id);
        let mut taken: HashSet<&LessonId> = new_ids.filter(|id| ids.contains(id)).collect();
        let mut same = HashMap::new();
        let mut added = HashSet::new();
        for LessonHead { id, .. } in tree.lessons().map(|lesson| &lesson.head) {
            if ids.contains(id) {
                continue;
            }
            let mut paths = known_as.get(id).into_iter().flatten();
            let found = paths.find_map(|path| by_path.get(path.as_str()).copied());
            match found.filter(|known| taken.insert(known)) {
                Some(known) => drop(same.insert(id.clone(), known.clone())),
                None => drop(added.insert(id.clone())),
            }
        }
        Versions {
            known,
            same,
            added,
            alike: Vec::new(),
        }
    }

    /// The lessons with progress that are gone, as long as there are new ones that might be them.
    pub fn missed(&self, tree: &CourseTree) -> Vec<KnownLesson<P>> {
        if self.added.is_empty() {
            return Vec::new();
        }
        let here: HashSet<&LessonId> = tree.lessons().map(|lesson| self.id_of(lesson)).collect();
        let gone = self
            .known
            .iter()
            .filter(|lesson| !here.contains(&lesson.head.id));
        gone.filter(|lesson| lesson.progress.is_any())
            .cloned()
            .collect()
    }

    /// Looks for those that are gone among the new ones, by their texts.
    pub fn compare_texts(&mut self, missed: &[(KnownLesson<P>, String)], tree: &CourseTree) {
        let is_new = |lesson: &&Lesson| self.added.contains(&lesson.head.id);
        let added: Vec<&Lesson> = tree.lessons().filter(is_new).collect();
        self.alike = pairs::alike(missed, &added);
    }

    /// The lessons to ask about.
    pub fn alike(&self) -> &[Alike<P>] {
        &self.alike
    }

    /// Takes two lessons for one.
    pub fn accept(&mut self, alike: &Alike<P>) {
        self.added.remove(&alike.new);
        self.same
            .insert(alike.new.clone(), alike.gone.head.id.clone());
    }

    /// The ids of lessons that are known under another one, by the id that they have in the new version.
    pub fn ids(&self) -> &HashMap<LessonId, LessonId> {
        &self.same
    }

    /// What is different in the new version, whose lessons have the ids that they are known under.
    pub fn changes(&self, tree: &CourseTree) -> Changes<P> {
        Changes::between(&self.known, tree)
    }

    fn id_of<'l>(&'l self, lesson: &'l Lesson) -> &'l LessonId {
        let id = &lesson.head.id;
        self.same.get(id).unwrap_or(id)
    }
}
