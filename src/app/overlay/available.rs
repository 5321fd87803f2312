//! The academy's courses over a screen: searched by title, and joined.

use std::sync::Arc;

use super::{Next, Panel};
use crate::app::frame::geometry::Area;
use crate::app::request::courses::{Access, Available as Course, ReadAvailable};
use crate::app::request::waiting::Waiting;
use crate::app::request::{Answered, Reply};
use crate::app::shared::Shared;
use crate::app::study::clock::Millis;
use crate::app::widget::filter::{Haystack, Order};
use crate::app::widget::input_line::InputLine;
use crate::app::widget::list::ListCursor;
use crate::app::widget::movement::rows_moved;
use crate::app::wish::Wish;
use crate::domain::Cents;
use crate::keymap::{Action, Layer};

/// How long the list stays as it is while the catalog comes, in milliseconds.
const BETWEEN_READS: Millis = 1_000;
/// The same for a long list, as a multiple of the time that reading it takes.
const OF_ITS_TIME: Millis = 20;

/// The academy's courses.
#[derive(Debug, Clone, PartialEq)]
pub struct Available {
    courses: Arc<[Course]>,
    /// The titles that the search looks at.
    titles: Haystack,
    /// The text to find.
    pub input: InputLine,
    /// Where the list stands.
    pub cursor: ListCursor,
    /// True once the courses were read.
    pub is_read: bool,
    asked_at: Millis,
    /// When it may be read again, at the earliest.
    next_at: Millis,
    reading: Waiting<ReadAvailable>,
}

impl Available {
    /// Reads the academy's courses.
    pub(in crate::app) fn new(shared: &mut Shared) -> Available {
        let mut list = Available {
            courses: Arc::new([]),
            titles: Haystack::default(),
            input: InputLine::default(),
            cursor: ListCursor::default(),
            is_read: false,
            asked_at: 0,
            next_at: 0,
            reading: Waiting::default(),
        };
        list.read(shared);
        list
    }

    pub(in crate::app) fn read(&mut self, shared: &mut Shared) {
        self.asked_at = shared.now;
        self.reading.ask(ReadAvailable, (), shared);
    }

    /// The same, unless that was done a moment ago.
    pub(in crate::app) fn follow(&mut self, shared: &mut Shared) {
        if shared.now >= self.next_at && self.reading.len() == 0 {
            self.read(shared);
        }
    }

    pub(in crate::app) fn take(&mut self, answered: Answered<ReadAvailable>, shared: &mut Shared) {
        match self.reading.take(answered) {
            Some(((), Reply::Done(courses))) => {
                let took = shared.now.saturating_sub(self.asked_at);
                self.next_at = shared.now + BETWEEN_READS.max(took * OF_ITS_TIME);
                let selected = self.selected().map(|course| course.id.clone());
                self.titles = Haystack::of(Order::as_given(courses.len()));
                self.courses = courses;
                self.is_read = true;
                self.find();
                let row = self
                    .rows()
                    .position(|course| Some(&course.id) == selected.as_ref());
                let height = self.height(shared);
                let count = self.titles.found().len();
                self.cursor.select(row.unwrap_or_default(), count, height);
            }
            Some(((), Reply::Failed(failure))) => shared.tell(failure.notice),
            _ => {}
        }
    }

    /// The courses on the list, in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &Course> {
        let found = self.titles.found().iter();
        found.map(|&index| &self.courses[index])
    }

    /// How many courses there are, and how many of them are found.
    pub fn counts(&self) -> (usize, usize) {
        (self.courses.len(), self.titles.found().len())
    }

    fn selected(&self) -> Option<&Course> {
        let index = self.titles.found().get(self.cursor.selected)?;
        self.courses.get(*index)
    }

    fn find(&mut self) {
        let courses = &self.courses;
        let title = |index: usize| courses[index].title.clone();
        self.titles.find(self.input.text(), title);
    }

    fn height(&self, shared: &Shared) -> usize {
        Panel::rows(self, shared).height.into()
    }

    fn move_by(&mut self, rows: isize, shared: &Shared) {
        let height = self.height(shared);
        self.cursor.move_by(rows, self.titles.found().len(), height);
    }

    /// Opens the selected course where it is here, or enrolls in it.
    fn open_selected(&self, shared: &mut Shared) -> Next {
        let Some(course) = self.selected() else {
            return Next::Stay;
        };
        let title = &course.title;
        match course.access {
            Access::Here => return Next::CloseAnd(Wish::OpenCourse(course.id.clone(), None)),
            Access::Enroll => return Next::StayAnd(Wish::Enroll(course.id.clone())),
            Access::Coming => {
                shared.say(&format!("The next sync downloads the lessons of {title}"));
            }
            Access::Closed if course.price == Cents::default() => {
                shared.say(&format!("Your enrollment in {title} is suspended"));
            }
            Access::Closed => {
                shared.say(&format!(
                    "Pay {} at the academy first: {title}",
                    course.price
                ));
            }
        }
        Next::Stay
    }
}

impl Panel for Available {
    fn layers(&self) -> Vec<Layer> {
        vec![Layer::Input, Layer::List]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Next {
        if action == Action::Open {
            return self.open_selected(shared);
        }
        if let Some(rows) = rows_moved(action, self.height(shared)) {
            self.move_by(rows, shared);
        }
        Next::Stay
    }

    fn awaits(&self, action: Action) -> bool {
        !self.is_read && matches!(action, Action::Accept | Action::Open)
    }

    fn rows_inside(&self, inside: Area) -> Area {
        inside.split_top(1).1
    }

    fn input(&mut self) -> Option<&mut InputLine> {
        Some(&mut self.input)
    }

    fn typed(&mut self, shared: &mut Shared) {
        self.find();
        let height = self.height(shared);
        self.cursor.select(0, self.titles.found().len(), height);
    }

    fn accepts(&self) -> Option<&'static str> {
        match self.selected()?.access {
            Access::Enroll => Some("enroll"),
            Access::Here | Access::Coming | Access::Closed => Some("open"),
        }
    }

    fn accept_input(&mut self, shared: &mut Shared) -> Next {
        self.open_selected(shared)
    }

    fn click(&mut self, row: usize, shared: &mut Shared) -> Next {
        let row = self.cursor.top + row;
        if row == self.cursor.selected {
            return self.open_selected(shared);
        }
        let height = self.height(shared);
        self.cursor.select(row, self.titles.found().len(), height);
        Next::Stay
    }

    fn scroll(&mut self, rows: isize, shared: &Shared) {
        let height = self.height(shared);
        self.cursor
            .scroll_by(rows, self.titles.found().len(), height);
    }

    fn fit(&mut self, shared: &Shared) {
        self.move_by(0, shared);
    }

    fn close(&mut self, shared: &mut Shared) {
        self.reading.cancel(|()| true, shared);
    }
}
