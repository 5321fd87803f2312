//! The list of bookmarks over a screen: one opens, or is removed.

use super::{Next, Panel};
use crate::app::bookmark::{Bookmark, BookmarkChange};
use crate::app::shared::Shared;
use crate::app::widget::list::{ListCursor, TWO_ROWS};
use crate::app::widget::movement::rows_moved;
use crate::app::wish::{Begin, LessonChoice, LessonWish, Wish};
use crate::keymap::{Action, Layer};

/// The list, the newest bookmark first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bookmarks {
    /// Where the list stands.
    pub cursor: ListCursor,
}

impl Bookmarks {
    /// The bookmarks in the order of the list.
    pub fn marks(shared: &Shared) -> impl Iterator<Item = &Bookmark> {
        shared.bookmarks.iter().rev()
    }

    /// True where the bookmarks are of more than one course.
    pub fn names_courses(shared: &Shared) -> bool {
        let mut marks = shared.bookmarks.iter();
        let first = marks.next().map(|mark| &mark.course);
        marks.any(|mark| Some(&mark.course) != first)
    }

    fn selected<'s>(&self, shared: &'s Shared) -> Option<&'s Bookmark> {
        Self::marks(shared).nth(self.cursor.selected)
    }

    fn height(&self, shared: &Shared) -> usize {
        usize::from(self.rows(shared).height) / TWO_ROWS
    }

    fn move_by(&mut self, marks: isize, shared: &Shared) {
        let height = self.height(shared);
        self.cursor.move_by(marks, shared.bookmarks.len(), height);
    }

    fn open_selected(&self, shared: &Shared) -> Next {
        let Some(mark) = self.selected(shared) else {
            return Next::Close;
        };
        Next::CloseAnd(Wish::JumpToLesson(LessonWish {
            course: mark.course.clone(),
            lesson: LessonChoice::Id(mark.lesson.clone()),
            begin: Begin::Position(mark.position),
        }))
    }

    fn remove_selected(&mut self, shared: &mut Shared) -> Next {
        let Some(mark) = self.selected(shared).cloned() else {
            return Next::Stay;
        };
        shared.change_bookmarks(BookmarkChange::Remove(mark));
        self.move_by(0, shared);
        if shared.bookmarks.is_empty() {
            shared.say("No bookmarks left");
            return Next::CloseAnd(Wish::FollowBookmarks);
        }
        shared.say("Bookmark deleted");
        Next::StayAnd(Wish::FollowBookmarks)
    }
}

impl Panel for Bookmarks {
    fn layers(&self) -> Vec<Layer> {
        vec![Layer::Bookmarks, Layer::List]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Next {
        match action {
            Action::Open => return self.open_selected(shared),
            Action::RemoveBookmark => return self.remove_selected(shared),
            action => {
                if let Some(marks) = rows_moved(action, self.height(shared)) {
                    self.move_by(marks, shared);
                }
            }
        }
        Next::Stay
    }

    fn click(&mut self, row: usize, shared: &mut Shared) -> Next {
        self.cursor.selected = self.cursor.top + row / TWO_ROWS;
        self.open_selected(shared)
    }

    fn scroll(&mut self, rows: isize, shared: &Shared) {
        self.move_by(rows.signum(), shared);
    }

    fn fit(&mut self, shared: &Shared) {
        self.move_by(0, shared);
    }
}
