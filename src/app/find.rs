//! The search across all courses: what is typed, what was found, and opening it at the place.

use std::sync::Arc;

use super::actions::rows_moved;
use super::effect::Question;
use super::input::InputLine;
use super::list::ListCursor;
use super::model::{Model, Overlay};
use super::purpose::{Landing, Purpose, Which};
use crate::domain::{SearchHit, Snippet};
use crate::keymap::Action;

/// The search across all courses.
#[derive(Debug, Clone, PartialEq)]
pub struct Find {
    /// What is looked for.
    pub input: InputLine,
    /// The lessons found, the best first.
    pub hits: Arc<[SearchHit]>,
    /// Where the list stands.
    pub cursor: ListCursor,
    /// True where more lessons than these were found.
    pub more: bool,
    /// True once what is typed was looked for.
    pub answered: bool,
}

/// More lessons than a person looks through.
pub const MOST_HITS: usize = 100;

/// Rows that a lesson takes: its title, and the passage.
pub const ROWS_PER_HIT: usize = 2;

impl Default for Find {
    fn default() -> Self {
        Find {
            input: InputLine::default(),
            hits: Arc::new([]),
            cursor: ListCursor::default(),
            more: false,
            answered: false,
        }
    }
}

impl Model {
    pub(super) fn open_find(&mut self) {
        self.overlay = Some(Overlay::Find(Find::default()));
    }

    /// What is typed changed: looks for it.
    pub(super) fn find_everywhere(&mut self) {
        if let Some(Overlay::Find(find)) = &mut self.overlay {
            let query = find.input.text().to_owned();
            find.answered = false;
            self.ask(Purpose::FindEverywhere, Question::Search(query));
        }
    }

    /// Takes what was found; one more than are shown says that there are more.
    pub(super) fn take_hits(&mut self, hits: &[SearchHit]) {
        if let Some(Overlay::Find(find)) = &mut self.overlay {
            find.more = hits.len() > MOST_HITS;
            find.hits = hits.iter().take(MOST_HITS).cloned().collect();
            find.answered = true;
            find.cursor = ListCursor::default();
        }
    }

    /// How many hits are on screen.
    pub(super) fn hits_on_screen(&self) -> usize {
        usize::from(self.overlay_rows_area().height) / ROWS_PER_HIT
    }

    pub(super) fn scroll_find(&mut self, rows: isize) {
        let height = self.hits_on_screen();
        if let Some(Overlay::Find(find)) = &mut self.overlay {
            find.cursor.move_by(rows.signum(), find.hits.len(), height);
        }
    }

    pub(super) fn act_on_find(&mut self, action: Action) {
        let height = self.hits_on_screen();
        if action == Action::Open {
            self.open_selected_hit();
        } else if let (Some(rows), Some(Overlay::Find(find))) =
            (rows_moved(action, height), &mut self.overlay)
        {
            find.cursor.move_by(rows, find.hits.len(), height);
        }
    }

    /// Opens the selected lesson at the first place with the words that were searched for.
    pub(super) fn open_selected_hit(&mut self) {
        let Some(Overlay::Find(find)) = self.overlay.take() else {
            return;
        };
        let Some(hit) = find.hits.get(find.cursor.selected) else {
            return;
        };
        let words = words_to_mark(find.input.text(), &hit.snippet);
        let landing = words.map_or(Landing::Kept, Landing::Search);
        self.remember_spot();
        self.open_lesson(
            hit.course.clone(),
            Which::Lesson(hit.lesson.clone()),
            landing,
        );
    }
}

/// What the lesson's own search marks, which takes what is typed as it is: all that was typed where the passage has it
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
