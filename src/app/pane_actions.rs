//! What actions do in the Catalog, and in an outline: in the Course pane or beside a lesson.

use super::actions::{rows_moved, rows_moved_from};
use super::clock::Subject;
use super::course::{CourseView, OutlineRow};
use super::effect::Question;
use super::model::{Model, Pane};
use super::purpose::{AndThen, Landing, Purpose, Which};
use super::reader::Part;
use crate::domain::{Course, CourseId, ModuleId};
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
        self.open_outline_at(course, None);
    }

    /// The same, with a module selected.
    pub(super) fn open_outline_at(&mut self, course: CourseId, module: Option<ModuleId>) {
        self.requests.cancel(Purpose::is_navigation);
        self.ask(Purpose::ShowOutline(module), Question::Outline(course));
    }

    /// The outline that has the keys: in the Course pane, or beside a lesson.
    pub(super) fn outline_view(&self) -> Option<&CourseView> {
        match (self.pane, self.part()) {
            (Pane::Course, _) => self.course.as_ref(),
            (_, Some(Part::Outline)) => self.reader.as_ref().map(|reader| &reader.beside),
            _ => None,
        }
    }

    /// The same, to be changed, and how many of its rows are on screen.
    pub(super) fn outline_in_hand(&mut self) -> Option<(&mut CourseView, usize)> {
        let (list_rows, beside_rows) = (self.list_rows(), self.beside_rows());
        match (self.pane, self.part()) {
            (Pane::Course, _) => self.course.as_mut().map(|view| (view, list_rows)),
            (_, Some(Part::Outline)) => {
                let reader = self.reader.as_mut()?;
                Some((&mut reader.beside, beside_rows))
            }
            _ => None,
        }
    }

    /// True while an outline's filter takes the keys.
    pub(super) fn filters_outline(&self) -> bool {
        self.overlay.is_none() && self.outline_view().is_some_and(|view| view.typing)
    }

    fn change_outline(&mut self, change: impl FnOnce(&mut CourseView, usize)) {
        if let Some((view, rows)) = self.outline_in_hand() {
            change(view, rows);
        }
    }

    pub(super) fn act_on_course(&mut self, action: Action, number: Option<usize>) {
        match action {
            Action::Continue => self.continue_course(),
            Action::Open => self.open_selected_row(),
            Action::Filter => self.open_outline_filter(),
            Action::ToggleComplete => self.toggle_selected_lesson(),
            Action::FoldModule => self.change_outline(CourseView::toggle_fold),
            Action::NextModule => self.change_outline(|view, rows| view.move_by_module(true, rows)),
            Action::PreviousModule => {
                self.change_outline(|view, rows| view.move_by_module(false, rows));
            }
            Action::About => {
                if let Some(view) = self.outline_view() {
                    let course = view.outline.course.clone();
                    self.show_about(&course);
                }
            }
            _ => self.change_outline(|view, rows| {
                if let Some(by) = rows_moved_from(view.cursor.selected, action, number, rows) {
                    view.move_by(by, rows);
                }
            }),
        }
    }

    pub(super) fn open_outline_filter(&mut self) {
        self.change_outline(|view, _| view.typing = true);
        // Its line is a row of the list less.
        self.fit();
    }

    pub(super) fn apply_outline_filter(&mut self) {
        self.change_outline(CourseView::apply_filter);
    }

    pub(super) fn clear_outline_filter(&mut self) {
        self.change_outline(CourseView::clear_filter);
        self.fit();
    }

    /// Opens the selected lesson, or folds the selected module.
    pub(super) fn open_selected_row(&mut self) {
        let Some(view) = self.outline_view() else {
            return;
        };
        match view.selected() {
            Some(OutlineRow::Lesson(_, lesson)) => {
                let (course, lesson) = (view.outline.course.id.clone(), lesson.id.clone());
                self.open_lesson(course, Which::Lesson(lesson), Landing::Kept);
            }
            Some(OutlineRow::Module(..)) => self.change_outline(CourseView::toggle_fold),
            None => {}
        }
    }

    fn toggle_selected_lesson(&mut self) {
        let Some(view) = self.outline_view() else {
            return;
        };
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
        self.show_text(course.title.clone(), about(course));
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
