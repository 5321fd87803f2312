//! A passage of a lesson: some of its blocks as the Markdown that they were written in.

use std::ops::RangeInclusive;

use super::Document;

impl Document {
    /// The Markdown of some blocks, from the line in which the first of them begins. What indents all of it goes.
    pub fn passage(&self, blocks: RangeInclusive<usize>) -> String {
        let source: &str = self.source();
        let range = |block: usize| self.block(block).map(|block| block.source.range());
        let (Some(first), Some(last)) = (range(*blocks.start()), range(*blocks.end())) else {
            return String::new();
        };
        let before = source.get(..first.start).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let text = source.get(start..last.end).unwrap_or_default();
        let indent = text.len() - text.trim_start_matches([' ', '\t']).len();
        let lines = text.lines().map(|line| {
            let own = line.len() - line.trim_start_matches([' ', '\t']).len();
            line.get(own.min(indent)..).unwrap_or_default()
        });
        lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
    }

    /// Whether a block belongs to a quiz.
    pub fn is_in_quiz(&self, block: usize) -> bool {
        let quizzes = self.paper().map_or(&[][..], |paper| &paper.quizzes);
        let mut quizzes = quizzes.iter();
        quizzes.any(|quiz| self.blocks_in(&quiz.range).contains(&block))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_written_as_in_its_lesson() {
        let lesson = "# Title\n\nSome **bold** text\nin two lines.\n\n- one\n  - two\n    more\n\n```rust\nlet a;\n```\n";
        let document = Document::parse(lesson);
        assert_eq!(document.passage(1..=1), "Some **bold** text\nin two lines.");
        assert_eq!(document.passage(2..=3), "- one\n  - two\n    more");
        assert_eq!(document.passage(3..=3), "- two\n  more");
        assert_eq!(document.passage(4..=4), "```rust\nlet a;\n```");
        assert_eq!(document.passage(9..=9), "");
    }
}
