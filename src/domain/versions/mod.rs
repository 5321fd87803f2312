//! Two versions of a course: which lessons are the same, and what is different.
//!
//! A lesson is the same by its id, else by its path, else by a path that it had before and the course still knows. What
//! is only alike in its text is asked about.

mod changes;
pub mod likeness;
mod order;
mod renamed;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{CourseTree, Lesson, LessonHead, LessonId, ModuleId, Percent, Seconds};

pub use changes::{Change, Changes};

/// The progress in a lesson, which is lost where the lesson isn't recognised.
pub trait Progress: Clone + Default {
    /// Whether there is any.
    fn is_any(&self) -> bool;
}

/// A learner's own progress in a lesson.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OwnProgress {
    /// Whether it was completed.
    pub completed: bool,
    /// The time studied in it.
    pub seconds: Seconds,
}

impl Progress for OwnProgress {
    fn is_any(&self) -> bool {
        self.completed || self.seconds > Seconds(0)
    }
}

/// How many people have progress in a lesson.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LearnersProgress(pub u64);

impl Progress for LearnersProgress {
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
    /// The progress in it.
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
    /// Whether they were taken for two when the new one came: nobody is asked again, but may say so.
    pub is_settled: bool,
}

/// Two versions of a course: the one that is there, and a new one.
#[derive(Debug)]
pub struct Versions<P> {
    known: Vec<KnownLesson<P>>,
    /// Lessons with progress that the course had before.
    left: Vec<KnownLesson<P>>,
    /// The known id of each new lesson that is the same under another one.
    same: HashMap<LessonId, LessonId>,
    /// New lessons that are none of the known ones.
    added: HashSet<LessonId>,
    /// Lessons that are known by their paths and have no progress yet.
    blank: HashSet<LessonId>,
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
        Versions::with_left(known, Vec::new(), tree, known_as)
    }

    /// The same where lessons with progress left the course before: they may come back.
    pub fn with_left(
        known: Vec<KnownLesson<P>>,
        left: Vec<KnownLesson<P>>,
        tree: &CourseTree,
        known_as: &BTreeMap<LessonId, Vec<String>>,
    ) -> Versions<P> {
        let all = || left.iter().chain(&known);
        let ids: HashSet<&LessonId> = all().map(|lesson| &lesson.head.id).collect();
        // What the course has goes before what it had.
        let by_path: HashMap<&str, &LessonId> = all()
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
        let mut versions = Versions {
            known,
            left,
            same,
            added,
            blank: HashSet::new(),
            alike: Vec::new(),
        };
        versions.blank = versions.find_blank(tree, known_as);
        versions
    }

    fn find_blank(
        &self,
        tree: &CourseTree,
        known_as: &BTreeMap<LessonId, Vec<String>>,
    ) -> HashSet<LessonId> {
        let blank = self.known.iter().filter(|known| !known.progress.is_any());
        let blank: HashSet<&LessonId> = blank.map(|known| &known.head.id).collect();
        let has_made_id = |id: &LessonId| known_as.get(id).is_some_and(|paths| !paths.is_empty());
        let lessons = tree
            .lessons()
            .filter(|lesson| blank.contains(self.id_of(lesson)) && has_made_id(&lesson.head.id));
        lessons.map(|lesson| lesson.head.id.clone()).collect()
    }

    /// The lessons with progress that are gone, as long as there are new ones that might be them.
    pub fn missed(&self, tree: &CourseTree) -> Vec<KnownLesson<P>> {
        if self.added.is_empty() && (self.left.is_empty() || self.blank.is_empty()) {
            return Vec::new();
        }
        let here: HashSet<&LessonId> = tree.lessons().map(|lesson| self.id_of(lesson)).collect();
        let all = self.known.iter().chain(&self.left);
        let gone = all.filter(|lesson| !here.contains(&lesson.head.id));
        gone.filter(|lesson| lesson.progress.is_any())
            .cloned()
            .collect()
    }

    /// Looks for those that are gone among the new ones, by their texts; for those that left before also among the ones
    /// in which nothing was learned yet.
    pub fn compare_texts(&mut self, missed: &[(KnownLesson<P>, String)], tree: &CourseTree) {
        let of = |ids: &HashSet<LessonId>| -> Vec<&Lesson> {
            let lessons = tree.lessons();
            lessons
                .filter(|lesson| ids.contains(&lesson.head.id))
                .collect()
        };
        self.alike = renamed::alike(missed, &of(&self.added), false);
        let is_found = |id: &LessonId| self.alike.iter().any(|pair| pair.gone.head.id == *id);
        let left: HashSet<&LessonId> = self.left.iter().map(|lesson| &lesson.head.id).collect();
        let still_missed = missed
            .iter()
            .filter(|(lesson, _)| left.contains(&lesson.head.id) && !is_found(&lesson.head.id));
        let still_missed: Vec<(KnownLesson<P>, String)> = still_missed.cloned().collect();
        let settled = renamed::alike(&still_missed, &of(&self.blank), true);
        self.alike.extend(settled);
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

    /// The differences of the new version, whose lessons have the ids that they are known under.
    pub fn changes(&self, tree: &CourseTree) -> Changes<P> {
        Changes::between(&self.known, &self.left, tree)
    }

    fn id_of<'l>(&'l self, lesson: &'l Lesson) -> &'l LessonId {
        let id = &lesson.head.id;
        self.same.get(id).unwrap_or(id)
    }
}
