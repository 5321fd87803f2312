//! Saves answers and ticks as records, and the round for when the lesson is opened again.

use crate::app::lesson_ref::LessonRef;
use crate::app::request::quiz::{FilledIn, ReadSheet, SaveAttempt, SaveRound, TickTask};
use crate::app::request::review::MakeCard;
use crate::app::request::waiting::Waiting;
use crate::app::request::{Answered, Reply};
use crate::app::screen::Next;
use crate::app::screen::lesson::{LessonScreen, Reader};
use crate::app::shared::Shared;
use crate::app::widget::sheet::{HandedIn, Sheet};
use crate::domain::{LessonId, LessonKind, TaskId};

/// Requests about what was filled in.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::app::screen::lesson) struct Keeping {
    reading: Waiting<ReadSheet, LessonId>,
    attempts: Waiting<SaveAttempt, Box<SaveAttempt>>,
    rounds: Waiting<SaveRound, LessonId>,
    ticks: Waiting<TickTask, LessonId>,
    cards: Waiting<MakeCard>,
    /// Answers that could not be kept; they are tried again with the next one.
    unsaved: Vec<SaveAttempt>,
}

impl Keeping {
    pub(super) fn attempt(&mut self, lesson: LessonRef, handed_in: HandedIn, shared: &mut Shared) {
        let attempt = SaveAttempt {
            lesson,
            question: handed_in.question.id,
            revision: handed_in.question.revision,
            answer: handed_in.answer,
            right: handed_in.graded.map(|graded| graded.right),
            seconds: handed_in.seconds,
            at: shared.moment(),
        };
        self.unsaved.push(attempt);
        self.retry(shared);
    }

    fn retry(&mut self, shared: &mut Shared) {
        for attempt in std::mem::take(&mut self.unsaved) {
            let purpose = Box::new(attempt.clone());
            self.attempts.ask_also(attempt, purpose, shared);
        }
    }

    pub(in crate::app::screen::lesson) fn make_card(
        &mut self,
        card: MakeCard,
        shared: &mut Shared,
    ) {
        self.cards.ask_also(card, (), shared);
    }

    pub(in crate::app::screen::lesson) fn take_card(
        &mut self,
        answered: Answered<MakeCard>,
    ) -> Option<Reply<()>> {
        self.cards.take(answered).map(|((), reply)| reply)
    }

    pub(super) fn tick(
        &mut self,
        lesson: LessonRef,
        task: TaskId,
        done: bool,
        shared: &mut Shared,
    ) {
        let at = shared.moment();
        let purpose = lesson.lesson.clone();
        self.ticks.ask_also(
            TickTask {
                lesson,
                task,
                done,
                at,
            },
            purpose,
            shared,
        );
    }
}

impl LessonScreen {
    /// A lesson's text is shown: what was filled in on it before is asked for.
    pub(in crate::app::screen::lesson) fn begin_sheet(&mut self, shared: &mut Shared) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let document = reader.text.layout().document().clone();
        reader.sheet = match reader.sheet.take() {
            Some(sheet) => sheet.followed(&document),
            None => Sheet::of(&document),
        };
        if reader.sheet.is_some() {
            self.read_sheet(shared);
        }
        self.show_sheet(shared);
    }

    fn read_sheet(&mut self, shared: &mut Shared) {
        if let Some(reader) = &self.reader {
            let lesson = reader.lesson.head.id.clone();
            let question = ReadSheet {
                lesson: lesson.clone(),
            };
            self.keeping.reading.ask(question, lesson, shared);
        }
    }

    /// True where the lesson is a quiz whose first question is on its way.
    pub(in crate::app::screen::lesson) fn awaits_question(&self) -> bool {
        let reader = self.reader.as_ref();
        let quiz = reader.filter(|reader| reader.lesson.head.kind == LessonKind::Quiz);
        let sheet = quiz.and_then(|reader| reader.sheet.as_ref());
        let asks_nothing = sheet.is_some_and(|sheet| sheet.focused().is_none());
        asks_nothing && self.keeping.reading.any(|lesson| self.is_open(lesson))
    }

    /// The academy may have graded something.
    pub(in crate::app) fn read_verdicts(&mut self, shared: &mut Shared) {
        let sheet = self
            .reader
            .as_ref()
            .and_then(|reader| reader.sheet.as_ref());
        if sheet.is_some_and(Sheet::waits_for_the_academy) {
            self.read_sheet(shared);
        }
    }

    /// Takes the answers and ticks of before. A lesson that is a quiz may be passed by what the academy says.
    pub(in crate::app) fn take_sheet(
        &mut self,
        answered: Answered<ReadSheet>,
        shared: &mut Shared,
    ) -> Next {
        match self.keeping.reading.take(answered) {
            Some((lesson, Reply::Done(filled_in))) if self.is_open(&lesson) => {
                self.fill_in(filled_in, shared)
            }
            Some((_, Reply::Failed(failure))) => {
                shared.tell(failure.notice);
                Next::Stay
            }
            _ => Next::Stay,
        }
    }

    fn fill_in(&mut self, filled_in: FilledIn, shared: &mut Shared) -> Next {
        let Some(reader) = &mut self.reader else {
            return Next::Stay;
        };
        let is_quiz = reader.lesson.head.kind == LessonKind::Quiz;
        let Some(sheet) = &mut reader.sheet else {
            return Next::Stay;
        };
        let FilledIn {
            round,
            submitted,
            ticks,
        } = filled_in;
        sheet.tick_all(&ticks);
        // What was answered meanwhile is newer.
        if let Some(round) = round.filter(|_| !sheet.is_changed) {
            sheet.round = round;
        }
        let waited = sheet.waits_for_the_academy();
        for submitted in submitted {
            sheet.round.take(submitted);
        }
        let is_graded = waited && !sheet.waits_for_the_academy();
        sheet.is_changed |= is_graded;
        if is_quiz && sheet.focused().is_none() && sheet.open_questions() > 0 {
            let first = sheet.first_open();
            first
                .into_iter()
                .for_each(|question| sheet.focus_quietly(question, shared.now));
        }
        self.show_first_question(shared);
        match is_graded {
            true => {
                self.keep_round(shared);
                self.pass()
            }
            false => Next::Stay,
        }
    }

    /// A lesson that begins with a question which is too tall for the screen begins at its own top.
    fn show_first_question(&mut self, shared: &Shared) {
        let is_on_screen = self.reader.as_ref().and_then(Reader::answering).is_some();
        let is_tall = self.reader.as_mut().is_some_and(|reader| {
            let focused = reader.sheet.as_ref().and_then(Sheet::focus_blocks);
            focused.is_some_and(|(first, last)| !reader.text.fits(first, last))
        });
        match is_tall && is_on_screen {
            true => self.dress_text(shared),
            false => self.show_question(shared),
        }
    }

    fn is_open(&self, lesson: &LessonId) -> bool {
        self.reader
            .as_ref()
            .is_some_and(|reader| reader.lesson.head.id == *lesson)
    }

    /// An answer was kept, or waits for the next try.
    pub(in crate::app) fn take_attempt(
        &mut self,
        answered: Answered<SaveAttempt>,
        shared: &mut Shared,
    ) {
        match self.keeping.attempts.take(answered) {
            Some((attempt, Reply::Failed(failure))) => {
                self.keeping.unsaved.push(*attempt);
                shared.tell(failure.notice);
            }
            _ => shared.count_due(),
        }
    }

    /// The round was kept, or is tried again.
    pub(in crate::app) fn take_round(
        &mut self,
        answered: Answered<SaveRound>,
        shared: &mut Shared,
    ) {
        if let Some((lesson, Reply::Failed(failure))) = self.keeping.rounds.take(answered) {
            shared.tell(failure.notice);
            let reader = self
                .reader
                .as_mut()
                .filter(|reader| reader.lesson.head.id == lesson);
            if let Some(sheet) = reader.and_then(|reader| reader.sheet.as_mut()) {
                sheet.is_changed = true;
            }
        }
    }

    /// A tick was kept, or the task is as it was.
    pub(in crate::app) fn take_tick(&mut self, answered: Answered<TickTask>, shared: &mut Shared) {
        if let Some((_, Reply::Failed(failure))) = self.keeping.ticks.take(answered) {
            shared.tell(failure.notice);
            self.begin_sheet(shared);
        }
    }

    /// Keeps what was answered since it was kept last.
    pub(in crate::app) fn keep_round(&mut self, shared: &mut Shared) {
        self.keeping.retry(shared);
        let Some(reader) = &mut self.reader else {
            return;
        };
        let lesson = reader.lesson.head.id.clone();
        let Some(sheet) = reader.sheet.as_mut().filter(|sheet| sheet.is_changed) else {
            return;
        };
        sheet.is_changed = false;
        let round = sheet.round.clone();
        self.keeping.rounds.ask_also(
            SaveRound {
                lesson: lesson.clone(),
                round,
            },
            lesson,
            shared,
        );
    }
}
