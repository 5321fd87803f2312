//! The search across all courses: what is typed, what was found, and opening it at the place.

use std::sync::Arc;

use super::{Next, Panel};
use crate::app::frame::geometry::Area;
use crate::app::request::search::SearchCourses;
use crate::app::request::waiting::Waiting;
use crate::app::request::{Answered, Reply};
use crate::app::shared::Shared;
use crate::app::widget::input_line::InputLine;
use crate::app::widget::list::{ListCursor, TWO_ROWS};
use crate::app::widget::movement::rows_moved;
use crate::app::wish::{Begin, LessonChoice, LessonWish, Wish};
use crate::domain::{SearchHit, Snippet};
use crate::keymap::{Action, Layer};

/// The search across all courses.
#[derive(Debug, Clone, PartialEq)]
pub struct CourseSearch {
    /// The words to find.
    pub input: InputLine,
    /// The lessons found, the best first.
    pub hits: Arc<[SearchHit]>,
    /// Where the list stands.
    pub cursor: ListCursor,
    /// True where more lessons than these were found.
    pub more: bool,
    /// True once what is typed was looked for.
    pub answered: bool,
    searching: Waiting<SearchCourses>,
    /// The row to select once the words of the last search were looked for again.
    again: Option<usize>,
}

/// More lessons than a person looks through.
const MOST_HITS: usize = 100;

impl Default for CourseSearch {
    fn default() -> Self {
        CourseSearch {
            input: InputLine::default(),
            hits: Arc::new([]),
            cursor: ListCursor::default(),
            more: false,
            answered: false,
            searching: Waiting::default(),
            again: None,
        }
    }
}

impl CourseSearch {
    /// The search with the words of the last one, which what is typed takes the place of.
    pub(in crate::app) fn again(shared: &mut Shared) -> CourseSearch {
        let (words, row) = shared.searched.clone();
        let mut search = CourseSearch {
            input: InputLine::proposing(&words),
            again: Some(row),
            ..CourseSearch::default()
        };
        if !words.is_empty() {
            search.ask(shared);
        }
        search
    }

    fn ask(&mut self, shared: &mut Shared) {
        let query = self.input.text().to_owned();
        let most = MOST_HITS as u32 + 1;
        self.searching
            .ask(SearchCourses { query, most }, (), shared);
    }

    /// Takes what was found; one more than are shown says that there are more.
    pub(in crate::app) fn take(&mut self, answered: Answered<SearchCourses>, shared: &mut Shared) {
        match self.searching.take(answered) {
            Some(((), Reply::Done(hits))) => {
                self.more = hits.len() > MOST_HITS;
                self.hits = hits.iter().take(MOST_HITS).cloned().collect();
                self.answered = true;
                self.cursor = ListCursor::default();
                if let Some(row) = self.again.take() {
                    let height = self.height(shared);
                    self.cursor.select(row, self.hits.len(), height);
                }
            }
            Some(((), Reply::Failed(failure))) => shared.tell(failure.notice),
            _ => {}
        }
    }

    /// How many lessons are on screen.
    fn height(&self, shared: &Shared) -> usize {
        usize::from(self.rows(shared).height) / TWO_ROWS
    }

    fn move_by(&mut self, lessons: isize, shared: &Shared) {
        let height = self.height(shared);
        self.cursor.move_by(lessons, self.hits.len(), height);
    }

    /// Opens the selected lesson at the first place with the words that were searched for.
    fn open_selected(&self) -> Next {
        let Some(hit) = self.hits.get(self.cursor.selected) else {
            return Next::Close;
        };
        let words = words_to_mark(self.input.text(), &hit.snippet);
        Next::CloseAnd(Wish::JumpToLesson(LessonWish {
            course: hit.course.clone(),
            lesson: LessonChoice::Id(hit.lesson.clone()),
            begin: words.map_or(Begin::Left, Begin::Words),
        }))
    }
}

impl Panel for CourseSearch {
    fn layers(&self) -> Vec<Layer> {
        vec![Layer::Input, Layer::List]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Next {
        if action == Action::Open {
            return self.open_selected();
        }
        if let Some(lessons) = rows_moved(action, self.height(shared)) {
            self.move_by(lessons, shared);
        }
        Next::Stay
    }

    /// What was typed last isn't looked for yet: the lessons on screen are those of words before.
    fn awaits(&self, action: Action) -> bool {
        let is_choice = matches!(action, Action::Accept | Action::Open);
        let chooses = is_choice || rows_moved(action, 1).is_some();
        chooses && self.searching.any(|()| true)
    }

    fn rows_inside(&self, inside: Area) -> Area {
        inside.split_top(1).1
    }

    fn input(&mut self) -> Option<&mut InputLine> {
        Some(&mut self.input)
    }

    fn typed(&mut self, shared: &mut Shared) {
        self.answered = false;
        self.again = None;
        self.ask(shared);
    }

    fn accept_input(&mut self, _: &mut Shared) -> Next {
        self.open_selected()
    }

    fn accepts(&self) -> Option<&'static str> {
        Some("open")
    }

    fn click(&mut self, row: usize, _: &mut Shared) -> Next {
        self.cursor.selected = self.cursor.top + row / TWO_ROWS;
        self.open_selected()
    }

    fn scroll(&mut self, rows: isize, shared: &Shared) {
        self.move_by(rows.signum(), shared);
    }

    fn close(&mut self, shared: &mut Shared) {
        self.searching.cancel(|()| true, shared);
        shared.searched = (self.input.text().to_owned(), self.cursor.selected);
    }
}

/// The words for the lesson's own search, which takes them literally: all that was typed where the passage has it
/// like that, else its longest word that was found. Small letters find large ones too.
fn words_to_mark(typed: &str, snippet: &Snippet) -> Option<String> {
    let typed = typed.trim().to_lowercase();
    if !typed.is_empty() && snippet.text.to_lowercase().contains(&typed) {
        return Some(typed);
    }
    let words = snippet.marks.iter().rev();
    let words = words.filter_map(|mark| snippet.text.get(mark.clone()));
    words.max_by_key(|word| word.len()).map(str::to_lowercase)
}
