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
        /// The cards among its questions.
        cards: Vec<CardText<'a>>,
    },
    /// The end of a quiz that never began.
    StrayEnd(usize),
    Card(CardText<'a>),
}

/// A card as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CardText<'a> {
    pub(super) comment: Comment<'a>,
    /// Where the comment begins.
    pub(super) begin: usize,
    /// The heading.
    pub(super) front: Range<usize>,
    pub(super) title: String,
    /// The text below it.
    pub(super) back: Range<usize>,
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
                cards: cards(markdown, &marks),
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

/// A quiz whose end wasn't found yet.
struct Begun<'a> {
    begin: (Comment<'a>, Range<usize>),
    /// Its first mark.
    first: usize,
}

fn regions<'a>(markdown: &str, marks: &[Mark<'a>]) -> Vec<Region<'a>> {
    let mut regions = Vec::new();
    let mut open: Option<Begun<'a>> = None;
    let quiz = |begun: Begun<'a>, last: usize, end: usize, ends: bool| {
        let inside = marks.get(begun.first..last).unwrap_or_default();
        Region::Quiz {
            text: begun.begin.1.end..end,
            begin: Some(begun.begin),
            ends,
            whole: false,
            cards: cards(markdown.get(..end).unwrap_or_default(), inside),
        }
    };
    for (index, mark) in marks.iter().enumerate() {
        let Mark::Comment(comment, at) = mark else {
            continue;
        };
        match (comment.word, open.take()) {
            (Word::Quiz, before) => {
                regions.extend(before.map(|before| quiz(before, index, at.start, false)));
                open = Some(Begun {
                    begin: (*comment, at.clone()),
                    first: index + 1,
                });
            }
            (Word::EndOfQuiz, Some(before)) => regions.push(quiz(before, index, at.start, true)),
            (Word::EndOfQuiz, None) => regions.push(Region::StrayEnd(at.start)),
            (Word::Card, None) => {
                let behind = marks.get(index + 1..).unwrap_or_default();
                let card = card(markdown, (*comment, at.start), behind);
                regions.extend(card.map(Region::Card));
            }
            (_, before) => open = before,
        }
    }
    regions.extend(open.map(|before| quiz(before, marks.len(), markdown.len(), false)));
    regions
}

/// The cards among some marks.
fn cards<'a>(markdown: &str, marks: &[Mark<'a>]) -> Vec<CardText<'a>> {
    let card = |(index, mark): (usize, &Mark<'a>)| match mark {
        Mark::Comment(comment, at) if comment.word == Word::Card => {
            let behind = marks.get(index + 1..).unwrap_or_default();
            card(markdown, (*comment, at.start), behind)
        }
        _ => None,
    };
    marks.iter().enumerate().filter_map(card).collect()
}

/// The card that a comment begins: the heading right below it, to the next heading that isn't below that one.
fn card<'a>(
    markdown: &str,
    (comment, begin): (Comment<'a>, usize),
    behind: &[Mark<'a>],
) -> Option<CardText<'a>> {
    let (first, rest) = behind.split_first()?;
    let Mark::Heading(level, front, title) = first else {
        return None;
    };
    let ends = |mark: &Mark<'_>| match mark {
        Mark::Heading(other, at, _) => (other <= level).then_some(at.start),
        Mark::Comment(comment, at) => {
            let ends = matches!(
                comment.word,
                Word::Card | Word::EndOfCard | Word::Quiz | Word::EndOfQuiz
            );
            ends.then_some(at.start)
        }
    };
    let end = rest.iter().find_map(ends).unwrap_or(markdown.len());
    Some(CardText {
        comment,
        begin,
        front: front.clone(),
        title: title.clone(),
        back: front.end..end,
    })
}

#[cfg(test)]
mod tests {
    use super::super::Paper;

    const CARD: &str = "<!-- card id=c -->\n\n## Front\n\nBack.\n\n";
    const QUESTION: &str = "## Q\n\n<!-- q id=q -->\n\n1. [x] yes\n2. [ ] no\n\n";

    #[track_caller]
    fn has_both(lesson: &str, whole: bool) {
        let paper = Paper::of(lesson, whole, 0).unwrap();
        assert_eq!(paper.problems, [], "{lesson}");
        let questions: Vec<_> = paper
            .questions()
            .map(|asked| asked.title.as_str())
            .collect();
        let cards: Vec<_> = paper.cards.iter().map(|card| card.title.as_str()).collect();
        assert_eq!((questions, cards), (vec!["Q"], vec!["Front"]), "{lesson}");
        let back = paper.text.get(paper.cards[0].back.clone()).unwrap();
        assert_eq!(back.trim(), "Back.", "{lesson}");
    }

    #[test]
    fn a_card_stands_among_questions() {
        for both in [format!("{CARD}{QUESTION}"), format!("{QUESTION}{CARD}")] {
            has_both(&both, true);
            has_both(&format!("# Title\n\n{both}"), true);
            has_both(
                &format!("<!-- quiz -->\n\n{both}<!-- /quiz -->\n\nBehind.\n"),
                false,
            );
        }
        has_both(&format!("{CARD}<!-- /card -->\n\n{QUESTION}"), true);
    }

    #[test]
    fn a_quiz_may_have_cards_alone() {
        let paper = Paper::of(CARD, true, 0).unwrap();
        assert_eq!((paper.quizzes.len(), paper.cards.len()), (0, 1));
        assert_eq!(paper.problems, []);
    }
}
