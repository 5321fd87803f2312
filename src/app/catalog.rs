//! The Catalog pane: all courses, filtered and sorted.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};

use super::input::InputLine;
use super::list::ListCursor;
use super::preferences::Sort;
use crate::domain::{CourseId, CourseSummary, Mark};

/// The courses, and which of them are shown in which order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalog {
    courses: Arc<[CourseSummary]>,
    /// What the filter looks at, one text a course.
    haystack: Arc<[Utf32String]>,
    /// Indices into `courses`: what passes the filter, in order.
    shown: Vec<usize>,
    /// Where the list stands.
    pub cursor: ListCursor,
    /// What is typed into the filter.
    pub filter: InputLine,
    /// True while the filter takes the keys.
    pub typing: bool,
    /// True once the courses were read.
    pub loaded: bool,
}

impl Catalog {
    /// Takes the courses as they are now; the selected course stays selected.
    pub fn set_courses(&mut self, courses: Arc<[CourseSummary]>, sort: Sort, height: usize) {
        let selected = self.selected().map(|course| course.course.id.clone());
        self.haystack = courses.iter().map(searched_text).collect();
        self.courses = courses;
        self.loaded = true;
        self.refresh(sort);
        let row = selected.and_then(|id| self.row_of(&id)).unwrap_or(0);
        self.cursor.select(row, self.shown.len(), height);
    }

    /// Applies another order or filter; the first row is selected.
    pub fn rearrange(&mut self, sort: Sort, height: usize) {
        self.refresh(sort);
        self.cursor.select(0, self.shown.len(), height);
    }

    /// The courses on the list, in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &CourseSummary> {
        self.shown.iter().map(|&index| &self.courses[index])
    }

    /// The selected course.
    pub fn selected(&self) -> Option<&CourseSummary> {
        self.shown
            .get(self.cursor.selected)
            .and_then(|&index| self.courses.get(index))
    }

    /// The course with that id, shown or not.
    pub fn course(&self, id: &CourseId) -> Option<&CourseSummary> {
        self.courses.iter().find(|course| course.course.id == *id)
    }

    /// The first course with that slug, shown or not.
    pub fn course_by_slug(&self, slug: &str) -> Option<&CourseSummary> {
        self.courses
            .iter()
            .find(|course| course.course.slug.as_str() == slug)
    }

    /// How many courses there are, and how many of them are shown.
    pub fn counts(&self) -> (usize, usize) {
        (self.courses.len(), self.shown.len())
    }

    /// True where no course was ever joined: the program is new to its learner.
    pub fn is_untouched(&self) -> bool {
        self.loaded && self.courses.iter().all(|course| course.mark() == Mark::New)
    }

    /// Selects a course where it is shown.
    pub fn select(&mut self, id: &CourseId, height: usize) {
        if let Some(row) = self.row_of(id) {
            self.cursor.select(row, self.shown.len(), height);
        }
    }

    fn row_of(&self, id: &CourseId) -> Option<usize> {
        self.shown
            .iter()
            .position(|&index| self.courses[index].course.id == *id)
    }

    fn refresh(&mut self, sort: Sort) {
        let mut shown: Vec<(Reverse<u32>, usize)> = if self.filter.is_empty() {
            (0..self.courses.len())
                .map(|index| (Reverse(0), index))
                .collect()
        } else {
            self.matches()
        };
        shown.sort_by(|(score_a, a), (score_b, b)| {
            let by_choice = || compare(&self.courses[*a], &self.courses[*b], sort);
            score_a.cmp(score_b).then_with(by_choice).then(a.cmp(b))
        });
        self.shown = shown.into_iter().map(|(_, index)| index).collect();
    }

    fn matches(&self) -> Vec<(Reverse<u32>, usize)> {
        let pattern = Pattern::parse(
            self.filter.text(),
            CaseMatching::Smart,
            Normalization::Smart,
        );
        let mut matcher = Matcher::new(Config::DEFAULT);
        let score = |text: &Utf32String| pattern.score(text.slice(..), &mut matcher).map(Reverse);
        self.haystack
            .iter()
            .map(score)
            .enumerate()
            .filter_map(|(index, score)| score.map(|score| (score, index)))
            .collect()
    }
}

fn searched_text(course: &CourseSummary) -> Utf32String {
    let course = &course.course;
    format!("{} {} {}", course.title, course.slug, course.difficulty).into()
}

fn compare(a: &CourseSummary, b: &CourseSummary, sort: Sort) -> Ordering {
    match sort {
        // As the store has them, with what was read before the rest.
        Sort::Recent => b.last_read.cmp(&a.last_read),
        Sort::Title => a
            .course
            .title
            .to_lowercase()
            .cmp(&b.course.title.to_lowercase()),
        Sort::Difficulty => a.course.difficulty.cmp(&b.course.difficulty),
        Sort::Progress => {
            let rank = |course: &CourseSummary| match course.mark() {
                Mark::Begun => 0,
                Mark::New => 1,
                Mark::Done => 2,
            };
            rank(a).cmp(&rank(b)).then(b.percent().cmp(&a.percent()))
        }
    }
}
