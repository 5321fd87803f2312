//! A learner's answers to the questions of a text, and the ticks of its tasks. The text stays as it is;
//! what was filled in is a dress over it.

mod answering;
mod dressing;
mod handing_in;
mod marks;
mod spots;
mod tasks;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::input_line::InputLine;
use crate::app::study::clock::Millis;
use crate::domain::quiz::{Answer, Form, Graded, NotPassed, Question, Round};
use crate::lesson::quiz::{Asked, Quiz};
use crate::lesson::{Document, Match};
pub use dressing::Keys;
use spots::Spot;
pub use tasks::Task;

/// The sheet of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    document: Arc<Document>,
    /// Where each question stands, in their order.
    spots: Vec<Spot>,
    /// The answers so far.
    pub round: Round,
    /// Whether the answers are others than were saved.
    pub is_changed: bool,
    focus: Option<Focus>,
    /// How many hints of a question are shown.
    hints: BTreeMap<usize, usize>,
    /// Questions whose explanation is shown before the learner says whether they knew.
    revealed: BTreeSet<usize>,
    tasks: Vec<Task>,
}

/// The question that is being answered.
#[derive(Debug, Clone, Default, PartialEq)]
struct Focus {
    question: usize,
    /// The item on the left that gets a partner next, or the blank that is typed into.
    at: usize,
    /// The text of a blank, while it is typed.
    typed: Option<InputLine>,
    /// When it was begun.
    since: Millis,
}

/// Something of a sheet that can be picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetTarget {
    /// A task.
    Task,
    /// The question of that number.
    Question(usize),
}

/// An answer that was handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct HandedIn {
    /// The question.
    pub question: Question,
    /// The answer.
    pub answer: Answer,
    /// Whether it is right; none where the academy grades.
    pub graded: Option<Graded>,
    /// How long it took, in seconds.
    pub seconds: u32,
}

impl Sheet {
    /// The sheet of a text; none where it has no questions and no tasks.
    pub fn of(document: &Arc<Document>) -> Option<Sheet> {
        let spots = spots::of(document);
        let tasks = tasks::of(document);
        let seed = document.seed();
        (!spots.is_empty() || !tasks.is_empty()).then(|| Sheet {
            document: Arc::clone(document),
            spots,
            round: Round::new(seed),
            is_changed: false,
            focus: None,
            hints: BTreeMap::new(),
            revealed: BTreeSet::new(),
            tasks,
        })
    }

    /// The sheet of an edited version of the text: answers to questions that are the same stay.
    pub fn followed(self, document: &Arc<Document>) -> Option<Sheet> {
        let ticks: BTreeMap<String, bool> = self.ticks();
        let mut sheet = Sheet::of(document)?;
        sheet.round = self.round;
        sheet.round.seed = document.seed();
        sheet.is_changed = self.is_changed;
        sheet.tick_all(&ticks);
        Some(sheet)
    }

    /// Whether it asks anything.
    pub fn has_questions(&self) -> bool {
        !self.spots.is_empty()
    }

    /// Whether an answer has yet to be graded by the academy.
    pub fn waits_for_the_academy(&self) -> bool {
        let mut quizzes = self.quizzes().iter();
        quizzes.any(|quiz| quiz.score(&self.round).waiting > 0)
    }

    fn quizzes(&self) -> &[Quiz] {
        self.document.paper().map_or(&[], |paper| &paper.quizzes)
    }

    fn asked(&self, question: usize) -> Option<&Asked> {
        self.quizzes()
            .iter()
            .flat_map(|quiz| &quiz.questions)
            .nth(question)
    }

    /// The number of the question that is being answered.
    pub fn focused_number(&self) -> Option<usize> {
        self.focus.as_ref().map(|focus| focus.question)
    }

    /// The question that is being answered.
    pub fn focused(&self) -> Option<&Asked> {
        self.asked(self.focus.as_ref()?.question)
    }

    /// Whether the answer of the question in focus was handed in.
    pub fn is_answered(&self) -> bool {
        self.focused()
            .is_some_and(|asked| self.round.is_submitted(&asked.question))
    }

    /// The blocks of the question in focus: its heading, and the one that its outcome is said below.
    pub fn focus_blocks(&self) -> Option<(usize, usize)> {
        let spot = self.spots.get(self.focus.as_ref()?.question)?;
        Some((spot.blocks.start, self.last_shown(spot)))
    }

    fn last_shown(&self, spot: &Spot) -> usize {
        let is_over = self
            .focus
            .as_ref()
            .is_some_and(|focus| self.is_revealed(focus.question));
        if is_over {
            spot.blocks.end.saturating_sub(1)
        } else {
            spot.verdict
        }
    }

    /// Where the blank stands that is typed into.
    pub fn open_blank_place(&self) -> Option<Match> {
        let focus = self.focus.as_ref().filter(|focus| focus.typed.is_some())?;
        let asked = self.asked(focus.question)?;
        let at = match self.draft() {
            Some(Answer::Fails(_)) => 1,
            _ => focus.at,
        };
        let source = asked.blanks.get(at)?.clone();
        let block = self.document.blocks_in(&source).start;
        Some(Match { block, source })
    }

    /// Whether the question in focus stands on some of these blocks.
    pub fn is_focus_between(&self, first: usize, last: usize) -> bool {
        let focused = self.focus_blocks();
        focused.is_some_and(|(begin, end)| begin <= last && end >= first)
    }

    /// The first question from a block on that stands on blocks up to another one.
    pub fn question_between(&self, first: usize, last: usize) -> Option<usize> {
        let is_seen = |spot: &Spot| spot.blocks.start <= last && spot.blocks.end > first;
        let open = self
            .spots
            .iter()
            .enumerate()
            .filter(|(_, spot)| is_seen(spot));
        let mut open = open.map(|(question, _)| question).peekable();
        let first = open.peek().copied();
        open.find(|question| !self.is_submitted(*question))
            .or(first)
    }

    /// The first question that wasn't answered; the first one where all were.
    pub fn first_open(&self) -> Option<usize> {
        let mut all = 0..self.spots.len();
        let open = all.find(|question| !self.is_submitted(*question));
        open.or((!self.spots.is_empty()).then_some(0))
    }

    /// The question or task that begins with a block; none for the question that is being answered.
    pub fn target_at(&self, block: usize) -> Option<SheetTarget> {
        if self.tasks.iter().any(|task| task.block == block) {
            return Some(SheetTarget::Task);
        }
        let at = self
            .spots
            .iter()
            .position(|spot| spot.blocks.start == block)?;
        let is_picked = self
            .focus
            .as_ref()
            .is_some_and(|focus| focus.question == at);
        (!is_picked).then_some(SheetTarget::Question(at))
    }

    /// The block that a question begins with.
    pub fn block_of(&self, question: usize) -> Option<usize> {
        self.spots.get(question).map(|spot| spot.blocks.start)
    }

    /// Begins to answer a question.
    pub fn focus_on(&mut self, question: usize, now: Millis) {
        self.keep_typed();
        self.focus = Some(Focus {
            question,
            since: now,
            ..Focus::default()
        });
        self.begin_typing();
    }

    /// Begins to answer a question, but for its blank: that takes letters once somebody says so.
    pub fn focus_quietly(&mut self, question: usize, now: Millis) {
        self.focus_on(question, now);
        if let Some(focus) = &mut self.focus {
            focus.typed = None;
        }
    }

    /// Opens the blank of the question in focus that is yet to be filled in; false where there is none.
    pub fn open_blank(&mut self) -> bool {
        let is_closed = self.focused().is_some_and(|asked| {
            asked.question.form == Form::Blanks && !self.is_typing() && self.lacks().is_some()
        });
        if is_closed {
            self.begin_typing();
        }
        is_closed && self.is_typing()
    }

    /// Whether the question in focus has a hint that isn't shown.
    pub fn has_hint(&self) -> bool {
        let Some(question) = self.focus.as_ref().map(|focus| focus.question) else {
            return false;
        };
        let all = self.asked(question).map_or(0, |asked| asked.hints.len());
        let shown = self.hints.get(&question).copied().unwrap_or_default();
        shown < all && !self.is_answered()
    }

    /// Why there is no more hint for the question in focus.
    pub fn lacks_hint(&self) -> &'static str {
        match self.focused() {
            Some(asked) if !asked.hints.is_empty() => "All hints are shown",
            _ => "This question has no hint",
        }
    }

    /// Stops answering; what was chosen stays.
    pub fn blur(&mut self) {
        self.keep_typed();
        self.focus = None;
    }

    /// How many questions weren't answered.
    pub fn open_questions(&self) -> usize {
        let all = 0..self.spots.len();
        all.filter(|question| !self.is_submitted(*question)).count()
    }

    /// The next question behind the one in focus that wasn't answered, from the first one again behind the last.
    pub fn next_open(&self) -> Option<usize> {
        let here = self.focus.as_ref()?.question;
        let behind = here + 1..self.spots.len();
        behind
            .chain(0..here)
            .find(|question| !self.is_submitted(*question))
    }

    /// The question so many places from the one in focus.
    pub fn neighbour(&self, by: isize) -> Option<usize> {
        let here = self.focus.as_ref()?.question;
        let there = here.checked_add_signed(by)?;
        (there < self.spots.len()).then_some(there)
    }

    /// Whether a question wasn't answered.
    pub fn is_open(&self, question: usize) -> bool {
        question < self.spots.len() && !self.is_submitted(question)
    }

    fn is_submitted(&self, question: usize) -> bool {
        self.asked(question)
            .is_some_and(|asked| self.round.is_submitted(&asked.question))
    }

    /// Whether what explains a question is shown.
    fn is_revealed(&self, question: usize) -> bool {
        self.is_submitted(question) || self.revealed.contains(&question)
    }

    /// Shows one hint more; false where there is none.
    pub fn show_hint(&mut self) -> bool {
        let Some(question) = self.focus.as_ref().map(|focus| focus.question) else {
            return false;
        };
        let all = self.asked(question).map_or(0, |asked| asked.hints.len());
        let shown = self.hints.entry(question).or_default();
        let more = *shown < all;
        *shown += usize::from(more);
        more
    }

    fn quiz_of(&self, question: usize) -> Option<&Quiz> {
        let asked = self.asked(question)?;
        let mut quizzes = self.quizzes().iter();
        quizzes.find(|quiz| quiz.questions.contains(asked))
    }

    /// Whether a quiz whose author set a mark is passed.
    pub fn passes(&self) -> bool {
        let mut quizzes = self.quizzes().iter();
        quizzes.any(|quiz| quiz.is_passed(&self.round))
    }

    /// Whether a lesson that is a quiz may be done.
    ///
    /// # Errors
    /// It has to be passed first.
    pub fn lets_complete(&self) -> Result<(), NotPassed> {
        let mut quizzes = self.quizzes().iter();
        quizzes.try_for_each(|quiz| quiz.lets_complete(&self.round))
    }

    /// The questions of a quiz that were missed and can be answered again, with their numbers.
    fn missed<'s>(&'s self, quiz: &'s Quiz) -> impl Iterator<Item = (usize, &'s Question)> {
        let attempts = quiz.rules.graded.unwrap_or(u32::MAX);
        let of_quiz = |question: &Question| {
            let mut own = quiz.questions.iter();
            own.any(|asked| asked.question.id == question.id)
        };
        let all = self.quizzes().iter().flat_map(|quiz| &quiz.questions);
        let all = all.map(|asked| &asked.question).enumerate();
        all.filter(move |(_, question)| {
            of_quiz(question) && self.round.may_retry(question, attempts)
        })
    }

    /// Whether something of a question's quiz was missed and can be answered again.
    pub fn may_retry(&self, question: usize) -> bool {
        let quiz = self.quiz_of(question);
        quiz.is_some_and(|quiz| self.missed(quiz).next().is_some())
    }

    /// Asks again what was missed in a question's quiz, and goes to the first of it; false where nothing was.
    pub fn retry(&mut self, question: usize, now: Millis) -> bool {
        let Some(quiz) = self.quiz_of(question) else {
            return false;
        };
        let attempts = quiz.rules.graded.unwrap_or(u32::MAX);
        let missed = self.missed(quiz);
        let missed: Vec<(usize, Question)> = missed
            .map(|(at, question)| (at, question.clone()))
            .collect();
        let Some((first, _)) = missed.first() else {
            return false;
        };
        let first = *first;
        let questions = missed.iter().map(|(_, question)| question);
        self.round.retry_missed(questions, attempts);
        self.is_changed = true;
        for (question, _) in &missed {
            self.hints.remove(question);
            self.revealed.remove(question);
        }
        self.focus_quietly(first, now);
        true
    }
}
