//! A graded quiz as an academy hands it out: the text can be read and answered as before, and what is right, what
//! explains it and what is said of choices stays behind.

use std::ops::Range;

use memchr::memmem;

use super::draft::Draft;
use super::draft_list::DraftList;
use super::key::{AnswerPlace, Options};
use super::write::{Purpose, Writer};
use super::{Paper, regions};
use crate::domain::quiz::{
    Blank, Ending, Key, QuestionId, QuestionKey, Revision, Solution, Withheld,
};

/// A blank whose answer isn't told.
const OPEN_BLANK: &str = "[[…]]";

/// The public text of a lesson with a graded quiz, and its key; none where nothing is kept back. A question with an
/// error isn't part of the public text. `whole` is for a lesson of kind quiz.
///
/// ```
/// use lyceum::lesson::quiz::withhold;
/// let lesson = "<!-- quiz graded -->\n\n## One?\n\n<!-- q id=one -->\n\n1. [x] yes\n2. [ ] no\n\n> Of course.\n";
/// let withheld = withhold(lesson, true).unwrap();
/// assert!(withheld.public.contains("<!-- q id=one asks=one -->"));
/// assert!(!withheld.public.contains("[x]") && !withheld.public.contains("Of course"));
/// assert_eq!(withheld.questions.len(), 1);
/// ```
pub fn withhold(markdown: &str, whole: bool) -> Option<Withheld> {
    memmem::find(markdown.as_bytes(), b"graded")?;
    let mut writer = Writer::new(markdown, Purpose::Public);
    for region in regions::of(markdown, whole)? {
        writer.region(region);
    }
    let keys = std::mem::take(&mut writer.keys);
    let public = writer.finish().text;
    if keys.is_empty() && public == markdown {
        return None;
    }
    let paper = Paper::of(&public, whole, 0).unwrap_or_default();
    let revision_of = |id: &QuestionId| {
        let mut asked = paper.questions();
        let asked = asked.find(|asked| asked.question.id == *id);
        asked.map_or_else(Revision::default, |asked| asked.question.revision)
    };
    let questions = keys.into_iter().map(|key| QuestionKey {
        revision: revision_of(&key.question),
        ..key
    });
    Some(Withheld {
        questions: questions.collect(),
        public,
    })
}

/// Why an academy can't grade a question; none where it can.
pub(super) fn obstacle(key: &Key) -> Option<&'static str> {
    match key {
        Key::Knew => {
            Some("only the learner can grade this question: a graded quiz has none of these")
        }
        Key::Blanks(blanks) if blanks.iter().any(|blank| blank.takings().is_none()) => {
            Some("an academy tries no regular expressions: list the answers, parted by `|`")
        }
        _ => None,
    }
}

impl Writer<'_> {
    /// Writes a question without what is right, and keeps that.
    pub(super) fn public_question(
        &mut self,
        draft: &Draft<'_>,
        options: &Options,
        (id, key, attempts): (QuestionId, &Key, u32),
        place: &AnswerPlace,
    ) {
        let Some((begin, end)) = place.range().map(|range| (range.start, range.end)) else {
            return self.leave_out(draft.heading.start..draft.end);
        };
        let fixed = if options.fixed { " order=fixed" } else { "" };
        let word = key.form().word().unwrap_or_default();
        self.put_comment(
            draft,
            begin,
            &format!("<!-- q id={id} asks={word}{fixed} -->"),
        );
        let Some(solution) = self.solution_at(key, place) else {
            return self.leave_out(begin..draft.end);
        };
        let explanation = draft.quotes.iter().filter(|quote| quote.start >= end);
        explanation.for_each(|quote| self.leave_out(quote.clone()));
        self.copy_to(draft.end);
        self.keys.push(QuestionKey {
            question: id,
            revision: Revision::default(),
            attempts,
            solution,
        });
    }

    /// Goes on behind a part.
    pub(super) fn leave_out(&mut self, part: Range<usize>) {
        self.copy_to(part.start);
        self.copied = self.copied.max(part.end);
    }

    /// Writes the comment of a question in the place of the one that it has, or below its heading.
    fn put_comment(&mut self, draft: &Draft<'_>, begin: usize, comment: &str) {
        let first = draft.comments.first().map(|(_, at)| *at);
        let end = first.filter(|at| *at < begin).and_then(|at| {
            let behind = self.markdown.get(at..begin)?;
            Some((at, at + behind.find("-->")? + "-->".len()))
        });
        match end {
            Some((at, end)) => {
                self.copy_to(at);
                self.push(comment);
                self.copied = end;
            }
            None => {
                self.copy_to(draft.heading.end);
                self.push(&format!("\n\n{comment}\n\n"));
            }
        }
    }

    fn solution_at(&mut self, key: &Key, place: &AnswerPlace) -> Option<Solution> {
        Some(match (place, key) {
            (AnswerPlace::List(list), Key::One { right, .. }) => {
                self.public_choices(list);
                Solution::Choices(vec![*right])
            }
            (AnswerPlace::List(list), Key::Several { right, .. }) => {
                self.public_choices(list);
                Solution::Choices(right.clone())
            }
            (AnswerPlace::List(list), Key::Order(_)) => Solution::Order(self.public_items(list)),
            (AnswerPlace::Table(range, rows), _) => Solution::Pairs(self.public_table(range, rows)),
            (AnswerPlace::Blanks(places), Key::Blanks(blanks)) => {
                for place in places {
                    self.copy_to(place.start);
                    self.push(OPEN_BLANK);
                    self.copied = place.end;
                }
                let takings: Option<_> = blanks.iter().map(Blank::takings).collect();
                Solution::Blanks(takings?)
            }
            (AnswerPlace::Program { code, ending }, Key::Program(does)) => {
                self.copy_to(code.end);
                if let Some(ending) = ending {
                    self.leave_out(code.end..ending.end);
                    self.push("\n");
                }
                solution_of(does)
            }
            _ => return None,
        })
    }

    /// Writes choices in their order, without marks and what is said of them.
    fn public_choices(&mut self, list: &DraftList) {
        for item in &list.items {
            if let Some((mark, _)) = item.mark {
                self.copy_to(mark);
                self.push(" ");
                self.copied = mark + 1;
            }
            for feedback in &item.feedback {
                self.leave_out(feedback.clone());
            }
            self.copy_to(item.range.end);
        }
    }

    /// Writes items in the order of their texts, which tells nothing; gives the places of the right order.
    fn public_items(&mut self, list: &DraftList) -> Vec<u16> {
        let Some((first, last)) = list.items.first().zip(list.items.last()) else {
            return Vec::new();
        };
        let text = |item: &super::draft_list::DraftItem| {
            let begin = self.behind_number(item.range.start);
            let text = self.markdown.get(begin..item.range.end);
            text.unwrap_or_default().trim().to_owned()
        };
        let texts: Vec<String> = list.items.iter().map(text).collect();
        let (sorted, places) = sorted(&texts);
        self.copy_to(first.range.start);
        let items = sorted.iter().map(|item| format!("- {item}"));
        let items: Vec<String> = items.collect();
        self.push(&items.join("\n"));
        self.copied = last.range.end;
        places
    }

    /// Writes a table whose right column is in the order of its texts; gives the place of each row's partner.
    fn public_table(&mut self, range: &Range<usize>, rows: &[[Range<usize>; 2]]) -> Vec<u16> {
        let cell = |cell: &Range<usize>| {
            let text = self.markdown.get(cell.clone()).unwrap_or_default();
            text.trim_matches(['|', ' ', '\t', '\n']).to_owned()
        };
        let right: Vec<String> = rows.iter().map(|[_, right]| cell(right)).collect();
        let left: Vec<String> = rows.iter().map(|[left, _]| cell(left)).collect();
        let (sorted, places) = sorted(&right);
        // The header and the line below it stay.
        let table = self.markdown.get(range.clone()).unwrap_or_default();
        let head: usize = table.split_inclusive('\n').take(2).map(str::len).sum();
        self.copy_to(range.start + head);
        for (left, right) in left.iter().zip(sorted) {
            self.push(&format!("| {left} | {right} |\n"));
        }
        self.copied = range.end;
        places
    }
}

/// Texts in ascending order, and where each of them stands there.
fn sorted(texts: &[String]) -> (Vec<&String>, Vec<u16>) {
    let mut order: Vec<(&String, usize)> = texts.iter().zip(0..).collect();
    order.sort_unstable();
    let mut places = vec![0; texts.len()];
    for (place, (_, text)) in (0u16..).zip(&order) {
        if let Some(slot) = places.get_mut(*text) {
            *slot = place;
        }
    }
    (order.into_iter().map(|(text, _)| text).collect(), places)
}

fn solution_of(does: &Ending) -> Solution {
    match does {
        Ending::Prints(output) => {
            Solution::Prints(output.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        Ending::Fails(line) => Solution::Fails(line.map(|line| line.to_string())),
    }
}
