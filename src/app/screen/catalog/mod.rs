//! The Catalog screen: all courses.

pub mod list;

use std::sync::Arc;

use super::{Next, Screen};
use crate::app::frame::geometry::{self, InList, ListAndDetails, ListKind};
use crate::app::msg::Mouse;
use crate::app::overlay::Overlay;
use crate::app::overlay::text::Text;
use crate::app::pane::Pane;
use crate::app::request::courses::ReadCourses;
use crate::app::request::waiting::Waiting;
use crate::app::request::{Answered, Reply};
use crate::app::shared::Shared;
use crate::app::widget::input_line::InputLine;
use crate::app::widget::movement::rows_moved;
use crate::app::wish::Wish;
use crate::domain::{CourseId, LessonEntry, LessonNumber, Mark, Outline};
use crate::keymap::{Action, Layer};
use list::CourseList;

/// The Catalog screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CatalogScreen {
    /// The courses.
    pub courses: CourseList,
    /// The outline of the course that was selected last, to name the lesson to resume.
    pub(in crate::app) resumed: Option<Arc<Outline>>,
    /// The course whose outline was asked for.
    looked_up: Option<CourseId>,
    reading: Waiting<ReadCourses>,
}

impl CatalogScreen {
    /// Reads the courses, or reads them again.
    pub(in crate::app) fn read(&mut self, shared: &mut Shared) {
        self.reading.ask(ReadCourses, (), shared);
    }

    /// The courses came; false where they can't be read.
    pub(in crate::app) fn take(
        &mut self,
        answered: Answered<ReadCourses>,
        shared: &mut Shared,
    ) -> bool {
        match self.reading.take(answered) {
            Some(((), Reply::Done(courses))) => {
                self.looked_up = None;
                let rows = self.rows(shared);
                self.courses
                    .set_courses(courses, shared.preferences.sort, rows);
            }
            Some(((), Reply::Failed(failure))) => {
                shared.tell(failure.notice);
                return false;
            }
            _ => {}
        }
        true
    }

    /// The learner's preferences came.
    pub(in crate::app) fn take_preferences(&mut self, shared: &Shared) {
        let rows = self.rows(shared);
        self.courses.rearrange(shared.preferences.sort, rows);
    }

    /// Selects a course where it is shown.
    pub(in crate::app) fn select(&mut self, course: &CourseId, shared: &Shared) {
        let rows = self.rows(shared);
        self.courses.select(course, rows);
    }

    /// The lesson of the selected course that would be resumed, where that is known and one was begun.
    pub fn to_resume(&self) -> Option<(LessonNumber, &LessonEntry)> {
        let selected = &self.courses.selected()?.course.id;
        let outline = self.resumed.as_ref()?;
        let is_it = outline.course.id == *selected;
        is_it.then(|| outline.to_resume()).flatten()
    }

    /// The course that was begun and selected since its outline was asked for last.
    pub(in crate::app) fn course_to_look_up(&mut self) -> Option<CourseId> {
        let selected = self.courses.selected()?;
        let id = &selected.course.id;
        if selected.mark() != Mark::Begun || self.looked_up.as_ref() == Some(id) {
            return None;
        }
        self.looked_up = Some(id.clone());
        self.looked_up.clone()
    }

    /// The list and its details.
    pub fn areas(&self, shared: &Shared) -> ListAndDetails {
        geometry::list_and_details(shared.bands.body, ListKind::Courses)
    }

    /// The filter, which is always shown, and the rows of the list.
    pub fn in_list(&self, shared: &Shared) -> InList {
        geometry::in_list(self.areas(shared).list, true)
    }

    fn rows(&self, shared: &Shared) -> usize {
        self.in_list(shared).rows.height.into()
    }

    fn sort(&mut self, shared: &mut Shared) {
        shared.preferences.sort = shared.preferences.sort.next();
        let rows = self.rows(shared);
        self.courses
            .rearrange_around_selected(shared.preferences.sort, rows);
        shared.save_preferences();
    }

    fn clear_filter(&mut self, shared: &Shared) {
        self.courses.filter.clear();
        let rows = self.rows(shared);
        self.courses
            .rearrange_around_selected(shared.preferences.sort, rows);
    }
}

impl Screen for CatalogScreen {
    fn layers(&self) -> Vec<Layer> {
        match self.courses.typing {
            true => vec![Layer::Input, Layer::Catalog, Layer::List],
            false => vec![Layer::Catalog, Layer::List],
        }
    }

    fn act(&mut self, action: Action, _: Option<usize>, shared: &mut Shared) -> Next {
        match action {
            Action::Continue | Action::Open => return Next::Wish(Wish::Continue),
            Action::Outline => {
                if let Some(course) = self.course() {
                    return Next::Wish(Wish::OpenCourse(course.clone(), None));
                }
            }
            Action::About => {
                if let Some(course) = self.courses.selected() {
                    return Next::Show(Overlay::Text(Text::about(&course.course, shared)));
                }
            }
            Action::Filter => self.courses.typing = true,
            Action::Sort => self.sort(shared),
            _ => {
                let rows = self.rows(shared);
                let shown = self.courses.counts().1;
                if let Some(by) = rows_moved(action, rows) {
                    self.courses.cursor.move_by(by, shown, rows);
                }
            }
        }
        Next::Stay
    }

    /// A click selects a course; a click on the selected one opens it.
    fn click(&mut self, mouse: Mouse, shared: &mut Shared) -> Next {
        let areas = self.in_list(shared);
        let Some(row) = mouse.row_in(areas.rows) else {
            self.courses.typing = mouse.is_in(areas.filter);
            return Next::Stay;
        };
        let shown = self.courses.counts().1;
        let row = self.courses.cursor.top + row;
        if row == self.courses.cursor.selected {
            return Next::Wish(Wish::Continue);
        }
        if row < shown {
            let rows = areas.rows.height.into();
            self.courses.cursor.select(row, shown, rows);
        }
        Next::Stay
    }

    fn scroll(&mut self, rows: isize, _: Mouse, shared: &Shared) {
        let height = self.rows(shared);
        let shown = self.courses.counts().1;
        self.courses.cursor.scroll_by(rows, shown, height);
    }

    fn fit(&mut self, shared: &mut Shared) {
        let rows = self.rows(shared);
        let shown = self.courses.counts().1;
        self.courses.cursor.move_by(0, shown, rows);
    }

    fn input(&mut self) -> Option<&mut InputLine> {
        self.courses.typing.then_some(&mut self.courses.filter)
    }

    fn typed(&mut self, shared: &mut Shared) {
        let rows = self.rows(shared);
        self.courses.rearrange(shared.preferences.sort, rows);
    }

    fn accept_input(&mut self, _: &mut Shared) {
        self.courses.typing = false;
    }

    fn cancel_input(&mut self, shared: &mut Shared) {
        self.courses.typing = false;
        self.clear_filter(shared);
    }

    fn give_up(&mut self, shared: &mut Shared) -> bool {
        let filters = !self.courses.filter.is_empty();
        if filters {
            self.clear_filter(shared);
        }
        filters
    }

    fn leave(&mut self, _: &mut Shared) {
        self.courses.typing = false;
    }

    fn crumbs(&self) -> Vec<(String, Pane)> {
        vec![("Catalog".to_owned(), Pane::Catalog)]
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        let mark = self.courses.selected()?.mark();
        match (action, mark) {
            (Action::Continue, Mark::New) => Some("start"),
            (Action::Continue, Mark::Done) => Some("read again"),
            _ => None,
        }
    }

    fn course(&self) -> Option<&CourseId> {
        self.courses.selected().map(|course| &course.course.id)
    }

    fn course_to_continue(&self) -> Option<&CourseId> {
        self.course()
    }

    fn offered(&self, mut actions: Vec<Action>, shared: &Shared) -> Vec<Action> {
        let needs_course =
            |action: &Action| matches!(action, Action::Continue | Action::Outline | Action::About);
        if self.courses.selected().is_none() {
            actions.retain(|action| !needs_course(action));
        }
        if !shared.sync.is_on {
            actions.retain(|action| *action != Action::Academy);
        }
        actions
    }
}
