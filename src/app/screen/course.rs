//! The Course screen: one course's outline.

use std::sync::Arc;

use super::outline::{self, Opens};
use super::{Next, Screen};
use crate::app::frame::geometry::{self, InList, ListAndDetails, ListKind};
use crate::app::msg::Mouse;
use crate::app::pane::Pane;
use crate::app::shared::Shared;
use crate::app::widget::input_line::InputLine;
use crate::app::widget::outline::OutlineList;
use crate::domain::{CourseId, Outline};
use crate::keymap::{Action, Layer};

/// The Course screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CourseScreen {
    /// The outline; none until a course was opened.
    pub list: Option<OutlineList>,
}

impl CourseScreen {
    /// Shows an outline; the same course keeps its place and its folded modules.
    pub(in crate::app) fn show(&mut self, outline: Arc<Outline>, shared: &Shared) {
        let rows = self.rows(shared);
        match &mut self.list {
            Some(list) if list.outline.course.id == outline.course.id => {
                list.refresh(outline, rows);
            }
            _ => self.list = Some(OutlineList::new(outline, rows)),
        }
    }

    /// The list and its details.
    pub fn areas(&self, shared: &Shared) -> ListAndDetails {
        geometry::list_and_details(shared.bands.body, ListKind::Outline)
    }

    /// The filter and the rows of the list.
    pub fn in_list(&self, shared: &Shared) -> InList {
        let shows_filter = self.list.as_ref().is_some_and(OutlineList::shows_filter);
        geometry::in_list(self.areas(shared).list, shows_filter)
    }

    /// How many rows of the list are on screen.
    pub(in crate::app) fn rows(&self, shared: &Shared) -> usize {
        self.in_list(shared).rows.height.into()
    }

    /// The course on this screen.
    pub(in crate::app) fn shown(&self) -> Option<&CourseId> {
        self.list.as_ref().map(|list| &list.outline.course.id)
    }
}

impl Screen for CourseScreen {
    fn layers(&self) -> Vec<Layer> {
        match self.list.as_ref().is_some_and(|list| list.typing) {
            true => vec![Layer::Input, Layer::Course, Layer::List],
            false => vec![Layer::Course, Layer::List],
        }
    }

    fn act(&mut self, action: Action, number: Option<usize>, shared: &mut Shared) -> Next {
        let rows = self.rows(shared);
        let Some(list) = &mut self.list else {
            return Next::Stay;
        };
        let next = outline::act(list, action, number, rows, shared);
        self.fit(shared);
        next
    }

    fn click(&mut self, mouse: Mouse, shared: &mut Shared) -> Next {
        let areas = self.in_list(shared);
        let Some(list) = &mut self.list else {
            return Next::Stay;
        };
        let next = outline::click(list, areas, Opens::WhenSelected, mouse);
        self.fit(shared);
        next
    }

    fn scroll(&mut self, rows: isize, _: Mouse, shared: &Shared) {
        let height = self.rows(shared);
        if let Some(list) = &mut self.list {
            list.scroll_by(rows, height);
        }
    }

    fn fit(&mut self, shared: &mut Shared) {
        let rows = self.rows(shared);
        if let Some(list) = &mut self.list {
            list.move_by(0, rows);
        }
    }

    fn input(&mut self) -> Option<&mut InputLine> {
        let list = self.list.as_mut().filter(|list| list.typing)?;
        Some(&mut list.filter)
    }

    fn typed(&mut self, shared: &mut Shared) {
        let rows = self.rows(shared);
        if let Some(list) = &mut self.list {
            list.apply_filter(rows);
        }
    }

    fn accept_input(&mut self, shared: &mut Shared) {
        self.leave(shared);
        self.fit(shared);
    }

    fn cancel_input(&mut self, shared: &mut Shared) {
        let rows = self.rows(shared);
        if let Some(list) = &mut self.list {
            list.clear_filter(rows);
        }
        self.fit(shared);
    }

    fn give_up(&mut self, shared: &mut Shared) -> bool {
        let filters = self.list.as_ref().is_some_and(OutlineList::shows_filter);
        if filters {
            self.cancel_input(shared);
        }
        filters
    }

    fn leave(&mut self, _: &mut Shared) {
        if let Some(list) = &mut self.list {
            list.typing = false;
        }
    }

    fn crumbs(&self) -> Vec<(String, Pane)> {
        let title = self.list.as_ref().map(|list| &list.outline.course.title);
        let title = title.map_or("Course", String::as_str);
        vec![(title.to_owned(), Pane::Course)]
    }

    fn course_to_continue(&self) -> Option<&CourseId> {
        self.shown()
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        outline::label(self.list.as_ref()?, action)
    }
}
