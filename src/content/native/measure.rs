//! What a lesson's text says without being asked: its first heading, and how long it takes to read.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::domain::Minutes;
use crate::domain::study::{DEFAULT_WORDS_PER_MINUTE, Reading};

/// A lesson's text, measured.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Measure {
    /// The text of the first heading of the first level.
    pub(super) heading: Option<String>,
    reading: Reading,
}

impl Measure {
    pub(super) fn of(markdown: &str) -> Measure {
        let mut measure = Measure::default();
        let mut heading: Option<String> = None;
        let mut in_code = false;
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Start(Tag::CodeBlock(
                    CodeBlockKind::Fenced(_) | CodeBlockKind::Indented,
                )) => {
                    in_code = true;
                }
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Start(Tag::Heading {
                    level: HeadingLevel::H1,
                    ..
                }) if measure.heading.is_none() => heading = Some(String::new()),
                Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
                    measure.heading = measure.heading.or(heading.take()).filter(|h| !h.is_empty());
                }
                Event::Text(text) if in_code => measure.reading.code_lines += text.lines().count(),
                Event::Text(text) | Event::Code(text) => {
                    measure.reading.words += text.split_whitespace().count();
                    if let Some(heading) = &mut heading {
                        heading.push_str(&text);
                    }
                }
                _ => {}
            }
        }
        measure
    }

    /// The time to read it, at least a minute.
    pub(super) fn minutes(&self) -> Minutes {
        self.reading
            .minutes(DEFAULT_WORDS_PER_MINUTE)
            .max(Minutes(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_heading_of_the_first_level_is_found_wherever_it_is() {
        let heading = |text| Measure::of(text).heading;
        assert_eq!(
            heading("# One `two` *three*\n# Other"),
            Some("One two three".into())
        );
        assert_eq!(heading("Text\n\n## No\n\nYes\n===\n"), Some("Yes".into()));
        assert_eq!(heading("```\n# code\n```\n"), None);
        assert_eq!(heading("#\n# Named"), Some("Named".into()));
    }

    #[test]
    fn minutes_are_words_and_lines_of_code() {
        let words = "word ".repeat(400);
        assert_eq!(Measure::of(&words).minutes(), Minutes(2));
        let code = format!("{words}\n\n```rust\n{}```\n", "let a;\n".repeat(12));
        assert_eq!(Measure::of(&code).minutes(), Minutes(4));
        assert_eq!(Measure::of("").minutes(), Minutes(1));
    }
}
