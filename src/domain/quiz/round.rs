//! A round through the questions of a lesson: what was answered so far, and how it came out. It is kept when the lesson
//! is left.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Answer, Graded, Question, QuestionId, Revision, Verdict, grade};
use crate::domain::Percent;

/// The answer that was given to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The version of the question that was answered.
    pub revision: Revision,
    /// The answer so far.
    pub answer: Answer,
    /// Whether it was handed in: then it doesn't change any more.
    pub submitted: bool,
    /// The academy's verdict, where it grades.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// How often the question was handed in to the academy.
    #[serde(default)]
    pub tries: u32,
}

/// The last answer to a question that the academy grades, as the log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// The question.
    pub question: QuestionId,
    /// The version that was answered.
    pub revision: Revision,
    /// The answer.
    pub answer: Answer,
    /// The academy's verdict.
    pub verdict: Verdict,
    /// How often this version was answered.
    pub tries: u32,
}

/// A round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// The seed of the order of choices.
    pub seed: u64,
    given: BTreeMap<QuestionId, Given>,
}

/// How a round came out so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// Answered and right.
    pub right: usize,
    /// Answered, and graded.
    pub answered: usize,
    /// Handed in to the academy, which hasn't graded it yet.
    pub waiting: usize,
    /// All questions.
    pub of: usize,
}

/// Why a lesson isn't done: an academy grades its quiz, and its author says that it is done by passing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This lesson is done once its quiz is passed: {0} are needed")]
pub struct NotPassed(pub Percent);

impl Score {
    /// Whether every question was answered.
    pub fn is_complete(self) -> bool {
        self.answered == self.of
    }

    /// Whether every question was handed in, be it graded or not.
    pub fn is_handed_in(self) -> bool {
        self.answered + self.waiting == self.of
    }

    /// The part that is right, rounded down.
    pub fn percent(self) -> Percent {
        Percent::of(self.right, self.of)
    }

    /// Whether it is complete and reaches the mark.
    pub fn passes(self, mark: Percent) -> bool {
        self.is_complete() && self.percent() >= mark
    }
}

impl Round {
    /// A round in which nothing was answered.
    pub fn new(seed: u64) -> Round {
        Round {
            seed,
            given: BTreeMap::new(),
        }
    }

    /// The answer to a question, unless it was given to another version of it.
    pub fn answer(&self, question: &Question) -> Option<&Answer> {
        self.given(question).map(|given| &given.answer)
    }

    /// Whether an answer to a question was handed in.
    pub fn is_submitted(&self, question: &Question) -> bool {
        self.given(question).is_some_and(|given| given.submitted)
    }

    /// The outcome of a question whose answer was handed in; none while the academy has yet to say.
    pub fn graded(&self, question: &Question) -> Option<Graded> {
        let given = self.given(question).filter(|given| given.submitted)?;
        match (&question.key, given.verdict) {
            (Some(key), _) => Some(grade(key, &given.answer)),
            (None, Some(verdict @ (Verdict::Right | Verdict::Wrong))) => Some(Graded {
                right: verdict == Verdict::Right,
                parts: Vec::new(),
            }),
            (None, _) => None,
        }
    }

    /// The verdict on an answer that the academy grades.
    pub fn verdict(&self, question: &Question) -> Option<Verdict> {
        let given = self.given(question).filter(|given| given.submitted)?;
        given.verdict
    }

    /// How often a question was handed in to the academy.
    pub fn tries(&self, question: &Question) -> u32 {
        self.given(question).map_or(0, |given| given.tries)
    }

    /// Takes what the log has of a question that the academy grades. An answer that was begun since stays.
    pub fn take(&mut self, submitted: Submitted) {
        let begun = self.given.get(&submitted.question).is_some_and(|given| {
            given.revision == submitted.revision
                && (given.tries > submitted.tries
                    || !given.submitted && given.tries == submitted.tries)
        });
        if !begun {
            let given = Given {
                revision: submitted.revision,
                answer: submitted.answer,
                submitted: true,
                verdict: Some(submitted.verdict),
                tries: submitted.tries,
            };
            self.given.insert(submitted.question, given);
        }
    }

    fn given(&self, question: &Question) -> Option<&Given> {
        let given = self.given.get(&question.id)?;
        (given.revision == question.revision).then_some(given)
    }

    /// Takes an answer that isn't handed in yet. One that was stays.
    pub fn draft(&mut self, question: &Question, answer: Answer) {
        if !self.is_submitted(question) {
            self.put(question, answer, false);
        }
    }

    /// Hands an answer in; false where one was handed in before.
    pub fn submit(&mut self, question: &Question, answer: Answer) -> bool {
        let is_first = !self.is_submitted(question);
        if is_first {
            self.put(question, answer, true);
        }
        is_first
    }

    fn put(&mut self, question: &Question, answer: Answer, submitted: bool) {
        let waits = submitted && question.key.is_none();
        let given = Given {
            revision: question.revision,
            answer,
            submitted,
            verdict: waits.then_some(Verdict::Waiting),
            tries: self.tries(question) + u32::from(waits),
        };
        self.given.insert(question.id.clone(), given);
    }

    /// How it came out so far.
    pub fn score<'q>(&self, questions: impl IntoIterator<Item = &'q Question>) -> Score {
        let mut score = Score::default();
        for question in questions {
            score.of += 1;
            match self.graded(question) {
                Some(graded) => {
                    score.answered += 1;
                    score.right += usize::from(graded.right);
                }
                None => score.waiting += usize::from(self.is_submitted(question)),
            }
        }
        score
    }

    /// Takes the answers back that were wrong, so that these questions are asked again. `attempts` is how often the
    /// academy grades one.
    pub fn retry_missed<'q>(
        &mut self,
        questions: impl IntoIterator<Item = &'q Question>,
        attempts: u32,
    ) {
        for question in questions {
            if self.is_missed(question) {
                self.retry(question, attempts);
            }
        }
    }

    /// Whether a question can be answered again.
    pub fn may_retry(&self, question: &Question, attempts: u32) -> bool {
        self.is_missed(question) && (question.key.is_some() || self.tries(question) < attempts)
    }

    fn is_missed(&self, question: &Question) -> bool {
        self.graded(question).is_some_and(|graded| !graded.right)
    }

    fn retry(&mut self, question: &Question, attempts: u32) {
        match self.given.get_mut(&question.id) {
            Some(given) if question.key.is_none() && given.tries < attempts => {
                given.submitted = false;
                given.verdict = None;
                // A key that is pressed once too often hands nothing in again.
                if let Answer::Blanks(texts) = &mut given.answer {
                    texts.iter_mut().for_each(String::clear);
                }
            }
            Some(_) if question.key.is_some() => drop(self.given.remove(&question.id)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::quiz::{Form, Key};

    fn question(id: &str) -> Question {
        Question {
            id: QuestionId::named(id).unwrap(),
            revision: Revision(1),
            form: Form::One,
            key: Some(Key::One { right: 0, of: 2 }),
        }
    }

    fn answer(choice: u16) -> Answer {
        Answer::Choices(vec![choice])
    }

    #[test]
    fn what_was_handed_in_stays() {
        let (mut round, a) = (Round::new(1), question("a"));
        round.draft(&a, answer(1));
        assert_eq!(round.graded(&a), None);
        assert!(round.submit(&a, answer(0)));
        assert!(round.graded(&a).unwrap().right);
        assert!(!round.submit(&a, answer(1)));
        round.draft(&a, answer(1));
        assert_eq!(round.answer(&a), Some(&answer(0)));
    }

    #[test]
    fn only_what_was_missed_is_asked_again() {
        let (mut round, a, b) = (Round::new(1), question("a"), question("b"));
        round.submit(&a, answer(0));
        round.submit(&b, answer(1));
        let score = round.score([&a, &b]);
        assert!(score.is_complete() && score.percent() == Percent::of(1, 2));
        assert!(score.passes(Percent::of(1, 2)) && !score.passes(Percent::of(51, 100)));
        round.retry_missed([&a, &b], 1);
        assert!(round.is_submitted(&a) && !round.is_submitted(&b));
    }

    #[test]
    fn an_edited_question_is_asked_anew() {
        let (mut round, a) = (Round::new(1), question("a"));
        round.submit(&a, answer(0));
        let edited = Question {
            revision: Revision(2),
            ..a
        };
        assert_eq!(round.graded(&edited), None);
    }

    #[test]
    fn what_the_academy_grades_waits_for_its_verdict_and_is_asked_again_as_often_as_it_allows() {
        let a = Question {
            key: None,
            ..question("a")
        };
        let verdict = |tries, verdict| Submitted {
            question: a.id.clone(),
            revision: a.revision,
            answer: answer(1),
            verdict,
            tries,
        };
        let mut round = Round::new(1);
        assert!(round.submit(&a, answer(1)));
        assert_eq!(round.score([&a]).waiting, 1);
        round.take(verdict(1, Verdict::Wrong));
        assert!(!round.graded(&a).unwrap().right);
        round.retry_missed([&a], 2);
        assert!(!round.is_submitted(&a));
        round.take(verdict(1, Verdict::Wrong));
        assert!(!round.is_submitted(&a), "what was begun since stays");
        assert!(round.submit(&a, answer(0)));
        round.take(verdict(1, Verdict::Wrong));
        assert_eq!(round.verdict(&a), Some(Verdict::Waiting));
        round.take(verdict(2, Verdict::Wrong));
        assert!(!round.may_retry(&a, 2));
        round.retry_missed([&a], 2);
        assert!(round.is_submitted(&a));
    }
}
