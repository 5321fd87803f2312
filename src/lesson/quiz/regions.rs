//! Where a lesson's quizzes and cards stand. A lesson without any costs one search for their comments.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::comment::{Comment, Word};

/// A part of a lesson that isn't only text. Ranges are bytes of the lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Region<'a> {
    Quiz {
        /// The comment that begins it, and where; none in a lesson that is a quiz.
        begin: Option<(Comment<'a>, Range<usize>)>,
        /// Its text.
        text: Range<usize>,
        /// Whether a comment ends it, or needn't.
        ends: bool,
        /// Whether it is the lesson: a heading of the first level is the title.
        whole: bool,
    },
    /// The end of a quiz that never began.
    StrayEnd(usize),
    Card {
        comment: Comment<'a>,
        /// The heading.
        front: Range<usize>,
        title: String,
        /// The text below it.
        back: Range<usize>,
    },
}

/// How quizzes are parsed: as the lesson around them.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_FOOTNOTES
}

/// The regions in order; none where there are none.
pub(super) fn of(markdown: &str, whole: bool) -> Option<Vec<Region<'_>>> {
    let mentions = |word: &str| memmem::find(markdown.as_bytes(), word.as_bytes()).is_some();
    if !whole
        && ![
            "<!-- quiz",
            "<!--quiz",
            "<!-- /quiz",
            "<!-- card",
            "<!--card",
        ]
        .into_iter()
        .any(mentions)
    {
        return None;
    }
    let marks = marks(markdown);
    let regions = match whole {
        true => {
            let begin = marks.iter().find_map(|mark| match mark {
                Mark::Comment(comment, at) if comment.word == Word::Quiz => {
                    Some((*comment, at.clone()))
                }
                _ => None,
            });
            let text = 0..markdown.len();
            vec![Region::Quiz {
                begin,
                text,
                ends: true,
                whole,
            }]
        }
        false => regions(markdown, &marks),
    };
    (!regions.is_empty()).then_some(regions)
}

/// A mark in the text where a region may begin or end.
enum Mark<'a> {
    Comment(Comment<'a>, Range<usize>),
    Heading(HeadingLevel, Range<usize>, String),
}

/// Comments of ours and headings that stand by themselves.
fn marks(markdown: &str) -> Vec<Mark<'_>> {
    let (mut marks, mut depth) = (Vec::new(), 0usize);
    let mut heading: Option<String> = None;
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                heading = Some(String::new());
                marks.push(Mark::Heading(level, range, String::new()));
                depth += 1;
            }
            Event::End(TagEnd::Heading(_)) => {
                depth = depth.saturating_sub(1);
                if let (Some(text), Some(Mark::Heading(.., title))) =
                    (heading.take(), marks.last_mut())
                {
                    *title = text;
                }
            }
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Html(_) | Event::InlineHtml(_) if depth <= 1 => {
                let comment = markdown.get(range.clone()).and_then(Comment::read);
                marks.extend(comment.map(|comment| Mark::Comment(comment, range)));
            }
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            Event::SoftBreak => {
                if let Some(heading) = &mut heading {
                    heading.push(' ');
                }
            }
            _ => {}
        }
    }
    marks
}

fn regions<'a>(markdown: &str, marks: &[Mark<'a>]) -> Vec<Region<'a>> {
    let mut regions = Vec::new();
    let mut open: Option<(Comment<'a>, Range<usize>)> = None;
    for (index, mark) in marks.iter().enumerate() {
        let Mark::Comment(comment, at) = mark else {
            continue;
        };
        match (comment.word, open.take()) {
            (Word::Quiz, before) => {
                regions.extend(before.map(|before| quiz(before, at.start, false)));
                open = Some((*comment, at.clone()));
            }
            (Word::EndOfQuiz, Some(before)) => regions.push(quiz(before, at.start, true)),
            (Word::EndOfQuiz, None) => regions.push(Region::StrayEnd(at.start)),
            (Word::Card, None) => regions.extend(card(markdown, *comment, marks.get(index + 1..))),
            (_, before) => open = before,
        }
    }
    regions.extend(open.map(|before| quiz(before, markdown.len(), false)));
    regions
}

fn quiz<'a>(begin: (Comment<'a>, Range<usize>), end: usize, ends: bool) -> Region<'a> {
    let text = begin.1.end..end;
    Region::Quiz {
        begin: Some(begin),
        text,
        ends,
        whole: false,
    }
}

/// The card that a comment begins: the heading right below it, to the next heading that isn't below that one.
fn card<'a>(
    markdown: &str,
    comment: Comment<'a>,
    behind: Option<&[Mark<'a>]>,
) -> Option<Region<'a>> {
    let (first, rest) = behind?.split_first()?;
    let Mark::Heading(level, front, title) = first else {
        return None;
    };
    let ends = |mark: &Mark<'_>| match mark {
        Mark::Heading(other, at, _) => (other <= level).then_some(at.start),
        Mark::Comment(comment, at) => {
            matches!(comment.word, Word::Card | Word::EndOfCard | Word::Quiz).then_some(at.start)
        }
    };
    let end = rest.iter().find_map(ends).unwrap_or(markdown.len());
    Some(Region::Card {
        comment,
        front: front.clone(),
        title: title.clone(),
        back: front.end..end,
    })
}
