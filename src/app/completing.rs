//! Joining a course, marking its lessons as done and going on to the next.

use super::clock::Subject;
use super::course::OutlineRow;
use super::effect::Write;
use super::model::{Model, Pane};
use super::notice::Notice;
use super::purpose::{AndThen, Landing, Purpose, Which};
use crate::domain::Outline;
use crate::keymap::Action;

impl Model {
    /// Opening a lesson of a free or local course joins it (design 5).
    pub(super) fn enroll_reader(&mut self) {
        let Some(reader) = &self.reader else { return };
        let course = reader.outline.course.id.clone();
        let joined = self
            .catalog
            .course(&course)
            .is_none_or(|c| c.enrolled_at.is_some());
        if joined || !self.joined.insert(course.clone()) {
            return;
        }
        let notice = Notice::information(format!("You joined {}", reader.outline.course.title));
        self.notices.push(notice, self.now);
        let stamp = self.stamp();
        let purpose = Purpose::Enroll(course.clone());
        self.write(purpose, Write::Enroll { course, stamp });
    }

    /// Marks the lesson that is open as done and goes on; a lesson that is done already just goes on.
    pub(super) fn complete_and_go_on(&mut self) {
        let Some(reader) = &self.reader else { return };
        if reader.is_done() {
            self.go_on();
            return;
        }
        let subject = reader.subject();
        self.measure_speed();
        self.complete(subject, AndThen::GoOn);
    }

    /// Marks a lesson as done.
    pub(super) fn complete(&mut self, subject: Subject, then: AndThen) {
        let purpose = Purpose::Complete(subject.clone(), then);
        if self.requests.any(|waiting| *waiting == purpose) {
            return;
        }
        let stamp = self.stamp();
        self.write(purpose, Write::Complete { subject, stamp });
    }

    /// Says which lesson is done now, and how to take that back where a key on this screen does.
    pub(super) fn say_done(&mut self, subject: &Subject) {
        let Some(view) = &self.course else { return };
        let Some(number) = view.outline.number_of(&subject.lesson) else {
            return;
        };
        let Some(lesson) = view.outline.lesson(number) else {
            return;
        };
        let mut said = format!("{number} {} is done", lesson.title);
        let layers = self.layers();
        let keys = self.keymap.keys_for(Action::ToggleComplete, &layers);
        let is_selected = view.selected() == Some(OutlineRow::Lesson(number, lesson));
        if let Some(key) = keys.first().filter(|_| is_selected) {
            said.push_str(&format!("; {} takes it back", key.pretty()));
        }
        self.say(&said);
    }

    /// Takes back the mark of a lesson that is done.
    pub(super) fn reopen(&mut self, subject: Subject, outline: &Outline) {
        let progress = outline
            .number_of(&subject.lesson)
            .and_then(|n| outline.lesson(n));
        let Some(completion) = progress.and_then(|lesson| lesson.progress.completion) else {
            self.notices.push(
                Notice::information("This lesson is not marked as done"),
                self.now,
            );
            return;
        };
        let purpose = Purpose::Reopen(subject.clone());
        if self.requests.any(|waiting| *waiting == purpose) {
            return;
        }
        let stamp = self.stamp();
        self.write(
            purpose,
            Write::Reopen {
                subject,
                completion: completion.record,
                stamp,
            },
        );
    }

    /// Opens the lesson after the one that is open; after the last, shows the outline.
    pub(super) fn go_on(&mut self) {
        let Some(reader) = &self.reader else { return };
        let course = reader.outline.course.id.clone();
        match reader.neighbour(true).map(|lesson| lesson.id.clone()) {
            Some(next) => self.open_lesson(course, Which::Lesson(next), Landing::Kept),
            None => self.go(Pane::Course),
        }
    }
}
