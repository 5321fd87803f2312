//! How long a lesson's text takes to read.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::domain::Minutes;
use crate::domain::study::{DEFAULT_WORDS_PER_MINUTE, Reading};

/// The time to read a text, at least a minute.
pub(super) fn minutes(markdown: &str) -> Minutes {
    let mut reading = Reading::default();
    let mut in_code = false;
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented)) => {
                in_code = true;
            }
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if in_code => reading.code_lines += text.lines().count(),
            Event::Text(text) | Event::Code(text) => {
                reading.words += text.split_whitespace().count();
            }
            _ => {}
        }
    }
    reading.minutes(DEFAULT_WORDS_PER_MINUTE).max(Minutes(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_words_and_lines_of_code() {
        let words = "word ".repeat(400);
        assert_eq!(minutes(&words), Minutes(2));
        let code = format!("{words}\n\n```rust\n{}```\n", "let a;\n".repeat(12));
        assert_eq!(minutes(&code), Minutes(4));
        assert_eq!(minutes(""), Minutes(1));
    }
}
