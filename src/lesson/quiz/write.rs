//! Writes a lesson's Markdown as it is shown, and notes where the parts of its questions are.

use std::collections::BTreeSet;
use std::ops::Range;

use super::draft::{Draft, drafts};
use super::key::{AnswerPlace, Options, key};
use super::public::obstacle;
use super::regions::CardText;
use super::{Asked, Card, Paper, Quiz, Region, Rules};
use crate::domain::diagnostic::{Code, Finding};
use crate::domain::quiz::shuffle::seed_of;
use crate::domain::quiz::{Form, Key, Question, QuestionId, QuestionKey, Revision};

/// For whom a lesson is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A screen: choices in the order of a seed, and what is shown later along with the rest.
    Screen(u64),
    /// Paper: nothing moves, and nothing is there that is shown later.
    Paper,
    /// Paper with the answers: all as it is written, but for blanks, which have what they take.
    Solved,
    /// Learners of an academy that keeps the keys: as paper, and it can be read as a quiz again.
    Public,
}

/// The most questions of a quiz.
const MOST_QUESTIONS: usize = 200;

/// The questions of a quiz up to a card among them, or to its end.
struct Section<'a> {
    drafts: Vec<Draft<'a>>,
    card: Option<CardText<'a>>,
}

fn sections<'a>(
    markdown: &'a str,
    text: Range<usize>,
    whole: bool,
    cards: Vec<CardText<'a>>,
) -> Vec<Section<'a>> {
    let mut from = text.start;
    let mut sections = Vec::new();
    for card in cards {
        let before = from..card.begin;
        from = card.back.end;
        sections.push(Section {
            drafts: drafts(markdown, before, whole),
            card: Some(card),
        });
    }
    sections.push(Section {
        drafts: drafts(markdown, from..text.end, whole),
        card: None,
    });
    sections
}

/// Copies a lesson part by part.
pub(super) struct Writer<'a> {
    pub(super) markdown: &'a str,
    /// Up to where it was copied.
    pub(super) copied: usize,
    pub(super) purpose: Purpose,
    pub(super) paper: Paper,
    /// The keys that were kept back.
    pub(super) keys: Vec<QuestionKey>,
    ids: BTreeSet<QuestionId>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(markdown: &'a str, purpose: Purpose) -> Writer<'a> {
        Writer {
            markdown,
            copied: 0,
            purpose,
            paper: Paper::default(),
            keys: Vec::new(),
            ids: BTreeSet::new(),
        }
    }

    pub(super) fn finish(mut self) -> Paper {
        self.copy_to(self.markdown.len());
        self.paper
    }

    pub(super) fn region(&mut self, region: Region<'_>) {
        match region {
            Region::StrayEnd(at) => {
                self.error(
                    at,
                    Code::QuizOpen,
                    "`<!-- /quiz -->` ends a quiz that never began",
                );
            }
            Region::Quiz {
                begin,
                text,
                ends,
                whole,
                cards,
            } => {
                let at = begin.as_ref().map_or(text.start, |(_, at)| at.start);
                if !ends {
                    self.error(at, Code::QuizOpen, "`<!-- /quiz -->` is missing");
                }
                let problems = &mut self.paper.problems;
                let rules = begin.map_or_else(Rules::default, |(comment, _)| {
                    Rules::read(comment, at, problems)
                });
                let sections = sections(self.markdown, text.clone(), whole, cards);
                self.quiz(rules, at, text, sections);
            }
            Region::Card(card) => self.card(card),
        }
    }

    fn error(&mut self, at: usize, code: Code, message: &str) {
        self.paper.problems.push(Finding::new(at, code, message));
    }

    fn quiz(&mut self, rules: Rules, at: usize, text: Range<usize>, sections: Vec<Section<'_>>) {
        self.copy_to(text.start);
        if self.purpose == Purpose::Public && rules.graded.is_none() {
            return self.copy_to(text.end);
        }
        let begin = self.paper.text.len();
        let count: usize = sections.iter().map(|section| section.drafts.len()).sum();
        if count == 0 && sections.iter().all(|section| section.card.is_none()) {
            self.error(
                at,
                Code::QuizEmpty,
                "the quiz has no question: a heading begins one",
            );
        }
        if count > MOST_QUESTIONS {
            let message = format!("the quiz has {count} questions; {MOST_QUESTIONS} are the most");
            self.error(at, Code::QuizLong, &message);
            return self.copy_to(text.end);
        }
        let mut questions = Vec::new();
        for section in sections {
            for draft in &section.drafts {
                questions.extend(self.question(draft, &rules));
            }
            section.card.into_iter().for_each(|card| self.card(card));
        }
        self.copy_to(text.end);
        if !questions.is_empty() {
            let range = begin..self.paper.text.len();
            self.paper.quizzes.push(Quiz {
                rules,
                questions,
                range,
            });
        }
    }

    /// Writes a question; one that has no answer is copied as it is, but for learners left out.
    fn question(&mut self, draft: &Draft<'_>, rules: &Rules) -> Option<Asked> {
        let asked = self.read_question(draft, rules);
        if asked.is_none() && self.purpose == Purpose::Public {
            self.leave_out(draft.heading.start..draft.end);
        }
        asked
    }

    fn read_question(&mut self, draft: &Draft<'_>, rules: &Rules) -> Option<Asked> {
        self.copy_to(draft.heading.start);
        let options = Options::read(draft.comments.iter().copied(), &mut self.paper.problems);
        let (form, key, place) = key(self.markdown, draft, &options, &mut self.paper.problems)?;
        if rules.graded.is_some() {
            if let Some(message) = key.as_ref().and_then(obstacle) {
                self.error(draft.heading.start, Code::QuizGraded, message);
                return None;
            }
            if options.id.is_none() {
                let message = "a question of a graded quiz has an id: `<!-- q id=… -->`";
                self.error(draft.heading.start, Code::QuizGraded, message);
            }
        }
        let source = self
            .markdown
            .get(draft.heading.start..draft.end)
            .unwrap_or_default();
        let id = self.identity(&options, draft, &place)?;
        let mut asked = Asked {
            question: Question {
                id,
                revision: Revision::of(source.trim_end()),
                form,
                key,
            },
            title: draft.title.trim().to_owned(),
            range: self.paper.text.len()..0,
            hints: Vec::new(),
            choices: Vec::new(),
            partners: Vec::new(),
            blanks: Vec::new(),
            explanation: Vec::new(),
        };
        if self.purpose == Purpose::Public {
            match (&asked.question.key, rules.graded) {
                (Some(key), Some(attempts)) => {
                    let asked = (asked.question.id.clone(), key, attempts);
                    self.public_question(draft, &options, asked, &place);
                }
                _ => self.copy_to(draft.end),
            }
            return Some(asked);
        }
        if self.purpose == Purpose::Solved {
            self.solve(&place, asked.question.key.as_ref());
            self.copy_to(draft.end);
            return Some(asked);
        }
        let fixed = rules.fixed || options.fixed;
        let seed = match self.purpose {
            Purpose::Screen(seed) if !fixed => Some(seed_of(seed, asked.question.id.as_str())),
            _ => None,
        };
        // The order in which items are to be put is never given away.
        let seed = seed.or_else(|| form.is_in_order().then_some(1));
        let mut quotes = draft.quotes.iter().peekable();
        let begin = place.range().map_or(draft.end, |range| range.start);
        let hints_end = if place == AnswerPlace::Nothing {
            draft.heading.end
        } else {
            begin
        };
        while let Some(hint) = quotes.next_if(|quote| quote.start < hints_end) {
            let written = self.hide(hint);
            asked.hints.extend(written);
        }
        match &place {
            AnswerPlace::List(list) => self.list(list, seed, &mut asked),
            AnswerPlace::Table(range, rows) => self.table(range, rows, seed, &mut asked),
            AnswerPlace::Blanks(blanks) => {
                for blank in blanks {
                    while let Some(hint) = quotes.next_if(|quote| quote.start < blank.start) {
                        let written = self.hide(hint);
                        asked.hints.extend(written);
                    }
                    self.blank(blank, &mut asked);
                }
            }
            AnswerPlace::Program { code, ending } => {
                self.program(code, ending.as_ref(), &mut asked);
            }
            AnswerPlace::Nothing => {}
        }
        for explanation in quotes {
            let written = self.hide(explanation);
            asked.explanation.extend(written);
        }
        self.copy_to(draft.end);
        asked.range.end = self.paper.text.len();
        Some(asked)
    }

    /// Its name, or one made of its text; none, with the problem, where another one has it.
    fn identity(
        &mut self,
        options: &Options,
        draft: &Draft<'_>,
        place: &AnswerPlace,
    ) -> Option<QuestionId> {
        let at = draft.heading.start;
        let end = place.range().map_or(draft.end, |range| range.start);
        let text = self.markdown.get(at..end).unwrap_or_default();
        let id = options
            .id
            .clone()
            .unwrap_or_else(|| QuestionId::of_text(text));
        if options.id.is_none() {
            let finding = self.without_id(draft, &id);
            self.paper.problems.push(finding);
        }
        if !self.ids.insert(id.clone()) {
            let message = match options.id {
                Some(_) => {
                    format!("the id `{id}` is the id of another question of this lesson already")
                }
                None => "another question of this lesson has the same text: give one of them an id"
                    .to_owned(),
            };
            self.error(at, Code::QuizSameId, &message);
            return None;
        }
        Some(id)
    }

    /// That a question has no name; the fix writes the one that it has today.
    fn without_id(&self, draft: &Draft<'_>, id: &QuestionId) -> Finding {
        let message = "without `<!-- q id=… -->` an edited question begins without its history";
        if let Some((_, at)) = draft.comments.first() {
            let comment = self.markdown.get(*at..).unwrap_or_default();
            let finding = Finding::new(*at, Code::QuizNoId, message);
            return match comment.starts_with("<!-- q ") {
                true => finding.with_fix("<!-- q ", format!("<!-- q id={id} ")),
                false => finding,
            };
        }
        let heading = self.markdown.get(draft.heading.clone());
        let heading = heading.unwrap_or_default().trim_end();
        let below = format!("{heading}\n\n<!-- q id={id} -->");
        Finding::new(draft.heading.start, Code::QuizNoId, message).with_fix(heading, below)
    }

    /// Copies what is shown later; on paper it is left out.
    pub(super) fn hide(&mut self, part: &Range<usize>) -> Option<Range<usize>> {
        self.copy_to(part.start);
        match self.purpose {
            Purpose::Screen(_) | Purpose::Solved => Some(self.copy(part.clone())),
            Purpose::Paper | Purpose::Public => {
                self.copied = self.copied.max(part.end);
                None
            }
        }
    }

    fn card(&mut self, card: CardText<'_>) {
        let CardText {
            comment,
            front,
            title,
            back,
            ..
        } = card;
        let options = Options::read([(comment, front.start)], &mut self.paper.problems);
        let title = title.trim().to_owned();
        let id = options.id.unwrap_or_else(|| QuestionId::of_text(&title));
        self.copy_to(front.start);
        if !self.ids.insert(id.clone()) {
            let message =
                format!("another question or card of this lesson is known as `{id}` already");
            return self.error(front.start, Code::QuizSameId, &message);
        }
        let source = self.markdown.get(front.start..back.end).unwrap_or_default();
        let question = Question {
            id,
            revision: Revision::of(source.trim_end()),
            form: Form::Knew,
            key: Some(Key::Knew),
        };
        let front = self.copy(front);
        let back = self.copy(back);
        self.paper.cards.push(Card {
            question,
            title,
            range: front.start..back.end,
            back,
        });
    }

    /// Copies up to a byte of the lesson.
    pub(super) fn copy_to(&mut self, end: usize) {
        if end > self.copied {
            self.copy(self.copied..end);
        }
    }

    /// Copies a part of the lesson; gives where it is now.
    pub(super) fn copy(&mut self, part: Range<usize>) -> Range<usize> {
        self.copied = part.end;
        let text = self.markdown.get(part).unwrap_or_default();
        self.push(text)
    }

    pub(super) fn push(&mut self, text: &str) -> Range<usize> {
        let start = self.paper.text.len();
        self.paper.text.push_str(text);
        start..self.paper.text.len()
    }
}
