//! The list of courses, filtered and sorted.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::app::preferences::Sort;
use crate::app::widget::filter::{Haystack, Order};
use crate::app::widget::input_line::InputLine;
use crate::app::widget::list::ListCursor;
use crate::domain::collation::Collation;
use crate::domain::{CourseId, CourseSummary, Mark, Percent};

/// The courses, and which of them are shown in which order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CourseList {
    courses: Arc<[CourseSummary]>,
    /// The texts that the filter searches, one a course.
    haystack: Haystack,
    /// The course that was read last, of those that were joined.
    last_read: Option<CourseId>,
    /// The order that was asked for last.
    sort: Sort,
    /// Where the list stands.
    pub cursor: ListCursor,
    /// The filter.
    pub filter: InputLine,
    /// True while the filter takes the keys.
    pub typing: bool,
    /// True once the courses were read.
    pub loaded: bool,
}

impl CourseList {
    /// Takes the courses as they are now; the selected course stays selected.
    pub fn set_courses(&mut self, courses: Arc<[CourseSummary]>, sort: Sort, height: usize) {
        let selected = self.selected().map(|course| course.course.id.clone());
        self.haystack = Haystack::of(order(&courses, sort));
        self.sort = sort;
        self.last_read = last_read(&courses);
        self.courses = courses;
        self.loaded = true;
        self.refresh(sort);
        self.reselect(selected, height);
    }

    /// Applies the order and what the filter says now; the best match is selected.
    pub fn rearrange(&mut self, sort: Sort, height: usize) {
        self.refresh(sort);
        self.cursor.select(0, self.shown().len(), height);
    }

    /// Applies another order, or a filter that lets more through; the selected course stays selected.
    pub fn rearrange_around_selected(&mut self, sort: Sort, height: usize) {
        let selected = self.selected().map(|course| course.course.id.clone());
        self.refresh(sort);
        self.reselect(selected, height);
    }

    fn reselect(&mut self, id: Option<CourseId>, height: usize) {
        let row = id.and_then(|id| self.row_of(&id)).unwrap_or(0);
        self.cursor.select(row, self.shown().len(), height);
    }

    /// The courses on the list, in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &CourseSummary> {
        self.shown().iter().map(|&index| &self.courses[index])
    }

    /// The selected course.
    pub fn selected(&self) -> Option<&CourseSummary> {
        self.shown()
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
        (self.courses.len(), self.shown().len())
    }

    /// True where no course was ever joined: the program is new to its learner.
    pub fn is_untouched(&self) -> bool {
        self.loaded && self.courses.iter().all(|course| course.mark() == Mark::New)
    }

    /// True for a course that the learner joined.
    pub fn is_joined(&self, id: &CourseId) -> bool {
        let course = self.course(id);
        course.is_some_and(|course| course.enrolled_at.is_some())
    }

    /// The course that was read last, of those that were joined.
    pub fn last_read(&self) -> Option<&CourseId> {
        self.last_read.as_ref()
    }

    /// Selects a course where it is shown.
    pub fn select(&mut self, id: &CourseId, height: usize) {
        if let Some(row) = self.row_of(id) {
            self.cursor.select(row, self.shown().len(), height);
        }
    }

    fn row_of(&self, id: &CourseId) -> Option<usize> {
        self.shown()
            .iter()
            .position(|&index| self.courses[index].course.id == *id)
    }

    /// Indices of the courses that pass the filter, in order.
    fn shown(&self) -> &[usize] {
        self.haystack.found()
    }

    fn refresh(&mut self, sort: Sort) {
        if self.sort != sort {
            self.sort = sort;
            self.haystack.set_order(order(&self.courses, sort));
        }
        let courses = &self.courses;
        let text = |index: usize| searched_text(&courses[index]);
        self.haystack.find(self.filter.text(), text);
    }
}

fn last_read(courses: &[CourseSummary]) -> Option<CourseId> {
    let joined = courses.iter().filter(|course| course.enrolled_at.is_some());
    let read = joined.filter(|course| course.last_read.is_some());
    let last = read.max_by_key(|course| course.last_read)?;
    Some(last.course.id.clone())
}

/// The order of the courses.
fn order(courses: &[CourseSummary], sort: Sort) -> Order {
    let mut rows: Vec<usize> = (0..courses.len()).collect();
    // All of these keep the store's order among equals, which is by title already.
    match sort {
        Sort::Recent => rows.sort_by_key(|&index| Reverse(courses[index].last_read)),
        Sort::Title => {
            let collation = Collation::new();
            let title = |index: &usize| courses[*index].course.title.as_str();
            let in_order = |a: &usize, b: &usize| collation.compare(title(a), title(b)).is_le();
            if !rows.is_sorted_by(in_order) {
                rows.sort_by_cached_key(|index| collation.key(title(index)));
            }
        }
        Sort::Difficulty => rows.sort_by_key(|&index| courses[index].course.difficulty),
        Sort::Progress => rows.sort_by_key(|&index| by_progress(&courses[index])),
    }
    Order::of(rows)
}

fn by_progress(course: &CourseSummary) -> (u8, Reverse<Percent>) {
    let rank = match course.mark() {
        Mark::Begun => 0,
        Mark::New => 1,
        Mark::Done => 2,
    };
    (rank, Reverse(course.percent()))
}

fn searched_text(course: &CourseSummary) -> String {
    let course = &course.course;
    format!("{} {} {}", course.title, course.slug, course.difficulty)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Cents, Course, Difficulty, Minutes, Origin, Seconds};

    fn summary((number, title): (usize, &str)) -> CourseSummary {
        CourseSummary {
            course: Course {
                id: CourseId::new(number.to_string()),
                slug: format!("course-{number}").parse().unwrap(),
                title: title.to_owned(),
                description: String::new(),
                difficulty: Difficulty::ALL[number % Difficulty::ALL.len()],
                price: Cents::default(),
                language: "en".to_owned(),
                license: None,
                objectives: Vec::new(),
                prerequisites: Vec::new(),
            },
            origin: Origin::Folder,
            archived: false,
            minutes: Minutes::default(),
            modules: 1,
            lessons: 4,
            lessons_done: number % 5,
            seconds: Seconds::default(),
            enrolled_at: None,
            last_read: None,
        }
    }

    fn list(titles: &[&str], sort: Sort) -> CourseList {
        let mut catalog = CourseList::default();
        let courses = titles.iter().copied().enumerate().map(summary).collect();
        catalog.set_courses(courses, sort, 10);
        catalog
    }

    fn shown(catalog: &CourseList) -> Vec<&str> {
        catalog
            .rows()
            .map(|row| row.course.title.as_str())
            .collect()
    }

    const TITLES: [&str; 7] = [
        "Rust for Beginners",
        "applied Rust!",
        "Écriture",
        "E\u{301}tude, re\u{301}vise\u{301}e",
        "Cost$ and benefits",
        "A \\ B",
        "Trust",
    ];

    #[test]
    fn equally_good_courses_keep_the_chosen_order() {
        let mut catalog = list(&["a rust", "b rust", "c rust"], Sort::Recent);
        catalog.filter.insert("rust");
        catalog.rearrange(Sort::Recent, 10);
        assert_eq!(shown(&catalog), ["a rust", "b rust", "c rust"]);
        catalog.rearrange(Sort::Title, 10);
        assert_eq!(shown(&catalog), ["a rust", "b rust", "c rust"]);
    }

    #[test]
    fn begun_courses_come_before_new_ones_and_those_before_complete_ones() {
        let catalog = list(
            &["none", "a quarter", "half", "most", "all"],
            Sort::Progress,
        );
        assert_eq!(
            shown(&catalog),
            ["most", "half", "a quarter", "none", "all"]
        );
    }

    proptest! {
        #[test]
        fn typing_letter_by_letter_shows_what_the_whole_filter_shows(
            typed in "[a-trsuRéE\u{301} !^$'\\\\]{0,8}",
            sort in prop::sample::select(vec![Sort::Recent, Sort::Title, Sort::Difficulty]),
        ) {
            let mut by_letters = list(&TITLES, sort);
            for letter in typed.chars() {
                by_letters.filter.insert(letter.encode_utf8(&mut [0; 4]));
                by_letters.rearrange(sort, 10);
            }
            let mut at_once = list(&TITLES, sort);
            at_once.filter.insert(&typed);
            at_once.rearrange(sort, 10);
            prop_assert_eq!(shown(&by_letters), shown(&at_once));
        }
    }
}
