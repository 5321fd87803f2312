//! What actions do in the Catalog and Course panes.

use super::actions::rows_moved;
use super::clock::Subject;
use super::course::OutlineRow;
use super::effect::Question;
use super::model::{Model, Pane};
use super::purpose::{AndThen, Landing, Purpose, Which};
use crate::domain::{Course, CourseId};
use crate::keymap::Action;
use crate::lesson::about;

impl Model {
    pub(super) fn act_on_catalog(&mut self, action: Action) {
        match action {
            Action::Continue | Action::Open => self.continue_course(),
            Action::Outline => self.open_selected_outline(),
            Action::Filter => self.catalog.typing = true,
            Action::Sort => {
                self.preferences.sort = self.preferences.sort.next();
                self.catalog
                    .rearrange_around_selected(self.preferences.sort, self.list_rows());
                self.choose();
            }
            Action::About => {
                if let Some(course) = self.catalog.selected() {
                    let course = course.course.clone();
                    self.show_about(&course);
                }
            }
            _ => {
                let rows = self.list_rows();
                let shown = self.catalog.counts().1;
                if let Some(by) = rows_moved(action, rows) {
                    self.catalog.cursor.move_by(by, shown, rows);
                }
            }
        }
    }

    pub(super) fn open_selected_outline(&mut self) {
        if let Some(course) = self.catalog.selected() {
            let id = course.course.id.clone();
            self.open_outline(id);
        }
    }

    /// Shows a course's outline, once it was read; what was to be opened before is no longer wanted.
    pub(super) fn open_outline(&mut self, course: CourseId) {
        self.requests.cancel(Purpose::is_navigation);
        self.ask(Purpose::ShowOutline, Question::Outline(course));
    }

    pub(super) fn act_on_course(&mut self, action: Action) {
        let rows = self.list_rows();
        let Some(view) = &mut self.course else { return };
        match action {
            Action::Continue => self.continue_course(),
            Action::Open => self.open_selected_row(),
            Action::ToggleComplete => self.toggle_selected_lesson(),
            Action::FoldModule => view.toggle_fold(rows),
            Action::NextModule => view.move_by_module(true, rows),
            Action::PreviousModule => view.move_by_module(false, rows),
            Action::About => {
                let course = view.outline.course.clone();
                self.show_about(&course);
            }
            _ => {
                if let Some(by) = rows_moved(action, rows) {
                    view.move_by(by, rows);
                }
            }
        }
    }

    /// Opens the selected lesson, or folds the selected module.
    pub(super) fn open_selected_row(&mut self) {
        let rows = self.list_rows();
        let Some(view) = &mut self.course else { return };
        match view.selected() {
            Some(OutlineRow::Lesson(_, lesson)) => {
                let (course, lesson) = (view.outline.course.id.clone(), lesson.id.clone());
                self.open_lesson(course, Which::Lesson(lesson), Landing::Kept);
            }
            Some(OutlineRow::Module(..)) => view.toggle_fold(rows),
            None => {}
        }
    }

    fn toggle_selected_lesson(&mut self) {
        let Some(view) = &self.course else { return };
        let Some(OutlineRow::Lesson(_, lesson)) = view.selected() else {
            return self.say("Select a lesson to mark it as done");
        };
        let outline = std::sync::Arc::clone(&view.outline);
        let subject = Subject {
            course: outline.course.id.clone(),
            lesson: lesson.id.clone(),
        };
        if lesson.progress.completion.is_some() {
            self.reopen(subject, &outline);
        } else {
            self.complete(subject, AndThen::Stay);
        }
    }

    fn show_about(&mut self, course: &Course) {
        self.show_text(course.title.clone(), &about(course));
    }

    pub(super) fn go_to_pane(&mut self, pane: Pane) {
        match pane {
            Pane::Catalog => self.act(Action::GoCatalog),
            Pane::Course => self.act(Action::GoCourse),
            Pane::Lesson => self.act(Action::GoLesson),
            Pane::Progress => self.act(Action::GoProgress),
        }
    }
}
