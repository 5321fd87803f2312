//! A course's modules and lessons in order, with how far the learner is in each; without the lessons' text.

use serde::Serialize;

use super::quiz::QuizResult;
use super::{
    Course, LessonHead, LessonId, LessonNumber, LessonProgress, Mark, Minutes, ModuleId, Origin,
    Percent, Seconds,
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

/// A lesson of an outline, with the learner's progress in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LessonEntry {
    /// The lesson without its body.
    #[serde(flatten)]
    pub head: LessonHead,
    /// How far the learner is.
    pub progress: LessonProgress,
    /// How much of it was read when it was left, on this device.
    pub read: Percent,
    /// The best that came of a quiz; none before something was answered, and for other lessons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<QuizResult>,
}

impl Outline {
    /// An outline whose lessons are numbered by their places in it.
    pub fn new(course: Course, origin: Origin, mut modules: Vec<ModuleEntry>) -> Outline {
        for (module_index, module) in modules.iter_mut().enumerate() {
            for (index, lesson) in module.lessons.iter_mut().enumerate() {
                lesson.head.number = LessonNumber::at(module_index, index);
            }
        }
        Outline {
            course,
            origin,
            modules,
        }
    }

    /// Every lesson with its number, in reading order.
    pub fn lessons(&self) -> impl DoubleEndedIterator<Item = (LessonNumber, &LessonEntry)> {
        let lessons = self.modules.iter().flat_map(|module| &module.lessons);
        lessons.map(|lesson| (lesson.head.number, lesson))
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
            .find(|(_, lesson)| lesson.head.id == *id)
            .map(|(number, _)| number)
    }

    /// The lesson to resume: the one that was open last; where it was completed since, the next one that isn't
    /// complete. The first that isn't complete where none was open; none in an empty course.
    pub fn to_resume(&self) -> Option<(LessonNumber, &LessonEntry)> {
        let opened = self.lessons().filter_map(|(number, lesson)| {
            let (_, at) = lesson.progress.position?;
            Some((at, number, lesson))
        });
        let Some((left_at, number, lesson)) = opened.max_by_key(|(at, ..)| *at) else {
            return self.first_not_done().or_else(|| self.lessons().next());
        };
        let completion = lesson.progress.completion;
        if completion.is_none_or(|completion| completion.at < left_at) {
            return Some((number, lesson));
        }
        let mut after = self.lessons().skip_while(|(here, _)| *here <= number);
        let next = after.find(|(_, lesson)| lesson.progress.mark() != Mark::Done);
        next.or_else(|| self.first_not_done())
            .or(Some((number, lesson)))
    }

    fn first_not_done(&self) -> Option<(LessonNumber, &LessonEntry)> {
        let mut lessons = self.lessons();
        lessons.find(|(_, lesson)| lesson.progress.mark() != Mark::Done)
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

    /// The time that all lessons take together.
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

impl ModuleEntry {
    /// How many lessons are complete, and how many there are.
    pub fn done_of_total(&self) -> (usize, usize) {
        done_of_total(self.lessons.iter())
    }

    /// The time that its lessons take together.
    pub fn minutes(&self) -> Minutes {
        self.lessons.iter().map(|lesson| lesson.head.minutes).sum()
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
