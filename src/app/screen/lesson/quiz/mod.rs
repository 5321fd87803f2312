//! Questions and tasks of the lesson that is open: answered in place.

mod keeping;

use super::LessonScreen;
use super::reader::Reader;
use crate::app::screen::Next;
use crate::app::shared::Shared;
use crate::app::widget::sheet::{HandedIn, Keys, Sheet};
use crate::app::wish::{AfterCompletion, Wish};
use crate::domain::LessonKind;
use crate::keymap::{Action, Layer};
use crate::lesson::Place;
pub(super) use keeping::Keeping;

impl Reader {
    /// The sheet of the lesson, while a question of it is answered.
    pub fn answering(&self) -> Option<&Sheet> {
        self.sheet
            .as_ref()
            .filter(|sheet| sheet.focused().is_some())
    }

    fn answering_mut(&mut self) -> Option<&mut Sheet> {
        self.sheet
            .as_mut()
            .filter(|sheet| sheet.focused().is_some())
    }

    /// The question on screen that `enter` would begin with.
    fn question_on_screen(&self) -> Option<usize> {
        let sheet = self.sheet.as_ref().filter(|sheet| sheet.has_questions())?;
        let mut blocks = self.text.on_screen().map(|(place, _)| place.block);
        let first = blocks.next()?;
        sheet.question_between(first, blocks.last().unwrap_or(first))
    }
}

impl LessonScreen {
    /// The layers of a question: while it is answered, and while it only is on screen.
    pub(super) fn question_layers(&self) -> Option<Vec<Layer>> {
        let reader = self.reader.as_ref()?;
        let lesson = [Layer::Lesson, Layer::Scroll];
        match reader.answering() {
            Some(sheet) if sheet.is_typing() => Some(vec![Layer::Blank, Layer::Input]),
            Some(_) => Some([Layer::Answering].into_iter().chain(lesson).collect()),
            None => {
                let is_near =
                    reader.selected_target().is_none() && reader.question_on_screen().is_some();
                is_near.then(|| [Layer::Asking].into_iter().chain(lesson).collect())
            }
        }
    }

    /// Does what an action means for a question; none where it means something else.
    pub(super) fn act_on_question(&mut self, action: Action, shared: &mut Shared) -> Option<Next> {
        let now = shared.now;
        let reader = self.reader.as_mut()?;
        match action {
            Action::AnswerQuestion => {
                let question = reader.question_on_screen()?;
                reader.sheet.as_mut()?.focus_on(question, now);
            }
            Action::HandIn => return Some(self.accept_blank(shared)),
            Action::Hint => {
                if !reader.answering_mut()?.show_hint() {
                    shared.say("No more hints for this question");
                }
            }
            Action::NextQuestion | Action::PreviousQuestion => {
                shared.notices.forget_information(now);
                let by = if action == Action::NextQuestion {
                    1
                } else {
                    -1
                };
                let sheet = reader.answering_mut()?;
                match sheet.neighbour(by) {
                    Some(question) => sheet.focus_on(question, now),
                    None => sheet.blur(),
                }
            }
            Action::Retry => {
                let question = reader.question_on_screen();
                let sheet = reader.sheet.as_mut()?;
                if let (None, Some(question)) = (sheet.focused(), question) {
                    sheet.focus_on(question, now);
                }
                if !sheet.retry(now) {
                    shared.say("Nothing was missed that can be answered again");
                }
            }
            Action::Down | Action::Up => {
                let by = if action == Action::Down { 1 } else { -1 };
                if !reader.answering_mut()?.step(by) {
                    return None;
                }
            }
            _ => return None,
        }
        self.show_sheet(shared);
        Some(Next::Stay)
    }

    /// Whether a letter chooses something in the question that is answered.
    pub(in crate::app) fn takes_letter(&self, letter: char) -> bool {
        let reader = self
            .reader
            .as_ref()
            .filter(|reader| reader.hints.is_none() && reader.search.is_none());
        reader
            .and_then(Reader::answering)
            .is_some_and(|sheet| sheet.takes_letter(letter))
    }

    /// A letter chooses.
    pub(in crate::app) fn choose_letter(&mut self, letter: char, shared: &mut Shared) {
        if let Some(sheet) = self.reader.as_mut().and_then(Reader::answering_mut) {
            sheet.choose_letter(letter);
        }
        self.show_sheet(shared);
    }

    /// A click on a line of a question chooses there, or hands in where it is on the line that offers that; on a task's
    /// box it ticks. None where it is on something else.
    pub(super) fn click_sheet(
        &mut self,
        place: Place,
        column: usize,
        shared: &mut Shared,
    ) -> Option<Next> {
        let reader = self.reader.as_mut()?;
        let (_, line) = reader.text.on_screen().find(|(at, _)| *at == place)?;
        let (is_said, indent) = (
            line.prefix == 0 && line.source.is_empty() && !line.runs.is_empty(),
            line.indent,
        );
        let has_dress = reader
            .text
            .layout()
            .dress()
            .below
            .contains_key(&place.block);
        let is_box = column < indent && reader.text.layout().place_of_block(place.block) == place;
        let sheet = reader.sheet.as_mut()?;
        if is_box && sheet.tasks().iter().any(|task| task.block == place.block) {
            self.tick(place.block, shared);
            return Some(Next::Stay);
        }
        if is_said && has_dress && sheet.focused().is_some() {
            return Some(self.hand_in(shared));
        }
        if !sheet.choose_at(place.block, shared.now) {
            sheet.blur();
            self.show_sheet(shared);
            return None;
        }
        self.show_sheet(shared);
        Some(Next::Stay)
    }

    /// Whether a blank is being filled in.
    pub(super) fn is_in_blank(&self) -> bool {
        let reader = self
            .reader
            .as_ref()
            .filter(|reader| reader.search.is_none());
        reader
            .and_then(Reader::answering)
            .is_some_and(Sheet::is_typing)
    }

    /// Whether the question in focus, or the quiz on screen, can do what an action means.
    pub(super) fn offers_for_question(&self, action: Action) -> bool {
        let sheet = self
            .reader
            .as_ref()
            .and_then(|reader| reader.sheet.as_ref());
        match action {
            Action::Hint => sheet.is_some_and(Sheet::has_hint),
            Action::Retry => sheet.is_some_and(Sheet::may_retry),
            Action::NextQuestion => sheet.is_some_and(|sheet| !sheet.is_answered()),
            _ => true,
        }
    }

    /// The question that is answered is left once it is scrolled away: the keys are for what is on the screen.
    pub(super) fn follow_screen(&mut self, shared: &Shared) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Some((first, last)) = reader.answering().and_then(Sheet::focus_blocks) else {
            return;
        };
        let mut on_screen = reader.text.on_screen();
        if !on_screen.any(|(place, _)| (first..=last).contains(&place.block)) {
            drop(on_screen);
            if let Some(sheet) = &mut reader.sheet {
                sheet.blur();
            }
            self.show_sheet(shared);
        }
    }

    /// The word for handing in, once that was done.
    pub(super) fn label_of_hand_in(&self) -> Option<&'static str> {
        let sheet = self.reader.as_ref().and_then(Reader::answering)?;
        let label = match sheet.next_open() {
            Some(_) => "next question",
            None => "done",
        };
        sheet.is_answered().then_some(label)
    }

    /// Begins to answer a question.
    pub(super) fn answer(&mut self, question: usize, shared: &mut Shared) {
        if let Some(sheet) = self
            .reader
            .as_mut()
            .and_then(|reader| reader.sheet.as_mut())
        {
            sheet.focus_on(question, shared.now);
        }
        self.show_sheet(shared);
    }

    /// Stops answering; false where nothing was answered.
    pub(super) fn stop_answering(&mut self, shared: &mut Shared) -> bool {
        let Some(sheet) = self.reader.as_mut().and_then(Reader::answering_mut) else {
            return false;
        };
        if !sheet.stop_typing() {
            sheet.blur();
        }
        self.show_sheet(shared);
        true
    }

    /// Hands the answer in; one that was is left for the next question.
    pub(super) fn hand_in(&mut self, shared: &mut Shared) -> Next {
        let now = shared.now;
        let Some(sheet) = self.reader.as_mut().and_then(Reader::answering_mut) else {
            return Next::Stay;
        };
        let mut next = Next::Stay;
        let was_lacking = sheet.lacks();
        shared.notices.forget_information(now);
        if sheet.open_blank() {
            // Its letters come next.
        } else if sheet.is_answered() {
            match sheet.next_open() {
                Some(question) => sheet.focus_on(question, now),
                None => sheet.blur(),
            }
        } else if let Some(handed_in) = sheet.submit(now) {
            self.keep_attempt(handed_in, shared);
            next = self.pass();
        } else if let Some(lacks) = was_lacking {
            shared.say(lacks);
        }
        self.show_sheet(shared);
        next
    }

    fn keep_attempt(&mut self, handed_in: HandedIn, shared: &mut Shared) {
        if let Some(lesson) = self.reader.as_ref().map(Reader::lesson_ref) {
            self.keeping.attempt(lesson, handed_in, shared);
        }
        self.keep_round(shared);
    }

    /// A lesson that is a quiz is complete once it is passed, where its author set a mark.
    fn pass(&self) -> Next {
        let passed = self.reader.as_ref().and_then(|reader| {
            let passes = reader.sheet.as_ref()?.passes();
            let completes =
                passes && reader.lesson.head.kind == LessonKind::Quiz && !reader.is_done();
            completes.then(|| reader.lesson_ref())
        });
        passed.map_or(Next::Stay, |lesson| {
            Next::Wish(Wish::Complete(lesson, AfterCompletion::Stay))
        })
    }

    /// Takes over what was typed into a blank.
    pub(super) fn typed_into_blank(&mut self, shared: &mut Shared) {
        if let Some(sheet) = self.reader.as_mut().and_then(Reader::answering_mut) {
            sheet.take_typed();
        }
        self.show_sheet(shared);
    }

    /// The blank is filled in: the next one, or the answer is handed in.
    fn accept_blank(&mut self, shared: &mut Shared) -> Next {
        let sheet = self.reader.as_mut().and_then(Reader::answering_mut);
        if sheet.is_some_and(|sheet| sheet.is_typing() && sheet.lacks().is_some() && sheet.step(1))
        {
            self.show_sheet(shared);
            return Next::Stay;
        }
        self.hand_in(shared)
    }

    /// Ticks a task, or takes the tick away.
    pub(super) fn tick(&mut self, block: usize, shared: &mut Shared) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let lesson = reader.lesson_ref();
        if let Some(task) = reader
            .sheet
            .as_mut()
            .and_then(|sheet| sheet.toggle_task(block))
        {
            let (id, done) = (task.id.clone(), task.done);
            self.keeping.tick(lesson, id, done, shared);
        }
        self.show_sheet(shared);
    }

    /// Puts the sheet as it is now on the text, and keeps the question that is answered in sight.
    pub(super) fn show_sheet(&mut self, shared: &Shared) {
        let answering = self.reader.as_ref().and_then(Reader::answering);
        let keys = Keys::of(shared, answering.is_some_and(Sheet::is_typing));
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Some(sheet) = &reader.sheet else { return };
        reader.text.set_dress(sheet.dress(&keys));
        if let Some((first, last)) = sheet.focus_blocks() {
            reader.text.keep_in_sight(first, last);
        }
    }
}
