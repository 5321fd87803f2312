//! Bookmarks: places that a learner wants to find again, in any course.

use serde::{Deserialize, Serialize};

use super::actions::rows_moved;
use super::clock::Subject;
use super::effect::Write;
use super::find::ROWS_PER_HIT;
use super::list::ListCursor;
use super::model::{Model, Overlay};
use super::purpose::{Landing, Purpose, Which};
use crate::domain::{CourseId, LessonId, Position};
use crate::keymap::Action;
use crate::lesson::truncated;

/// A place to be found again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// The lesson's course.
    pub course: CourseId,
    /// The lesson.
    pub lesson: LessonId,
    /// The course's title when the bookmark was set; empty in those of a version that didn't keep it.
    #[serde(default)]
    pub course_title: String,
    /// Number and title of the lesson when the bookmark was set.
    pub title: String,
    /// The place in its text.
    pub position: Position,
    /// The heading and the beginning of the text there, to be recognised by.
    pub excerpt: String,
}

/// What a learner does with a bookmark: to the list as it is by then, as another window may have one of its own.
#[derive(Debug, Clone, PartialEq)]
pub enum BookmarkChange {
    /// It is set.
    Set(Bookmark),
    /// It is taken away.
    Remove(Bookmark),
}

impl BookmarkChange {
    /// Makes the change in a list, the oldest first; where that is full, the oldest goes.
    pub fn apply(self, bookmarks: &mut Vec<Bookmark>) {
        match self {
            BookmarkChange::Set(bookmark) => {
                if bookmarks.len() == MOST {
                    bookmarks.remove(0);
                }
                bookmarks.push(bookmark);
            }
            BookmarkChange::Remove(bookmark) => bookmarks.retain(|kept| *kept != bookmark),
        }
    }
}

/// More bookmarks than anybody looks through; the oldest goes.
const MOST: usize = 500;

/// Columns of the excerpt that are kept.
const EXCERPT: usize = 80;

impl Model {
    /// Sets a bookmark at the top of the screen, or takes the one that is there away.
    pub(super) fn toggle_bookmark(&mut self) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Subject { course, lesson } = reader.subject();
        let position = reader.text.position();
        let layout = reader.text.layout();
        let here = layout.block_of_position(&position);
        let is_here = |mark: &Bookmark| {
            mark.lesson == lesson && layout.block_of_position(&mark.position) == here
        };
        if let Some(mark) = self.bookmarks.iter().find(|mark| is_here(mark)) {
            let mark = mark.clone();
            self.change_bookmarks(BookmarkChange::Remove(mark));
            self.say("Bookmark taken away");
        } else {
            let title = format!("{} {}", reader.number, reader.lesson.title);
            let course_title = reader.outline.course.title.clone();
            let place = reader.text.layout().place_of_block(here);
            let words = reader.text.layout().document().words_at(place);
            let excerpt = truncated(&words, EXCERPT);
            self.change_bookmarks(BookmarkChange::Set(Bookmark {
                course,
                lesson,
                course_title,
                title,
                position,
                excerpt,
            }));
            self.say("Bookmark set");
        }
    }

    fn change_bookmarks(&mut self, change: BookmarkChange) {
        change.clone().apply(&mut self.bookmarks);
        self.flag_bookmarks();
        self.write(Purpose::Choose, Write::Bookmark(change));
    }

    /// Takes the bookmarks as they are kept, those of other windows too.
    pub(super) fn take_bookmarks(&mut self, bookmarks: Vec<Bookmark>) {
        self.bookmarks = bookmarks;
        self.flag_bookmarks();
        self.move_in_bookmarks(0);
    }

    /// Finds the blocks that have a bookmark, in the lesson's text as it is now.
    pub(super) fn flag_bookmarks(&mut self) {
        let Some(reader) = self.reader.as_mut().filter(|reader| !reader.is_excerpt()) else {
            return;
        };
        let marks = self.bookmarks.iter();
        let here = marks.filter(|mark| mark.lesson == reader.lesson.id);
        let layout = reader.text.layout();
        reader.flags = here
            .map(|mark| layout.block_of_position(&mark.position))
            .collect();
    }

    pub(super) fn open_bookmarks(&mut self) {
        if self.bookmarks.is_empty() {
            return self.say("No bookmarks yet");
        }
        self.overlay = Some(Overlay::Bookmarks(ListCursor::default()));
    }

    /// True where the bookmarks are of more than one course.
    pub fn bookmarks_of_several_courses(&self) -> bool {
        let mut marks = self.bookmarks.iter();
        let first = marks.next().map(|mark| &mark.course);
        marks.any(|mark| Some(&mark.course) != first)
    }

    /// The bookmarks as the list shows them: the newest first.
    pub fn bookmarks_newest_first(&self) -> impl Iterator<Item = &Bookmark> {
        self.bookmarks.iter().rev()
    }

    pub(super) fn act_on_bookmarks(&mut self, action: Action) {
        let height = self.hits_on_screen();
        match action {
            Action::Open => self.open_selected_bookmark(),
            Action::RemoveBookmark => self.remove_selected_bookmark(),
            action => {
                if let Some(rows) = rows_moved(action, height) {
                    self.move_in_bookmarks(rows);
                }
            }
        }
    }

    fn remove_selected_bookmark(&mut self) {
        let Some(Overlay::Bookmarks(cursor)) = &self.overlay else {
            return;
        };
        let Some(index) = self.bookmarks.len().checked_sub(cursor.selected + 1) else {
            return;
        };
        let mark = self.bookmarks[index].clone();
        self.change_bookmarks(BookmarkChange::Remove(mark));
        self.move_in_bookmarks(0);
        self.say("Bookmark taken away");
        if self.bookmarks.is_empty() {
            self.overlay = None;
            self.say("No bookmarks any more");
        }
    }

    pub(super) fn move_in_bookmarks(&mut self, rows: isize) {
        let height = self.hits_on_screen();
        if let Some(Overlay::Bookmarks(cursor)) = &mut self.overlay {
            cursor.move_by(rows, self.bookmarks.len(), height);
        }
    }

    /// Selects the bookmark in a row of the list.
    pub(super) fn click_bookmark(&mut self, row: usize) {
        if let Some(Overlay::Bookmarks(cursor)) = &mut self.overlay {
            cursor.selected = cursor.top + row / ROWS_PER_HIT;
            self.open_selected_bookmark();
        }
    }

    fn open_selected_bookmark(&mut self) {
        let Some(Overlay::Bookmarks(cursor)) = self.overlay.take() else {
            return;
        };
        let mark = self.bookmarks_newest_first().nth(cursor.selected).cloned();
        if let Some(Bookmark {
            course,
            lesson,
            position,
            ..
        }) = mark
        {
            self.remember_spot();
            self.open_lesson(course, Which::Lesson(lesson), Landing::At(position));
        }
    }
}
