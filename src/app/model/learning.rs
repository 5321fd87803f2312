//! Joining a course, marking its lessons as done, and going on to the next.

use super::{Model, Pane};
use crate::app::direction::Direction;
use crate::app::lesson_ref::LessonRef;
use crate::app::request::learning::{CompleteLesson, JoinCourse, ReopenLesson};
use crate::app::request::{Answered, Reply};
use crate::app::widget::outline::OutlineRow;
use crate::app::wish::AfterCompletion;
use crate::domain::study::words_per_minute;
use crate::domain::{CourseId, Outline, RecordId};
use crate::keymap::Action;

impl Model {
    /// Opening a lesson of a free or local course joins it (design 5).
    pub(super) fn join(&mut self, outline: &Outline) {
        let course = outline.course.id.clone();
        let known = self.catalog.courses.course(&course);
        let is_joined = known.is_none_or(|course| course.enrolled_at.is_some());
        if is_joined || !self.joined.insert(course.clone()) {
            return;
        }
        let title = &outline.course.title;
        self.shared.say(&format!("You joined {title}"));
        let request = JoinCourse {
            course: course.clone(),
            at: self.shared.moment(),
        };
        self.joining.ask_also(request, course, &mut self.shared);
    }

    /// Enrolls in a course of the academy that isn't here yet.
    pub(super) fn enroll(&mut self, course: CourseId) {
        if !self.joined.insert(course.clone()) {
            return self
                .shared
                .say("You are already enrolled; the next sync downloads the lessons");
        }
        self.shared
            .say("You are enrolled; the next sync downloads the lessons");
        let request = JoinCourse {
            course: course.clone(),
            at: self.shared.moment(),
        };
        self.joining.ask_also(request, course, &mut self.shared);
    }

    pub(super) fn take_joined(&mut self, answered: Answered<JoinCourse>) {
        match self.joining.take(answered) {
            Some((_, Reply::Done(()))) => {
                self.catalog.read(&mut self.shared);
                self.sync_soon();
            }
            Some((course, Reply::Failed(failure))) => {
                self.joined.remove(&course);
                self.shared.tell(failure.notice);
            }
            _ => {}
        }
    }

    /// Marks the lesson that is open as done and goes on; a lesson that is done already just goes on.
    pub(super) fn complete_open_lesson(&mut self) {
        let Some(reader) = &self.lesson.reader else {
            return;
        };
        if reader.is_done() {
            return self.open_next();
        }
        let lesson = reader.lesson_ref();
        self.measure_speed();
        self.complete(lesson, AfterCompletion::OpenNext);
    }

    /// True while the open lesson is being marked as done, and the next one comes then.
    pub(super) fn goes_on(&self) -> bool {
        let reader = self.lesson.reader.as_ref();
        let open = reader.map(|reader| &reader.lesson.head.id);
        self.completing.any(|(lesson, then)| {
            *then == AfterCompletion::OpenNext && open == Some(&lesson.lesson)
        })
    }

    /// True while it is being written which lessons are done, or read anew.
    pub(super) fn is_marking(&self) -> bool {
        let is_written = self.completing.any(|_| true) || self.reopening.any(|_| true);
        is_written || self.navigation.is_refreshing()
    }

    /// Marks a lesson as done.
    pub(super) fn complete(&mut self, lesson: LessonRef, then: AfterCompletion) {
        let purpose = (lesson.clone(), then);
        if self.completing.any(|asked| *asked == purpose) {
            return;
        }
        let at = self.shared.moment();
        let request = CompleteLesson { lesson, at };
        self.completing.ask_also(request, purpose, &mut self.shared);
    }

    pub(super) fn take_completed(&mut self, answered: Answered<CompleteLesson>) {
        match self.completing.take(answered) {
            Some(((lesson, then), Reply::Done(Ok(())))) => {
                self.refresh_figures(&lesson.course);
                let reader = self.lesson.reader.as_ref();
                let is_open = reader.is_some_and(|r| r.lesson.head.id == lesson.lesson);
                let opens_next = then == AfterCompletion::OpenNext;
                if opens_next && is_open && self.pane == Pane::Lesson {
                    self.open_next();
                }
                self.say_done(&lesson);
            }
            Some((_, Reply::Done(Err(not_passed)))) => self.shared.say(&not_passed.to_string()),
            Some((_, Reply::Failed(failure))) => self.shared.tell(failure.notice),
            _ => {}
        }
    }

    /// Says that a lesson is done, and how to take that back where a key on this screen does.
    fn say_done(&mut self, lesson: &LessonRef) {
        let Some(list) = &self.course.list else {
            return;
        };
        let Some(number) = list.outline.number_of(&lesson.lesson) else {
            return;
        };
        let Some(lesson) = list.outline.lesson(number) else {
            return;
        };
        let mut said = format!("Completed {number} “{}”", lesson.head.title);
        let key = self.shared.key_of(Action::ToggleComplete, &self.layers());
        let is_selected = list.selected() == Some(OutlineRow::Lesson(number, lesson));
        if let Some(key) = key.filter(|_| is_selected) {
            said.push_str(&format!("; {key} to undo"));
        }
        self.shared.say(&said);
    }

    /// Takes back the mark of a lesson that is done.
    pub(super) fn reopen(&mut self, lesson: LessonRef, completion: Option<RecordId>) {
        let Some(completion) = completion else {
            return self.shared.say("This lesson is not marked done");
        };
        if self.reopening.any(|asked| *asked == lesson) {
            return;
        }
        let request = ReopenLesson {
            lesson: lesson.clone(),
            completion,
            at: self.shared.moment(),
        };
        self.reopening.ask_also(request, lesson, &mut self.shared);
    }

    pub(super) fn take_reopened(&mut self, answered: Answered<ReopenLesson>) {
        match self.reopening.take(answered) {
            Some((lesson, Reply::Done(()))) => {
                self.refresh_figures(&lesson.course);
                self.shared.say("Marked not done");
            }
            Some((_, Reply::Failed(failure))) => self.shared.tell(failure.notice),
            _ => {}
        }
    }

    /// Something was written: what shows it is read anew, and it is sent.
    fn refresh_figures(&mut self, course: &CourseId) {
        self.sync_soon();
        self.refresh_outline(course.clone());
        self.catalog.read(&mut self.shared);
        // The cards of a lesson that is done wait for review.
        self.shared.count_due();
        if self.pane == Pane::Progress {
            self.progress.read(&mut self.shared);
        }
    }

    /// Opens the lesson after the one that is open; after the last, shows the outline.
    fn open_next(&mut self) {
        match self.lesson.open_neighbour(Direction::Forward) {
            Some(next) => self.open_lesson(next),
            None => self.go(Pane::Course),
        }
    }

    /// A lesson that was read to its end in one sitting says how fast its reader reads.
    fn measure_speed(&mut self) {
        let reader = self.lesson.reader.as_ref();
        let Some(reader) = reader.filter(|reader| reader.text.at_end()) else {
            return;
        };
        let words = reader.text.layout().document().words();
        let words = words.saturating_sub(reader.began_at);
        let clock = &self.study.clock;
        let sitting = clock.sitting(&reader.lesson.head.id, self.shared.now);
        if let Some(measured) = words_per_minute(words, sitting) {
            let known = self.shared.words_per_minute();
            // One lesson is one opinion: it moves the figure by a quarter.
            self.shared.preferences.words_per_minute = Some((3 * known + measured) / 4);
            self.shared.save_preferences();
        }
    }
}
