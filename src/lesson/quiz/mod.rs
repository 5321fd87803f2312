//! Quizzes in a lesson's Markdown (docs/quizzes.md): found, read, and put into the form that is shown.
//!
//! A [`Paper`] is the lesson's Markdown as learners see it: no mark says what is right, choices are in the order of a
//! seed, blanks are empty. Where each part of a question stands in it is kept, so that a layout can hide what comes
//! later and put marks on what was chosen.
//!
//! The page is parsed from the paper, so that neither a search nor a copy finds an answer. `app/widget/sheet` holds the
//! answers and dresses the layout: hidden blocks, marks before choices, texts in blanks, lines below. Answering parses
//! nothing. `domain/quiz` grades, `domain/review` schedules; a question in a lesson, in a review and on a card is the
//! same sheet.
//!
//! Learners get a graded quiz without its key ([`withhold`]). The academy keeps a `Solution` for each version of a
//! question, and its SQL function `grade` is `Solution::is_met`. Typed texts come in the forms in which they are
//! compared (`domain/quiz/typed.rs`), so that SQL knows nothing of how people write.

mod comment;
mod draft;
mod draft_list;
mod key;
mod public;
mod regions;
mod rules;
mod solution;
mod write;
mod write_parts;

use std::ops::Range;

use crate::domain::diagnostic::Finding;
use crate::domain::quiz::{Form, Key, NotPassed, Question, QuestionId, Revision, Round, Score};
pub use public::withhold;
use regions::Region;
pub(crate) use regions::options as markdown_options;
pub use rules::Rules;
use write::{Purpose, Writer};

/// The sign that shows where something is to be typed.
pub const BLANK: &str = "▁▁▁▁▁▁";

/// A lesson with quizzes or cards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paper {
    /// The Markdown as it is shown.
    pub text: String,
    /// The quizzes in order.
    pub quizzes: Vec<Quiz>,
    /// The cards in order.
    pub cards: Vec<Card>,
    /// Everything that is wrong, by its place in what the author wrote.
    pub problems: Vec<Finding>,
}

/// A quiz. Ranges are bytes of [`Paper::text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quiz {
    /// The rules.
    pub rules: Rules,
    /// The questions in order.
    pub questions: Vec<Asked>,
    /// From its beginning to its end.
    pub range: Range<usize>,
}

/// A question on the page. Ranges are bytes of [`Paper::text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its identity, and what is right.
    pub question: Question,
    /// Its heading, as plain text.
    pub title: String,
    /// From its heading to the next one.
    pub range: Range<usize>,
    /// The hints, which are shown on request, one after the other.
    pub hints: Vec<Range<usize>>,
    /// The choices, the items to order, the items on the left, or how a program may end; as the author wrote them.
    pub choices: Vec<Choice>,
    /// The partners to choose from, for a question that matches.
    pub partners: Vec<Range<usize>>,
    /// The blanks, and the one of each way that a program may end.
    pub blanks: Vec<Range<usize>>,
    /// The explanation, which is shown once it was answered.
    pub explanation: Vec<Range<usize>>,
}

/// A choice on the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// All of it.
    pub range: Range<usize>,
    /// The remark on it, which is shown once it was chosen.
    pub feedback: Vec<Range<usize>>,
}

/// A card: a heading and what stands below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its identity; only the learner can grade it.
    pub question: Question,
    /// Its front, as plain text.
    pub title: String,
    /// From its heading to its end, in bytes of [`Paper::text`].
    pub range: Range<usize>,
    /// The text below the heading.
    pub back: Range<usize>,
}

impl Paper {
    /// The quizzes and cards of a lesson; none where it has none. `whole` is for a lesson of kind quiz. The seed decides
    /// the order of choices.
    ///
    /// ```
    /// use lyceum::lesson::quiz::Paper;
    /// let paper = Paper::of("# Q\n\n## One?\n\n1. [x] yes\n2. [ ] no\n", true, 0).unwrap();
    /// assert_eq!(paper.quizzes[0].questions[0].title, "One?");
    /// assert!(!paper.text.contains("[x]"));
    /// assert_eq!(Paper::of("Just text.", false, 0), None);
    /// ```
    pub fn of(markdown: &str, whole: bool, seed: u64) -> Option<Paper> {
        Paper::written(markdown, whole, Purpose::Screen(seed))
    }

    /// The Markdown for reading on paper: questions and choices as they are written, without answers, hints and
    /// explanations. None where the lesson has no quiz.
    pub fn without_answers(markdown: &str, whole: bool) -> Option<String> {
        Paper::written(markdown, whole, Purpose::Paper).map(|paper| paper.text)
    }

    /// The Markdown for reading on paper with its answers: all as it is written, and in each blank what it takes. None
    /// where the lesson has no quiz.
    ///
    /// ```
    /// use lyceum::lesson::quiz::Paper;
    /// let solved = Paper::with_answers("## Capital?\n\nIt is [[~Rome|Roma]].\n", true).unwrap();
    /// assert!(solved.ends_with("It is Rome (or Roma).\n"));
    /// ```
    pub fn with_answers(markdown: &str, whole: bool) -> Option<String> {
        Paper::written(markdown, whole, Purpose::Solved).map(|paper| paper.text)
    }

    fn written(markdown: &str, whole: bool, purpose: Purpose) -> Option<Paper> {
        let regions = regions::of(markdown, whole)?;
        let mut writer = Writer::new(markdown, purpose);
        for region in regions {
            writer.region(region);
        }
        Some(writer.finish())
    }

    /// A card of a learner's own: its front is asked, and its back is shown then.
    pub fn of_card(id: &QuestionId, front: &str, back: &str) -> Paper {
        let heading = format!("## {}\n\n", crate::lesson::one_line(front));
        let text = format!("{heading}{back}\n");
        let card = Card {
            question: Question {
                id: id.clone(),
                revision: Revision::of(&text),
                form: Form::Knew,
                key: Some(Key::Knew),
            },
            title: front.to_owned(),
            range: 0..text.len(),
            back: heading.len()..text.len(),
        };
        Paper {
            quizzes: vec![Quiz {
                rules: Rules::default(),
                range: 0..text.len(),
                questions: vec![card.asked()],
            }],
            text,
            ..Paper::default()
        }
    }

    /// All questions of all quizzes.
    pub fn questions(&self) -> impl Iterator<Item = &Asked> {
        self.quizzes.iter().flat_map(|quiz| &quiz.questions)
    }

    /// The text without what a question shows later: hints, what is said of choices, the explanation.
    pub fn without_later(&self, asked: &Asked) -> String {
        let feedback = asked.choices.iter().flat_map(|choice| &choice.feedback);
        let later = asked.hints.iter().chain(&asked.explanation).chain(feedback);
        let mut later: Vec<_> = later.collect();
        later.sort_unstable_by_key(|range| range.start);
        let (mut shown, mut from) = (String::new(), 0);
        for range in later {
            shown.push_str(self.text.get(from..range.start).unwrap_or_default());
            from = range.end.max(from);
        }
        shown + self.text.get(from..).unwrap_or_default()
    }

    /// All questions and cards.
    pub fn all(&self) -> impl Iterator<Item = &Question> {
        let cards = self.cards.iter().map(|card| &card.question);
        self.questions().map(|asked| &asked.question).chain(cards)
    }

    /// A question or card by its identity, as a quiz of its own.
    pub fn only(&self, id: &QuestionId) -> Option<Paper> {
        let mut asked = self
            .questions()
            .cloned()
            .chain(self.cards.iter().map(Card::asked));
        let asked = asked.find(|asked| asked.question.id == *id)?;
        let text = self.text.get(asked.range.clone())?.to_owned();
        let asked = asked.moved_back(asked.range.start);
        Some(Paper {
            quizzes: vec![Quiz {
                rules: Rules::default(),
                range: 0..text.len(),
                questions: vec![asked],
            }],
            text,
            ..Paper::default()
        })
    }
}

impl Quiz {
    /// How a round through it came out so far.
    pub fn score(&self, round: &Round) -> Score {
        round.score(self.questions.iter().map(|asked| &asked.question))
    }

    /// Whether its author set a mark, and the round reaches it.
    pub fn is_passed(&self, round: &Round) -> bool {
        let mark = self.rules.pass;
        mark.is_some_and(|mark| self.score(round).passes(mark))
    }

    /// Whether a lesson that is this quiz may be done: where an academy grades it and its author set a mark, that has to
    /// be reached.
    ///
    /// # Errors
    /// The mark isn't reached.
    pub fn lets_complete(&self, round: &Round) -> Result<(), NotPassed> {
        let mut questions = self.questions.iter();
        let is_withheld = questions.any(|asked| asked.question.key.is_none());
        match self.rules.pass.filter(|_| is_withheld) {
            Some(mark) if !self.is_passed(round) => Err(NotPassed(mark)),
            _ => Ok(()),
        }
    }
}

impl Card {
    /// The card as a question that only the learner can grade.
    fn asked(&self) -> Asked {
        Asked {
            question: self.question.clone(),
            title: self.title.clone(),
            range: self.range.clone(),
            hints: Vec::new(),
            choices: Vec::new(),
            partners: Vec::new(),
            blanks: Vec::new(),
            explanation: vec![self.back.clone()],
        }
    }
}

impl Asked {
    /// The same in a text that begins so many bytes later.
    fn moved_back(&self, by: usize) -> Asked {
        let back =
            |range: &Range<usize>| range.start.saturating_sub(by)..range.end.saturating_sub(by);
        let all = |ranges: &[Range<usize>]| ranges.iter().map(back).collect();
        let choice = |choice: &Choice| Choice {
            range: back(&choice.range),
            feedback: all(&choice.feedback),
        };
        Asked {
            range: back(&self.range),
            hints: all(&self.hints),
            choices: self.choices.iter().map(choice).collect(),
            partners: all(&self.partners),
            blanks: all(&self.blanks),
            explanation: all(&self.explanation),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests;
