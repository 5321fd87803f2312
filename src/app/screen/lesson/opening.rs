//! Showing a lesson whose text came: at the place where the learner left it, or wherever it was asked for.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::LessonScreen;
use super::images::Renderings;
use super::reader::{Column, Reader};
use super::search::Search;
use crate::app::shared::Shared;
use crate::app::widget::list::ListCursor;
use crate::app::widget::outline::OutlineList;
use crate::app::widget::text_view::TextView;
use crate::app::wish::Begin;
use crate::domain::{LessonEntry, LessonNumber, Mark, Outline};
use crate::lesson::Document;

/// A lesson of an outline.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) struct Found {
    pub(in crate::app) outline: Arc<Outline>,
    pub(in crate::app) number: LessonNumber,
    pub(in crate::app) lesson: LessonEntry,
}

/// A lesson that is ready to be shown.
#[derive(Debug)]
pub(in crate::app) struct Opened {
    found: Found,
    text: TextView,
}

impl Opened {
    /// The lesson.
    pub(in crate::app) fn found(&self) -> &Found {
        &self.found
    }
}

impl LessonScreen {
    /// Lays a lesson out at the place where the learner left it.
    ///
    /// # Errors
    /// The lesson is done and was left at its end, so it begins at its top; but only its end was read.
    pub(in crate::app) fn lay_out(
        &self,
        found: Found,
        document: Arc<Document>,
        begin: &Begin,
        shared: &Shared,
    ) -> Result<Opened, Box<Found>> {
        let mut text = TextView::new(document, self.options(shared), self.lines(shared));
        let left = found.lesson.progress.position;
        if let Some((position, _)) = left.filter(|_| *begin != Begin::Top) {
            text.return_to(&position);
        }
        let is_done = found.lesson.progress.mark() == Mark::Done;
        if *begin == Begin::Left && text.at_end() && is_done {
            if text.layout().document().is_excerpt() {
                return Err(Box::new(found));
            }
            text.to_top();
        }
        Ok(Opened { found, text })
    }

    /// Shows a lesson.
    pub(in crate::app) fn show(&mut self, opened: Opened, begin: Begin, shared: &mut Shared) {
        let Opened { found, text } = opened;
        let Found {
            outline,
            number,
            lesson,
        } = found;
        self.forget_images(shared);
        let rows = self.outline_rows(shared);
        let beside = OutlineList::beside(Arc::clone(&outline), &lesson.head.id, rows);
        self.reader = Some(Reader {
            outline,
            beside,
            column: Column::default(),
            headings: ListCursor::default(),
            followed: None,
            number,
            // Written once even where the place stays: the lesson that was open last is the one to resume.
            saved: None,
            lesson,
            text,
            search: None,
            sheet: None,
            settled: None,
            hints: None,
            passage: None,
            target: None,
            flags: BTreeSet::new(),
            renderings: Renderings::default(),
            began_at: 0,
            reload_again: false,
        });
        self.flag_bookmarks(shared);
        self.begin_sheet(shared);
        self.go_to_begin(begin, shared);
        if let Some(reader) = &mut self.reader {
            reader.began_at = reader.text.words_above();
            if reader.is_excerpt() {
                self.reload(shared);
            }
        }
    }

    /// Brings the place to the top that was asked for.
    fn go_to_begin(&mut self, begin: Begin, shared: &mut Shared) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        match begin {
            Begin::Left | Begin::Top => {}
            Begin::Position(position) => reader.text.return_to(&position),
            Begin::Line(line) => reader.go_to_line(line),
            Begin::Words(words) => {
                reader.search = Some(Search::of(&words));
                self.find(shared);
            }
            Begin::Heading(anchor) => {
                let document = reader.text.layout().document();
                match document.block_of_anchor(&anchor) {
                    Some(block) => reader.text.jump_to_block(block),
                    None => shared.say("The link's heading isn't in this lesson"),
                }
            }
        }
    }
}
