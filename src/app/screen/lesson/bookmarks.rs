//! Setting and removing a bookmark at the top of the screen, and the flags where bookmarks are.

use super::LessonScreen;
use crate::app::bookmark::{Bookmark, BookmarkChange};
use crate::app::lesson_ref::LessonRef;
use crate::app::shared::Shared;
use crate::lesson::truncated;

/// Columns of the excerpt that are kept.
const EXCERPT: usize = 80;

impl LessonScreen {
    /// Sets a bookmark at the top of the screen, or removes the one that is there.
    pub(super) fn toggle_bookmark(&mut self, shared: &mut Shared) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let LessonRef { course, lesson } = reader.lesson_ref();
        let position = reader.text.position();
        let layout = reader.text.layout();
        let here = layout.block_of_position(&position);
        let is_here = |mark: &&Bookmark| {
            mark.lesson == lesson && layout.block_of_position(&mark.position) == here
        };
        if let Some(mark) = shared.bookmarks.iter().find(is_here) {
            let mark = mark.clone();
            shared.change_bookmarks(BookmarkChange::Remove(mark));
            shared.say("Bookmark removed");
        } else {
            let place = layout.place_of_block(here);
            let words = layout.document().words_at(place);
            shared.change_bookmarks(BookmarkChange::Set(Bookmark {
                course,
                lesson,
                course_title: reader.outline.course.title.clone(),
                title: format!("{} {}", reader.number, reader.lesson.head.title),
                position,
                excerpt: truncated(&words, EXCERPT),
            }));
            shared.say("Bookmark added");
        }
        self.flag_bookmarks(shared);
    }

    /// Finds the blocks that have a bookmark, in the lesson's text as it is now.
    pub(in crate::app) fn flag_bookmarks(&mut self, shared: &Shared) {
        let Some(reader) = self.reader.as_mut().filter(|reader| !reader.is_excerpt()) else {
            return;
        };
        let marks = shared.bookmarks.iter();
        let here = marks.filter(|mark| mark.lesson == reader.lesson.head.id);
        let layout = reader.text.layout();
        reader.flags = here
            .map(|mark| layout.block_of_position(&mark.position))
            .collect();
    }
}
