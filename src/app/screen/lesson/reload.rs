//! Shows the open lesson's text anew: after an edit, or the whole where an excerpt came first.

use std::sync::Arc;

use super::LessonScreen;
use super::reader::Reader;
use crate::app::request::lesson::{Extent, ReadLesson};
use crate::app::request::{Answered, Reply};
use crate::app::screen::Next;
use crate::app::shared::Shared;
use crate::app::wish::Wish;
use crate::domain::LessonId;
use crate::lesson::{Document, Edit};

/// The result of reading a lesson again.
#[derive(Debug)]
pub(in crate::app) enum Reloaded {
    /// Nothing for anybody else to do.
    Done(Next),
    /// The lesson was edited; this is its text now.
    Edited(Arc<Document>),
    /// The lesson is gone.
    Gone(Next),
}

impl LessonScreen {
    /// The text may have changed, or only a part of it is there: all of it is shown as it is now, and the place stays.
    /// Where it is being read already, it is read again behind that: changes that don't end must not keep it from
    /// coming.
    pub(in crate::app) fn reload(&mut self, shared: &mut Shared) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let id = reader.lesson.head.id.clone();
        reader.reload_again = self.reloading.any(|asked| *asked == id);
        if reader.reload_again {
            return;
        }
        let question = ReadLesson {
            lesson: Box::new(reader.entry().clone()),
            extent: Extent::Whole,
        };
        self.reloading.ask(question, id, shared);
    }

    /// The text came.
    pub(in crate::app) fn take_reloaded(
        &mut self,
        answered: Answered<ReadLesson>,
        shared: &mut Shared,
    ) -> Reloaded {
        let Some((lesson, reply)) = self.reloading.take(answered) else {
            return Reloaded::Done(Next::Stay);
        };
        let reloaded = match reply {
            Reply::Progress(_) => return Reloaded::Done(Next::Stay),
            Reply::Done(Some(document)) => self.follow(&lesson, document, shared),
            Reply::Done(None) => Reloaded::Gone(self.close_excerpt(&lesson)),
            Reply::Failed(failure) => {
                shared.tell(failure.notice);
                Reloaded::Done(self.close_excerpt(&lesson))
            }
        };
        let is_open = |reader: &&Reader| reader.lesson.head.id == lesson;
        let reader = self.reader.as_ref().filter(is_open);
        if reader.is_some_and(|reader| reader.reload_again) {
            self.reload(shared);
        }
        reloaded
    }

    fn follow(
        &mut self,
        lesson: &LessonId,
        document: Arc<Document>,
        shared: &mut Shared,
    ) -> Reloaded {
        let reader = self.reader.as_mut();
        let Some(reader) = reader.filter(|reader| reader.lesson.head.id == *lesson) else {
            return Reloaded::Done(Next::Stay);
        };
        let old = Arc::clone(reader.text.layout().document());
        if *old == *document {
            return Reloaded::Done(Next::Stay);
        }
        reader.hints = None;
        reader.followed = None;
        if reader.is_excerpt() {
            reader.text.complete(document);
            reader.began_at = reader.text.words_above();
            self.shows_other_text(shared);
            return Reloaded::Done(Next::Stay);
        }
        let edit = Edit::between(&old, &document);
        reader.follow_edit(Arc::clone(&document), &edit);
        self.shows_other_text(shared);
        self.find_matches(shared);
        shared.say("This lesson was updated");
        Reloaded::Edited(document)
    }

    /// The blocks and images of the lesson are others.
    fn shows_other_text(&mut self, shared: &mut Shared) {
        self.flag_bookmarks(shared);
        self.begin_sheet(shared);
        self.forget_images(shared);
        // The colours that are on their way are those of the text before.
        self.colouring.cancel(|_| true, shared);
    }

    /// A lesson that can't be read whole isn't shown in part.
    fn close_excerpt(&self, lesson: &LessonId) -> Next {
        let is_it = |reader: &Reader| reader.is_excerpt() && reader.lesson.head.id == *lesson;
        match self.reader.as_ref().is_some_and(is_it) {
            true => Next::Wish(Wish::CloseLesson),
            false => Next::Stay,
        }
    }
}
