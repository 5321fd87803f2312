//! Reads the key of a question from its Markdown, and finds its mistakes.

use std::ops::Range;

use super::comment::Comment;
use super::draft::{Draft, DraftCode, DraftTable};
use super::draft_list::DraftList;
use crate::domain::diagnostic::{Code, Finding};
use crate::domain::quiz::{Blank, Ending, Form, Key, QuestionId};

/// The longest answer, in bytes.
const LONGEST: usize = 1000;
/// The longest choice with what is said of it, in bytes.
const LONGEST_CHOICE: usize = 8000;

/// The place of the answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AnswerPlace {
    /// The list of choices or of items to order.
    List(DraftList),
    /// The table to match: its range, and both cells of each row.
    Table(Range<usize>, Vec<[Range<usize>; 2]>),
    /// The blanks, in order.
    Blanks(Vec<Range<usize>>),
    /// A program, and the block that says what it does, where that is told.
    Program {
        code: Range<usize>,
        ending: Option<Range<usize>>,
    },
    /// Nothing: the learner says whether they knew.
    Nothing,
}

impl AnswerPlace {
    /// Where it begins and ends; none for nothing.
    pub(super) fn range(&self) -> Option<Range<usize>> {
        match self {
            AnswerPlace::List(list) => Some(list.range.clone()),
            AnswerPlace::Table(range, _) => Some(range.clone()),
            AnswerPlace::Blanks(blanks) => Some(blanks.first()?.start..blanks.last()?.end),
            AnswerPlace::Program { code, ending } => {
                Some(code.start..ending.as_ref().map_or(code.end, |ending| ending.end))
            }
            AnswerPlace::Nothing => None,
        }
    }
}

/// The options of a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Options {
    pub(super) id: Option<QuestionId>,
    pub(super) several: bool,
    pub(super) fixed: bool,
    /// How it is answered, in a text whose key the academy keeps.
    pub(super) asks: Option<Form>,
}

impl Options {
    pub(super) fn read<'a>(
        comments: impl IntoIterator<Item = (Comment<'a>, usize)>,
        problems: &mut Vec<Finding>,
    ) -> Options {
        let mut options = Options::default();
        for (comment, at) in comments {
            for option in comment.options() {
                match option {
                    ("id", Some(name)) if QuestionId::named(name).is_some() => {
                        options.id = QuestionId::named(name);
                    }
                    ("several", None) => options.several = true,
                    ("order", Some("fixed")) => options.fixed = true,
                    ("asks", Some(word)) if Form::of(word).is_some() => {
                        options.asks = Form::of(word);
                    }
                    (name, _) => {
                        let message = match name {
                            "id" => {
                                "an id has up to 100 letters, digits, `-`, `_` and `.`".to_owned()
                            }
                            "order" => "`order` can only be `fixed`".to_owned(),
                            name => format!(
                                "a question has no option `{name}`: there are id, several and order"
                            ),
                        };
                        problems.push(Finding::new(at, Code::QuizOption, message));
                    }
                }
            }
        }
        options
    }
}

/// The form of a question, its key where the text tells it, and the place of its answer; none where it has no form, which
/// is a problem.
pub(super) fn key(
    markdown: &str,
    draft: &Draft<'_>,
    options: &Options,
    problems: &mut Vec<Finding>,
) -> Option<(Form, Option<Key>, AnswerPlace)> {
    let at = draft.heading.start;
    if let Some(form) = options.asks {
        let place = public_place(markdown, draft, form);
        if place.is_none() {
            let message = format!(
                "the question has nothing to answer as `asks={}` says",
                form.word()?
            );
            problems.push(Finding::new(at, Code::QuizNoAnswer, message));
        }
        return place.map(|place| (form, None, place));
    }
    let asked = if let Some(behind) = draft.program {
        program(behind, &draft.codes)
    } else if let Some(behind) = draft.matches {
        pairs(behind, &draft.tables)
    } else if let Some(list) = draft.lists.last().filter(|list| list.has_boxes()) {
        if list.numbered && list.marked().len() > 1 {
            let message = "two choices are marked in a numbered list, which says that one is right";
            problems.push(Finding::new(at, Code::QuizTwoAnswers, message));
        }
        choosable(draft, list).and_then(|()| choices(list, options))
    } else {
        written(markdown, draft)
    };
    asked
        .map_err(|(code, message)| problems.push(Finding::new(at, code, message)))
        .ok()
        .map(|(key, place)| (key.form(), Some(key), place))
}

/// The place of the answer in a text whose key the academy keeps.
fn public_place(markdown: &str, draft: &Draft<'_>, form: Form) -> Option<AnswerPlace> {
    match form {
        Form::One | Form::Several => {
            let list = draft.lists.last().filter(|list| list.has_boxes())?;
            Some(AnswerPlace::List(list.clone()))
        }
        Form::Order => Some(AnswerPlace::List(draft.lists.last()?.clone())),
        Form::Blanks => Some(blanks(markdown, draft))
            .filter(|blanks| !blanks.is_empty())
            .map(AnswerPlace::Blanks),
        Form::Pairs => pairs(draft.matches?, &draft.tables)
            .ok()
            .map(|(_, place)| place),
        Form::Program => {
            let mut codes = draft.codes.iter();
            let code = codes.find(|code| Some(code.range.start) >= draft.program)?;
            let code = code.range.clone();
            Some(AnswerPlace::Program { code, ending: None })
        }
        Form::Knew => None,
    }
}

type Asked = Result<(Key, AnswerPlace), (Code, String)>;

fn no_answer(message: &str) -> Asked {
    Err((Code::QuizNoAnswer, message.to_owned()))
}

/// Whether the items of a list can be choices.
fn choosable(draft: &Draft<'_>, list: &DraftList) -> Result<(), (Code, String)> {
    for item in &list.items {
        if item.range.len() > LONGEST_CHOICE {
            let message = format!("a choice is longer than {LONGEST_CHOICE} bytes");
            return Err((Code::QuizAnswer, message));
        }
        let is_feedback = |at: &usize| item.feedback.iter().any(|quote| quote.contains(at));
        let mut images = draft.images.iter().filter(|at| item.range.contains(at));
        if images.any(|at| !is_feedback(at)) {
            let message = "an image can't be a choice: show the images above, with a number each";
            return Err((Code::QuizImage, message.to_owned()));
        }
    }
    Ok(())
}

fn choices(list: &DraftList, options: &Options) -> Asked {
    let of = u16::try_from(list.items.len()).unwrap_or(u16::MAX);
    let right = list.marked();
    let key = match right[..] {
        [] => return no_answer("no choice is marked as right"),
        [right] if !options.several => Key::One { right, of },
        _ => Key::Several { right, of },
    };
    Ok((key, AnswerPlace::List(list.clone())))
}

fn pairs(behind: usize, tables: &[DraftTable]) -> Asked {
    let Some(table) = tables.iter().find(|table| table.range.start >= behind) else {
        return no_answer("no table stands behind `<!-- match -->`");
    };
    let rows: Option<Vec<[Range<usize>; 2]>> = table
        .rows
        .iter()
        .map(|row| row.clone().try_into().ok())
        .collect();
    match rows.filter(|rows| rows.len() > 1) {
        Some(rows) => {
            let count = u16::try_from(rows.len()).unwrap_or(u16::MAX);
            Ok((
                Key::Pairs(count),
                AnswerPlace::Table(table.range.clone(), rows),
            ))
        }
        None => no_answer("a table to match has two columns and at least two rows"),
    }
}

fn program(behind: usize, codes: &[DraftCode]) -> Asked {
    let mut codes = codes.iter().filter(|code| code.range.start >= behind);
    let (Some(code), Some(said)) = (codes.next(), codes.next()) else {
        return no_answer("a program is followed by a block `output` or `error`");
    };
    if said.text.len() > LONGEST {
        return Err((
            Code::QuizAnswer,
            format!("the output is longer than {LONGEST} bytes"),
        ));
    }
    let ending = match said.info.split_whitespace().next() {
        Some("output") => Ending::Prints(said.text.trim_end().to_owned()),
        Some("error") => {
            Ending::Fails(line(&said.info).or_else(|| line(said.text.lines().next()?)))
        }
        _ => return no_answer("a program is followed by a block `output` or `error`"),
    };
    let place = AnswerPlace::Program {
        code: code.range.clone(),
        ending: Some(said.range.clone()),
    };
    Ok((Key::Program(ending), place))
}

/// The number in `error 3` or `line 3: …`.
fn line(text: &str) -> Option<u32> {
    let text = text.trim();
    let behind = text
        .strip_prefix("error")
        .or_else(|| text.strip_prefix("line"))?
        .trim_start();
    let end = behind
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(behind.len());
    behind.get(..end)?.parse().ok()
}

/// Blanks, or items to order, or nothing.
fn written(markdown: &str, draft: &Draft<'_>) -> Asked {
    let found = blanks(markdown, draft);
    if !found.is_empty() {
        let inside = found.iter().map(|blank| {
            markdown
                .get(blank.start + 2..blank.end - 2)
                .unwrap_or_default()
        });
        let blanks: Result<Vec<Blank>, _> = inside
            .map(|text| Blank::parse(&text.replace("\\|", "|")))
            .collect();
        return match blanks {
            Ok(blanks) => Ok((Key::Blanks(blanks), AnswerPlace::Blanks(found))),
            Err(error) => Err((Code::QuizAnswer, error.to_string())),
        };
    }
    match draft
        .lists
        .last()
        .filter(|list| list.numbered && list.items.len() > 1)
    {
        Some(list) => {
            let count = u16::try_from(list.items.len()).unwrap_or(u16::MAX);
            Ok((Key::Order(count), AnswerPlace::List(list.clone())))
        }
        None => Ok((Key::Knew, AnswerPlace::Nothing)),
    }
}

/// Where blanks stand: each on one line, outside of code, quotes and what is said about choices.
fn blanks(markdown: &str, draft: &Draft<'_>) -> Vec<Range<usize>> {
    let mut blanks = Vec::new();
    let mut from = draft.heading.start;
    let hidden = |at: usize| {
        let mut all = draft.verbatim.iter().chain(&draft.quotes);
        all.find(|range| range.contains(&at)).map(|range| range.end)
    };
    while let Some(open) = find(markdown, "[[", from..draft.end) {
        if let Some(end) = hidden(open) {
            from = end.max(open + 2);
            continue;
        }
        let line = find(markdown, "\n", open..draft.end).unwrap_or(draft.end);
        match find(markdown, "]]", open..line) {
            Some(close) => {
                blanks.push(open..close + 2);
                from = close + 2;
            }
            None => from = open + 2,
        }
    }
    blanks
}

fn find(markdown: &str, text: &str, within: Range<usize>) -> Option<usize> {
    let part = markdown.get(within.clone())?;
    part.find(text).map(|at| within.start + at)
}
