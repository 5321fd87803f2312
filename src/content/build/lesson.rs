//! A lesson that is parsed: the only parse of an import. Title, duration, links, images and the words for search all
//! come from it.

use super::title::own_title;
use crate::content::outline::LessonOutline;
use crate::content::page::LineMap;
use crate::domain::study::DEFAULT_WORDS_PER_MINUTE;
use crate::domain::{Body, Lesson, LessonHead, LessonId, LessonKind, LessonNumber, Minutes};
use crate::lesson::quiz::Paper;
use crate::lesson::{Document, Place};

/// A lesson while its course is checked.
pub(super) struct Draft {
    pub(super) head: LessonHead,
    pub(super) document: Document,
    /// Its text's lines in its file.
    pub(super) lines: LineMap,
    /// The file on disk, where its path names a part of it.
    pub(super) file: Option<String>,
    /// The paths that it may be known by from another time: its own, and those that it had; none where its author gave
    /// it an id.
    pub(super) known_as: Vec<String>,
}

impl Draft {
    pub(super) fn new(id: String, known_as: Vec<String>, outline: LessonOutline) -> Draft {
        let document = Document::parse(outline.markdown);
        let title = outline.title.or_else(|| own_title(&document));
        Draft {
            head: LessonHead {
                id: LessonId::new(id),
                number: LessonNumber::default(),
                title: title.unwrap_or(outline.name),
                kind: outline.kind.unwrap_or_default(),
                minutes: outline.minutes.unwrap_or_else(|| minutes(&document)),
                estimated: outline.minutes.is_none(),
                video: outline.video,
                resource: outline.resource,
                objectives: outline.objectives,
                path: outline.path,
            },
            document,
            lines: outline.lines,
            file: outline.file,
            known_as,
        }
    }

    pub(super) fn finish(self) -> Lesson {
        let body = Body::Text(self.document.source().to_string());
        let whole = self.head.kind == LessonKind::Quiz;
        let asked = Paper::without_answers(self.document.source(), whole);
        let search_text = match asked {
            Some(asked) => Document::parse(asked).reading_text(),
            None => self.document.reading_text(),
        };
        Lesson {
            search_text: Some(search_text),
            ..Lesson::new(self.head, body)
        }
    }
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
