//! A lesson that was parsed: title, duration, links, images, problems. Its blocks are let go at once, so that a course takes
//! little more memory than its text.

use std::sync::Arc;

use super::ids::Named;
use super::title::own_title;
use crate::content::advice;
use crate::content::options::Purpose;
use crate::content::page::LineMap;
use crate::domain::diagnostic::{Code, Finding};
use crate::domain::study::DEFAULT_WORDS_PER_MINUTE;
use crate::domain::{
    Body, Diagnostic, Lesson, LessonHead, LessonId, LessonKind, LessonNumber, Minutes,
};
use crate::lesson::quiz::{Paper, withhold};
use crate::lesson::{Anchors, Document, Image, Link, Place, Source};

/// A lesson while its course is checked.
pub(super) struct Draft {
    pub(super) head: LessonHead,
    pub(super) text: Source,
    pub(super) words: usize,
    pub(super) links: Vec<Link>,
    pub(super) images: Vec<Image>,
    pub(super) anchors: Anchors,
    /// Its text's lines in its file.
    pub(super) lines: LineMap,
    /// The file on disk, where its path names a part of it.
    pub(super) file: Option<String>,
    /// The paths that it may be known by from another time: its own, and those that it had; none where its author gave
    /// it an id.
    pub(super) known_as: Vec<String>,
    /// Whether its author says that it isn't to be shown yet.
    pub(super) draft: bool,
    /// Whether its file can't be read any more, and this is what it was before.
    pub(super) behind: bool,
    /// The problems of its text alone.
    pub(super) findings: Vec<Finding>,
    /// That its declared minutes can't be right.
    pub(super) implausible: Option<Diagnostic>,
}

impl Draft {
    pub(super) fn new(named: Named, purpose: Purpose) -> Draft {
        let Named {
            id,
            known_as,
            mut outline,
        } = named;
        let markdown = std::mem::take(&mut outline.markdown);
        let nul = markdown.find('\0');
        let document = Document::parse(match nul {
            Some(_) => markdown.replace('\0', "\u{fffd}").into(),
            None => markdown,
        });
        let kind = outline.kind.unwrap_or_default();
        let paper = Paper::of(document.source(), kind == LessonKind::Quiz, 0);
        let mut findings = paper.map_or_else(Vec::new, |paper| paper.problems);
        findings.extend(nul.map(nul_byte));
        let reading = minutes(&document);
        let mut implausible = None;
        if purpose == Purpose::Check {
            findings.extend(advice::on(&outline, &document));
            implausible = advice::implausible(&outline, reading);
        }
        let title = outline.title.or_else(|| own_title(&document));
        Draft {
            head: LessonHead {
                id: LessonId::new(id),
                number: LessonNumber::default(),
                title: title.unwrap_or(outline.name),
                kind,
                minutes: outline.minutes.unwrap_or(reading),
                estimated: outline.minutes.is_none(),
                video: outline.video,
                resource: outline.resource,
                objectives: outline.objectives,
                path: outline.path,
            },
            words: document.words(),
            links: document.links().to_vec(),
            images: document.images().to_vec(),
            anchors: Anchors::of(&document),
            text: document.source().into(),
            lines: outline.lines,
            file: outline.file,
            known_as,
            draft: outline.draft,
            behind: outline.behind,
            findings,
            implausible,
        }
    }

    pub(super) fn finish(draft: Arc<Draft>) -> Lesson {
        let (head, text) = match Arc::try_unwrap(draft) {
            Ok(draft) => (draft.head, draft.text),
            // Somebody keeps it for the next time.
            Err(kept) => (kept.head.clone(), kept.text.clone()),
        };
        let text = text.markdown().clone();
        let withheld = withhold(&text, head.kind == LessonKind::Quiz);
        Lesson {
            withheld,
            ..Lesson::new(head, Body::Text(text))
        }
    }
}

/// No database keeps a text with one.
fn nul_byte(at: usize) -> Finding {
    let message = "there is a NUL byte, which no text has: it is shown as `�`";
    let hint = "delete it, or save the file as UTF-8 if it is UTF-16".to_owned();
    Finding::new(at, Code::Nul, message).with_hint(Some(hint))
}

/// The time to read a text, at least a minute.
fn minutes(document: &Document) -> Minutes {
    let reading = document.reading_from(Place::default());
    reading.minutes(DEFAULT_WORDS_PER_MINUTE).max(Minutes(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_words_and_lines_of_code() {
        let minutes = |text: &str| super::minutes(&Document::parse(text));
        let words = "word ".repeat(400);
        assert_eq!(minutes(&words), Minutes(2));
        let code = format!("{words}\n\n```rust\n{}```\n", "let a;\n".repeat(12));
        assert_eq!(minutes(&code), Minutes(4));
        assert_eq!(minutes(""), Minutes(1));
    }

    #[test]
    fn a_text_without_spaces_takes_the_time_of_its_translation() {
        let minutes = |text: &str| super::minutes(&Document::parse(text.repeat(60)));
        let english = minutes("Computers are all around us and help us to get our work done. ");
        let thai = minutes("เพราะคอมพิวเตอร์อยู่รอบตัวเราและช่วยให้เราทำงานได้เร็วขึ้น");
        assert!(thai.0.abs_diff(english.0) <= 1, "{english}, {thai}");
    }
}
