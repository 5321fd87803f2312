//! Searching in the lesson that is open.

use std::sync::Arc;

use super::LessonScreen;
use super::trail::Spot;
use crate::app::direction::Direction;
use crate::app::request::lesson::SearchLesson;
use crate::app::request::{Answered, Reply};
use crate::app::shared::Shared;
use crate::lesson::Match;

impl LessonScreen {
    /// The words changed: finds and marks their matches.
    pub(super) fn find(&mut self, shared: &mut Shared) {
        let search = self.reader.as_mut().and_then(|r| r.search.as_mut());
        if let Some(search) = search {
            search.near = None;
            self.find_matches(shared);
        }
    }

    /// Asks for the matches of the search in the lesson's text.
    pub(super) fn find_matches(&mut self, shared: &mut Shared) {
        let Some(reader) = &self.reader else { return };
        let Some(search) = &reader.search else { return };
        let document = Arc::clone(reader.text.layout().document());
        let query = search.input.text().to_owned();
        let lesson = reader.lesson.head.id.clone();
        self.searching
            .ask(SearchLesson { document, query }, lesson, shared);
    }

    /// Matches came, for the lesson that is still open.
    pub(in crate::app) fn take_found(
        &mut self,
        answered: Answered<SearchLesson>,
        shared: &mut Shared,
    ) {
        match self.searching.take(answered) {
            Some((lesson, Reply::Done(matches))) => {
                let reader = self.reader.as_ref();
                if reader.is_some_and(|reader| reader.lesson.head.id == lesson) {
                    self.take_matches(matches, shared);
                }
            }
            Some((_, Reply::Failed(failure))) => shared.tell(failure.notice),
            _ => {}
        }
    }

    /// Goes to the first match from where the search began, unless one is at one already.
    fn take_matches(&mut self, matches: Vec<Match>, shared: &mut Shared) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Some(search) = &mut reader.search else {
            return;
        };
        let is_new = search.found(matches, &mut reader.text);
        if !search.typing && search.matches.is_empty() {
            return self.give_up_search(shared);
        }
        if !is_new {
            return;
        }
        // Each letter looks from where the search began, not from where the last one led.
        let origin = search.origin;
        origin.restore(&mut reader.text);
        reader.show_current_match();
    }

    /// True until the matches of the search are known.
    pub(super) fn is_finding(&self) -> bool {
        self.searching.any(|_| true)
    }

    /// True for a search that was accepted before its matches are known: with some, keys go from match to match.
    pub(super) fn awaits_matches(&self) -> bool {
        let reader = self.reader.as_ref();
        let search = reader.and_then(|reader| reader.search.as_ref());
        search.is_some_and(|search| !search.typing) && self.is_finding()
    }

    pub(super) fn step_to_match(&mut self, direction: Direction, times: usize) {
        if let Some(reader) = &mut self.reader
            && let Some(search) = &mut reader.search
        {
            search.step(direction, times, &mut reader.text);
            reader.show_current_match();
        }
    }

    /// The search is typed: its matches stay marked, and there is a way back to where it began. A search without
    /// matches ends, once that is known.
    pub(super) fn accept_search(&mut self, shared: &mut Shared) {
        let is_under_way = self.is_finding();
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Some(search) = reader.search.as_mut().filter(|search| search.typing) else {
            return;
        };
        search.typing = false;
        if !search.input.is_empty() {
            search.input.text().clone_into(&mut self.searched);
        }
        if search.matches.is_empty() && !is_under_way {
            return self.give_up_search(shared);
        }
        let origin = Spot {
            position: search.origin.position(&mut reader.text),
            lesson: reader.lesson_ref(),
        };
        self.trail.leave(origin);
    }

    /// Searches for the last words again, where none are typed.
    pub(super) fn search_again(&mut self, shared: &mut Shared) {
        let reader = self.reader.as_mut();
        let search = reader.and_then(|reader| reader.search.as_mut());
        if let Some(search) = search.filter(|search| search.typing && search.input.is_empty())
            && !self.searched.is_empty()
        {
            search.input.insert(&self.searched);
            self.find(shared);
        }
    }

    /// There are no matches.
    fn give_up_search(&mut self, shared: &mut Shared) {
        let Some(search) = self.reader.as_mut().and_then(|reader| reader.search.take()) else {
            return;
        };
        if !search.input.is_empty() {
            shared.say("No matches in this lesson");
        }
    }

    /// The search is given up: back to where it began.
    pub(super) fn cancel_search(&mut self) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        if let Some(search) = reader.search.take() {
            search.origin.restore(&mut reader.text);
        }
    }
}
