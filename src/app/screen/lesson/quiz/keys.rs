//! The question that has the keys, which follows the screen, and what the footer offers for it.

use super::super::reader::Reader;
use crate::app::screen::Next;
use crate::app::screen::lesson::LessonScreen;
use crate::app::shared::Shared;
use crate::app::study::clock::Millis;
use crate::app::widget::sheet::Sheet;
use crate::app::wish::Wish;
use crate::domain::LessonKind;
use crate::domain::quiz::NotPassed;
use crate::keymap::Action;

impl Reader {
    /// Goes to the question so many places on; behind the last one no question is answered. None where none is now.
    pub(super) fn go_to_question(&mut self, by: isize, now: Millis) -> Option<()> {
        let sheet = self.answering_mut()?;
        match sheet.neighbour(by) {
            Some(question) => sheet.focus_quietly(question, now),
            None => sheet.blur(),
        }
        Some(())
    }

    /// Goes to another blank or item of the question, or scrolls where there is none.
    pub(super) fn go_to_part(&mut self, by: isize) -> Option<()> {
        if !self.answering_mut()?.step(by) {
            self.text.scroll(by);
        }
        Some(())
    }

    /// The sheet of a lesson that is a quiz.
    fn quiz(&self) -> Option<&Sheet> {
        let sheet = self.sheet.as_ref();
        sheet.filter(|_| self.lesson.head.kind == LessonKind::Quiz)
    }

    /// The open questions of a lesson that is a quiz.
    fn open_questions(&self) -> usize {
        self.quiz().map_or(0, Sheet::open_questions)
    }

    fn lets_complete(&self) -> Result<(), NotPassed> {
        self.quiz().map_or(Ok(()), Sheet::lets_complete)
    }
}

impl LessonScreen {
    /// Who scrolls away from a question takes the keys along: an open question on the screen has them then.
    pub(in crate::app) fn follow_screen(&mut self, shared: &Shared) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Some(top) = reader.settled.replace(reader.text.top()) else {
            return;
        };
        if top == reader.text.top() {
            return;
        }
        let on_screen = reader.question_on_screen();
        let is_answered = reader.answering().map(Sheet::is_answered);
        let Some(sheet) = reader
            .sheet
            .as_mut()
            .filter(|sheet| sheet.focused().is_some())
        else {
            return;
        };
        match (is_answered, on_screen) {
            (Some(false), _) => return,
            (None, None) => {
                sheet.stop_typing();
            }
            (Some(true), Some(question)) if !sheet.is_open(question) => return,
            (_, Some(question)) => sheet.focus_quietly(question, shared.now),
            (Some(true), None) => return,
        }
        self.dress_text(shared);
    }

    /// Completes the lesson that is open; a quiz not while questions of it are open, nor one that an academy grades and
    /// that has to be passed.
    pub(in crate::app::screen::lesson) fn complete(&mut self, shared: &mut Shared) -> Next {
        let reader = self.reader.as_mut();
        let Some(reader) = reader.filter(|reader| reader.open_questions() > 0) else {
            return self.complete_answered(shared);
        };
        let open = match reader.open_questions() {
            1 => "1 question unanswered".to_owned(),
            open => format!("{open} questions unanswered"),
        };
        if let Some(sheet) = &mut reader.sheet
            && let Some(question) = sheet.first_open()
        {
            sheet.focus_quietly(question, shared.now);
        }
        self.show_question(shared);
        shared.say(&open);
        Next::Stay
    }

    fn complete_answered(&self, shared: &mut Shared) -> Next {
        match self.reader.as_ref().map(Reader::lets_complete) {
            Some(Err(not_passed)) => {
                shared.say(&not_passed.to_string());
                Next::Stay
            }
            _ => Next::Wish(Wish::CompleteOpenLesson),
        }
    }

    /// Whether an action would do something for the question that has the keys, or for the quiz.
    pub(in crate::app::screen::lesson) fn offers_for_question(&self, action: Action) -> bool {
        let Some(reader) = &self.reader else {
            return false;
        };
        let answering = reader.answering();
        match action {
            Action::AnswerQuestion => {
                let sheet = reader.sheet.as_ref().zip(reader.question_on_screen());
                sheet.is_some_and(|(sheet, question)| sheet.is_open(question))
            }
            Action::HandIn => answering.is_some_and(|sheet| sheet.submit_does().is_some()),
            Action::Hint => answering.is_some_and(Sheet::has_hint),
            Action::Retry => {
                let question = reader.question_for_keys();
                let sheet = reader.sheet.as_ref().zip(question);
                sheet.is_some_and(|(sheet, question)| sheet.may_retry(question))
            }
            Action::NextQuestion => {
                answering.is_some_and(|sheet| !sheet.is_answered() && sheet.neighbour(1).is_some())
            }
            Action::NextPart => answering.is_some_and(|sheet| sheet.next_part().is_some()),
            _ => true,
        }
    }

    /// Whether the lesson may be completed: a quiz not while questions of it are open, or it has to be passed.
    pub(in crate::app::screen::lesson) fn may_complete(&self) -> bool {
        let reader = self.reader.as_ref();
        reader.is_some_and(|reader| {
            !reader.is_done() && reader.open_questions() == 0 && reader.lets_complete().is_ok()
        })
    }

    /// The action that matters most at the end of a lesson that isn't done.
    pub(in crate::app::screen::lesson) fn suggested_at_end(&self) -> Action {
        match self.offers_for_question(Action::Retry) {
            true => Action::Retry,
            false => Action::Complete,
        }
    }

    /// The word for handing in.
    pub(in crate::app::screen::lesson) fn label_of_hand_in(&self) -> Option<&'static str> {
        self.reader.as_ref()?.answering()?.submit_does()
    }

    /// The word for going to another part of the question.
    pub(in crate::app::screen::lesson) fn label_of_next_part(&self) -> Option<&'static str> {
        self.reader.as_ref()?.answering()?.next_part()
    }
}
