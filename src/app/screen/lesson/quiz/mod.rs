//! Questions and tasks of the lesson that is open: answered in place.

mod keeping;
mod keys;

use super::LessonScreen;
use super::reader::Reader;
use crate::app::screen::{Next, Screen};
use crate::app::shared::Shared;
use crate::app::widget::sheet::{HandedIn, Keys, Sheet};
use crate::app::wish::{AfterCompletion, Wish};
use crate::domain::LessonKind;
use crate::keymap::{Action, Layer};
use crate::lesson::Place;
pub(super) use keeping::Keeping;

impl Reader {
    /// The sheet of the lesson, while a question of it is answered and on screen: scrolled away, it has no keys.
    pub fn answering(&self) -> Option<&Sheet> {
        let (first, last) = self.blocks_on_screen()?;
        let sheet = self.sheet.as_ref();
        sheet.filter(|sheet| sheet.is_focus_between(first, last))
    }

    fn answering_mut(&mut self) -> Option<&mut Sheet> {
        self.answering()?;
        self.sheet.as_mut()
    }

    fn blocks_on_screen(&self) -> Option<(usize, usize)> {
        let mut blocks = self.text.on_screen().map(|(place, _)| place.block);
        let first = blocks.next()?;
        Some((first, blocks.last().unwrap_or(first)))
    }

    /// The question on screen that `enter` would begin with.
    fn question_on_screen(&self) -> Option<usize> {
        let (first, last) = self.blocks_on_screen()?;
        self.sheet.as_ref()?.question_between(first, last)
    }

    /// The question that keys are for: the one that is answered, else the one that `enter` would begin with.
    fn question_for_keys(&self) -> Option<usize> {
        match self.answering() {
            Some(sheet) => sheet.focused_number(),
            None => self.question_on_screen(),
        }
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
                let sheet = reader.answering_mut()?;
                if !sheet.show_hint() {
                    shared.say(sheet.lacks_hint());
                    return Some(Next::Stay);
                }
            }
            Action::NextQuestion => reader.go_to_question(1, now)?,
            Action::PreviousQuestion => reader.go_to_question(-1, now)?,
            Action::Retry => {
                let question = reader.question_for_keys()?;
                if !reader.sheet.as_mut()?.retry(question, now) {
                    shared.say("No missed questions to answer again");
                    return Some(Next::Stay);
                }
            }
            Action::NextPart => reader.go_to_part(1)?,
            Action::PreviousPart => reader.go_to_part(-1)?,
            _ => return None,
        }
        shared.notices.forget_information(now);
        match action {
            Action::NextQuestion | Action::PreviousQuestion | Action::Retry => {
                self.show_question(shared);
            }
            _ => self.show_sheet(shared),
        }
        Some(Next::Stay)
    }

    /// How many letters, from `a` on, belong to the question that is answered.
    pub(in crate::app) fn letters(&self) -> usize {
        let is_answering = self.layers().first() == Some(&Layer::Answering);
        let reader = self.reader.as_ref().filter(|_| is_answering);
        let sheet = reader.and_then(|reader| reader.sheet.as_ref());
        sheet.map_or(0, Sheet::letters)
    }

    /// A letter chooses.
    pub(in crate::app) fn choose_letter(&mut self, letter: char, shared: &mut Shared) {
        if let Some(sheet) = self.reader.as_mut().and_then(Reader::answering_mut) {
            sheet.choose_letter(letter);
        }
        shared.notices.forget_information(shared.now);
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
        let window = reader.text.window(line);
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
            return Some(self.accept_blank(shared));
        }
        shared.notices.forget_information(shared.now);
        if !sheet.choose_at(place.block, shared.now) {
            sheet.blur();
            self.show_sheet(shared);
            return None;
        }
        sheet.open_blank_at(|blank| window.shows_at(blank, column));
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
        shared.notices.forget_information(shared.now);
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
            self.show_question(shared);
            return Next::Stay;
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
        shared.notices.forget_information(shared.now);
        self.show_sheet(shared);
    }

    /// The blank is filled in: the next empty one, or the answer is handed in.
    fn accept_blank(&mut self, shared: &mut Shared) -> Next {
        let sheet = self.reader.as_mut().and_then(Reader::answering_mut);
        if sheet.is_some_and(Sheet::go_to_empty_blank) {
            shared.notices.forget_information(shared.now);
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
        self.dress_text(shared);
        let Some(reader) = &mut self.reader else {
            return;
        };
        let sheet = reader.sheet.as_ref();
        if let Some((first, last)) = sheet.and_then(Sheet::focus_blocks) {
            reader.text.keep_in_sight(first, last);
        }
        if let Some(blank) = sheet.and_then(Sheet::open_blank_place) {
            reader.text.show(&blank);
        }
        reader.settled = Some(reader.text.top());
    }

    /// The same for a question that takes the keys now: one that is too tall is shown from its beginning.
    pub(super) fn show_question(&mut self, shared: &Shared) {
        self.dress_text(shared);
        let Some(reader) = &mut self.reader else {
            return;
        };
        let focused = reader.sheet.as_ref().and_then(Sheet::focus_blocks);
        if let Some((first, last)) = focused {
            reader.text.bring(first, last);
        }
        reader.settled = Some(reader.text.top());
    }

    /// Puts the sheet as it is now on the text.
    pub(super) fn dress_text(&mut self, shared: &Shared) {
        let answering = self.reader.as_ref().and_then(Reader::answering);
        let keys = Keys::of(shared, answering.is_some_and(Sheet::is_typing));
        if let Some(reader) = &mut self.reader
            && let Some(sheet) = &reader.sheet
        {
            reader.text.set_dress(sheet.dress(&keys));
        }
    }
}
