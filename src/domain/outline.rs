//! A course's modules and lessons in order, with how far the learner is in each; without the lessons' text.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::{
    Course, LessonId, LessonKind, LessonProgress, Mark, Minutes, ModuleId, Origin, Percent, Seconds,
};

/// An outline: what the Course pane shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outline {
    /// The course's metadata.
    pub course: Course,
    /// Where it came from.
    pub origin: Origin,
    /// Its modules, in order.
    pub modules: Vec<ModuleEntry>,
}

/// A module of an outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModuleEntry {
    /// Stable identity.
    pub id: ModuleId,
    /// Its title.
    pub title: String,
    /// Markdown; may be empty.
    pub description: String,
    /// Its lessons, in order.
    pub lessons: Vec<LessonEntry>,
}

/// A lesson of an outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LessonEntry {
    /// Stable identity.
    pub id: LessonId,
    /// Its title.
    pub title: String,
    /// What it asks for.
    pub kind: LessonKind,
    /// How long it takes.
    pub minutes: Minutes,
    /// True where `minutes` was counted from the text.
    pub minutes_estimated: bool,
    /// The file it came from, relative to the course's folder; links between lessons name it.
    pub path: String,
    /// A video to watch, an http or https address.
    pub video: Option<String>,
    /// More about the subject, an http or https address.
    pub resource: Option<String>,
    /// What a learner will be able to do, one sentence each.
    pub objectives: Vec<String>,
    /// How far the learner is.
    pub progress: LessonProgress,
}

/// A lesson's number as people write it: module and lesson, both from 1, `2.3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LessonNumber {
    /// The module's place in the course, from 1.
    pub module: usize,
    /// The lesson's place in the module, from 1.
    pub lesson: usize,
}

/// A text that is no lesson number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a lesson number: write module and lesson with a dot, such as 2.3")]
pub struct InvalidLessonNumber(pub String);

impl FromStr for LessonNumber {
    type Err = InvalidLessonNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidLessonNumber(text.to_owned());
        let (module, lesson) = text.split_once('.').ok_or_else(invalid)?;
        let from_one = |part: &str| part.parse().ok().filter(|number| *number > 0);
        match (from_one(module), from_one(lesson)) {
            (Some(module), Some(lesson)) => Ok(Self { module, lesson }),
            _ => Err(invalid()),
        }
    }
}

impl fmt::Display for LessonNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.module, self.lesson)
    }
}

impl Outline {
    /// Every lesson with its number, in reading order.
    pub fn lessons(&self) -> impl DoubleEndedIterator<Item = (LessonNumber, &LessonEntry)> {
        self.modules.iter().enumerate().flat_map(|(m, module)| {
            module.lessons.iter().enumerate().map(move |(l, lesson)| {
                (
                    LessonNumber {
                        module: m + 1,
                        lesson: l + 1,
                    },
                    lesson,
                )
            })
        })
    }

    /// The lesson with that number.
    pub fn lesson(&self, number: LessonNumber) -> Option<&LessonEntry> {
        self.modules
            .get(number.module.checked_sub(1)?)?
            .lessons
            .get(number.lesson.checked_sub(1)?)
    }

    /// The number of the lesson with that id.
    pub fn number_of(&self, id: &LessonId) -> Option<LessonNumber> {
        self.lessons()
            .find(|(_, lesson)| lesson.id == *id)
            .map(|(number, _)| number)
    }

    /// The lesson that a learner should read now: the one after the last completed or begun, wrapping to the
    /// first that is not complete; the first of all when everything is complete. None in an empty course.
    pub fn next_to_read(&self) -> Option<(LessonNumber, &LessonEntry)> {
        let latest_begun = self
            .lessons()
            .filter(|(_, lesson)| lesson.progress.mark() == Mark::Begun)
            .max_by_key(|(_, lesson)| lesson.progress.position.map(|(_, at)| at));
        latest_begun
            .or_else(|| {
                self.lessons()
                    .find(|(_, l)| l.progress.mark() != Mark::Done)
            })
            .or_else(|| self.lessons().next())
    }

    /// How many lessons are complete, and how many there are.
    pub fn done_of_total(&self) -> (usize, usize) {
        done_of_total(self.lessons().map(|(_, lesson)| lesson))
    }

    /// How much of the course is complete.
    pub fn percent(&self) -> Percent {
        let (done, total) = self.done_of_total();
        Percent::of(done, total)
    }

    /// What all lessons take together.
    pub fn minutes(&self) -> Minutes {
        self.modules.iter().map(ModuleEntry::minutes).sum()
    }

    /// Time studied in the lessons that it has now.
    pub fn seconds(&self) -> Seconds {
        self.lessons()
            .map(|(_, lesson)| lesson.progress.seconds)
            .sum()
    }
}

impl LessonEntry {
    /// How long it takes, for a person: `8 min`, or `~8 min` where that was counted from the text.
    pub fn length(&self) -> String {
        let about = if self.minutes_estimated { "~" } else { "" };
        format!("{about}{}", self.minutes)
    }
}

impl ModuleEntry {
    /// How many lessons are complete, and how many there are.
    pub fn done_of_total(&self) -> (usize, usize) {
        done_of_total(self.lessons.iter())
    }

    /// What its lessons take together.
    pub fn minutes(&self) -> Minutes {
        self.lessons.iter().map(|lesson| lesson.minutes).sum()
    }

    /// The mark for the whole module.
    pub fn mark(&self) -> Mark {
        match self.done_of_total() {
            (done, total) if done == total && total > 0 => Mark::Done,
            _ if self.lessons.iter().all(|l| l.progress.mark() == Mark::New) => Mark::New,
            _ => Mark::Begun,
        }
    }
}

fn done_of_total<'a>(lessons: impl Iterator<Item = &'a LessonEntry>) -> (usize, usize) {
    lessons.fold((0, 0), |(done, total), lesson| {
        (
            done + usize::from(lesson.progress.mark() == Mark::Done),
            total + 1,
        )
    })
}
