//! The Progress screen: study days, and how far each course is. It scrolls, and its courses and modules open.

mod page;
mod quiz_rows;
pub mod row;
pub mod rows;

use super::{Next, Screen};
use crate::app::frame::geometry::Area;
use crate::app::msg::Mouse;
use crate::app::pane::Pane;
use crate::app::request::courses::ReadJoined;
use crate::app::request::review::ReadFigures;
use crate::app::request::waiting::Waiting;
use crate::app::request::{Answered, Reply};
use crate::app::shared::Shared;
use crate::app::widget::movement::rows_moved;
use crate::app::wish::Wish;
use crate::keymap::{Action, Layer};
pub use page::Page;
use rows::{ProgressList, column_area};

/// The Progress screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProgressScreen {
    /// The joined courses, and the place in their list.
    pub list: ProgressList,
    reading: Waiting<ReadJoined>,
    /// True from going to the screen until its courses came: the rows to choose from.
    is_coming: bool,
    reading_figures: Waiting<ReadFigures>,
}

impl ProgressScreen {
    /// The screen is gone to.
    pub(in crate::app) fn come(&mut self, shared: &mut Shared) {
        self.read(shared);
        self.is_coming = true;
    }

    /// Reads the joined courses, or reads them again.
    pub(in crate::app) fn read(&mut self, shared: &mut Shared) {
        self.reading.ask(ReadJoined, (), shared);
        let figures = ReadFigures {
            today: shared.today(),
            bound: shared.reviews_a_day(),
        };
        self.reading_figures.ask(figures, (), shared);
    }

    /// The figures of quizzes and reviews came.
    pub(in crate::app) fn take_figures(
        &mut self,
        answered: Answered<ReadFigures>,
        shared: &mut Shared,
    ) {
        match self.reading_figures.take(answered) {
            Some(((), Reply::Done(figures))) => {
                self.list.figures = figures;
                let page = self.page(shared);
                self.list.scroll(0, &page);
            }
            Some(((), Reply::Failed(failure))) => shared.tell(failure.notice),
            _ => {}
        }
    }

    /// The courses came: what is selected stays so, and on screen where it was.
    pub(in crate::app) fn take(&mut self, answered: Answered<ReadJoined>, shared: &mut Shared) {
        let answered = self.reading.take(answered);
        self.is_coming &= answered.is_none();
        match answered {
            Some(((), Reply::Done(courses))) => {
                let was_seen = self.page(shared).selected(&self.list).is_some();
                self.list.set_courses(courses);
                let page = self.page(shared);
                let row = page.opening.get(self.list.selected);
                if let Some(row) = row.filter(|_| was_seen) {
                    self.list.bring_to_screen(*row, &page);
                }
                self.list.scroll(0, &page);
            }
            Some(((), Reply::Failed(failure))) => shared.tell(failure.notice),
            _ => {}
        }
    }

    /// Where the rows are.
    pub fn rows_area(&self, shared: &Shared) -> Area {
        shared.bands.body.inside_border().padded(1)
    }

    /// The rows as they are on this terminal.
    pub fn page(&self, shared: &Shared) -> Page {
        let area = self.rows_area(shared);
        let columns = self
            .list
            .columns(&shared.calendar, shared.today(), area.width);
        let rows = columns.last().into_iter().flatten().enumerate();
        let opening = rows.filter(|(_, row)| row.opens());
        Page {
            opening: opening.map(|(index, _)| index).collect(),
            columns,
            height: area.height.into(),
        }
    }

    fn open_selected(&self) -> Next {
        match self.list.target(self.list.selected) {
            Some((course, module)) => Next::Wish(Wish::OpenCourse(course, module)),
            None => Next::Stay,
        }
    }
}

impl Screen for ProgressScreen {
    fn layers(&self) -> Vec<Layer> {
        vec![Layer::Progress, Layer::List, Layer::Scroll]
    }

    fn awaits_answer(&self) -> bool {
        self.is_coming
    }

    fn act(&mut self, action: Action, _: Option<usize>, shared: &mut Shared) -> Next {
        let page = self.page(shared);
        match (action, rows_moved(action, page.height)) {
            (Action::Open, _) if page.selected(&self.list).is_some() => {
                return self.open_selected();
            }
            (_, Some(step @ (1 | -1))) => self.list.step(step, &page),
            (_, Some(rows)) => {
                self.list.scroll(rows, &page);
                match action {
                    Action::First | Action::Top => self.list.selected = 0,
                    Action::Last | Action::Bottom => {
                        self.list.selected = page.opening.len().saturating_sub(1);
                    }
                    _ => {}
                }
            }
            (_, None) => {}
        }
        Next::Stay
    }

    /// A click opens the course or module of the row.
    fn click(&mut self, mouse: Mouse, shared: &mut Shared) -> Next {
        let page = self.page(shared);
        let count = page.columns.len();
        let area = column_area(self.rows_area(shared), count.saturating_sub(1), count);
        let row = mouse.row_in(area).map(|row| self.list.top + row);
        let clicked = row.and_then(|row| page.opening.iter().position(|opens| *opens == row));
        match clicked {
            Some(number) => {
                self.list.selected = number;
                self.open_selected()
            }
            None => Next::Stay,
        }
    }

    fn scroll(&mut self, rows: isize, _: Mouse, shared: &Shared) {
        let page = self.page(shared);
        self.list.scroll(rows, &page);
    }

    fn fit(&mut self, shared: &mut Shared) {
        let page = self.page(shared);
        self.list.scroll(0, &page);
    }

    fn crumbs(&self) -> Vec<(String, Pane)> {
        vec![("Progress".to_owned(), Pane::Progress)]
    }

    fn offered(&self, mut actions: Vec<Action>, shared: &Shared) -> Vec<Action> {
        let page = self.page(shared);
        actions.retain(|action| match action {
            Action::Open => page.selected(&self.list).is_some(),
            Action::PageDown => page.goes_on(&self.list),
            _ => true,
        });
        actions
    }
}
