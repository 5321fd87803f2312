//! A round through the questions of a lesson: what was answered so far, and how it came out. It is kept when the lesson
//! is left.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Answer, Graded, Question, QuestionId, Revision, grade};
use crate::domain::Percent;

/// What was given to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The version of the question that was answered.
    pub revision: Revision,
    /// The answer so far.
    pub answer: Answer,
    /// Whether it was handed in: then it doesn't change any more.
    pub submitted: bool,
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
    /// Answered.
    pub answered: usize,
    /// All questions.
    pub of: usize,
}

impl Score {
    /// Whether every question was answered.
    pub fn is_complete(self) -> bool {
        self.answered == self.of
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

    /// The outcome of a question whose answer was handed in.
    pub fn graded(&self, question: &Question) -> Option<Graded> {
        let given = self.given(question).filter(|given| given.submitted)?;
        Some(grade(&question.key, &given.answer))
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

    /// Hands an answer in, and gives its outcome; none where one was handed in before.
    pub fn submit(&mut self, question: &Question, answer: Answer) -> Option<Graded> {
        if self.is_submitted(question) {
            return None;
        }
        self.put(question, answer, true);
        self.graded(question)
    }

    fn put(&mut self, question: &Question, answer: Answer, submitted: bool) {
        let given = Given {
            revision: question.revision,
            answer,
            submitted,
        };
        self.given.insert(question.id.clone(), given);
    }

    /// How it came out so far.
    pub fn score<'q>(&self, questions: impl IntoIterator<Item = &'q Question>) -> Score {
        let mut score = Score::default();
        for question in questions {
            score.of += 1;
            if let Some(graded) = self.graded(question) {
                score.answered += 1;
                score.right += usize::from(graded.right);
            }
        }
        score
    }

    /// Takes the answers back that were wrong, so that these questions are asked again.
    pub fn retry_missed<'q>(&mut self, questions: impl IntoIterator<Item = &'q Question>) {
        for question in questions {
            if self.graded(question).is_some_and(|graded| !graded.right) {
                self.given.remove(&question.id);
            }
        }
    }

    /// Takes all answers to these questions back.
    pub fn retry_all<'q>(&mut self, questions: impl IntoIterator<Item = &'q Question>) {
        for question in questions {
            self.given.remove(&question.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::quiz::Key;

    fn question(id: &str) -> Question {
        Question {
            id: QuestionId::named(id).unwrap(),
            revision: Revision(1),
            key: Key::One { right: 0, of: 2 },
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
        assert!(round.submit(&a, answer(0)).unwrap().right);
        assert_eq!(round.submit(&a, answer(1)), None);
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
        round.retry_missed([&a, &b]);
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
}
