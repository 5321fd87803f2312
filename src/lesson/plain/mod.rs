//! A lesson as plain text for pipes and screen readers: no boxes, links as numbers, tables line by line.

mod prefix;

use std::collections::HashMap;

use super::block::{Block, BlockKind, NONE, Piece, PieceKind};
use super::document::Document;
use super::layout::flat::Flat;
use super::layout::wrap::wrap;
use super::layout::{LayoutOptions, TableForm, leaf, table};
use super::link::Target;
use super::sanitize::sanitize;
use super::style::TextStyle;
use super::width::display_width;
use prefix::Prefix;

/// The lesson's text in lines of `width` cells; code keeps its lines.
///
/// ```
/// use lyceum::lesson::{Document, plain};
/// let document = Document::parse("# Tokens\n\nSee [the paper](https://a.example).");
/// let text = plain::text(&document, 80);
/// assert_eq!(text, "Tokens\n======\n\nSee the paper [1].\n\n[1] https://a.example\n");
/// ```
pub fn text(document: &Document, width: u16) -> String {
    let mut writer = Writer {
        document,
        width: usize::from(width.max(super::MIN_WIDTH)),
        text: String::with_capacity(document.source().len()),
        numbers: HashMap::new(),
        addresses: Vec::new(),
    };
    for (index, block) in document.parsed().blocks.iter().enumerate() {
        writer.block(index, block);
    }
    writer.write_addresses();
    writer.text
}

struct Writer<'a> {
    document: &'a Document,
    width: usize,
    text: String,
    /// Number by address.
    numbers: HashMap<String, usize>,
    addresses: Vec<String>,
}

impl Writer<'_> {
    fn block(&mut self, index: usize, block: &Block) {
        let prefix = Prefix::of(self.document, index, block.frame, self.width);
        let gap = Prefix::of(self.document, index, block.gap_frame, self.width);
        for _ in 0..if index == 0 { 0 } else { block.gap } {
            self.line(&gap.rest, "");
        }
        let room = self.width - prefix.width;
        let lines = match block.kind {
            BlockKind::Code(_) => self.code(block),
            BlockKind::Table(index) => self.table(block, index, room),
            BlockKind::Rule | BlockKind::NotesRule => vec!["---".to_owned()],
            BlockKind::AlertTitle(alert) => vec![format!("{}:", alert.word())],
            BlockKind::Heading(level) => self.heading(block, level, room),
            _ => self.paragraph(block, room),
        };
        for (number, line) in lines.iter().enumerate() {
            self.line(
                if number == 0 {
                    &prefix.first
                } else {
                    &prefix.rest
                },
                line,
            );
        }
    }

    fn line(&mut self, prefix: &str, line: &str) {
        self.text.push_str(prefix);
        self.text.push_str(line);
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text.push('\n');
    }

    fn paragraph(&mut self, block: &Block, width: usize) -> Vec<String> {
        let flat = self.flat(self.document.pieces(block), block.kind == BlockKind::Math);
        let lines = wrap(&flat.text, width).into_iter();
        lines
            .filter_map(|range| flat.text.get(range).map(str::to_owned))
            .collect()
    }

    /// Headings of the first two levels are underlined.
    fn heading(&mut self, block: &Block, level: u8, width: usize) -> Vec<String> {
        let mut lines = self.paragraph(block, width);
        let longest = lines
            .iter()
            .map(|line| display_width(line))
            .max()
            .unwrap_or(0);
        match level {
            1 => lines.push("=".repeat(longest)),
            2 => lines.push("-".repeat(longest)),
            _ => {}
        }
        lines
    }

    fn code(&self, block: &Block) -> Vec<String> {
        let pieces = self.document.pieces(block).iter();
        let code: String = pieces.map(|piece| self.document.text(piece.text)).collect();
        let code = sanitize(&code).into_owned();
        let lines = code.strip_suffix('\n').unwrap_or(&code).split('\n');
        lines.map(|line| format!("    {line}")).collect()
    }

    fn table(&self, block: &Block, index: u32, width: usize) -> Vec<String> {
        let options = LayoutOptions {
            tables: TableForm::Linear,
            ..LayoutOptions::new(u16::try_from(self.width).unwrap_or(u16::MAX))
        };
        let page = leaf::Page {
            document: self.document,
            options: &options,
            folded: false,
            colours: None,
            columns: None,
        };
        let bodies = table::bodies(&page, block, index, width).into_iter();
        bodies
            .map(|body| body.runs.into_iter().map(|run| run.text).collect())
            .collect()
    }

    /// The text of some pieces, with a number behind each link.
    fn flat(&mut self, pieces: &[Piece], math: bool) -> Flat {
        let mut flat = Flat::default();
        for (at, piece) in pieces.iter().enumerate() {
            if let (PieceKind::Reference(number), false) = (piece.kind, math) {
                flat.push(&format!("[^{number}]"), TextStyle::default(), NONE, 0..0);
                continue;
            }
            let target = self.document.links().get(piece.link as usize);
            if matches!(target.map(|link| &link.target), Some(Target::Back(_))) {
                continue;
            }
            flat.extend(
                self.document,
                std::slice::from_ref(piece),
                TextStyle::default(),
            );
            let next = pieces.get(at + 1).map_or(NONE, |next| next.link);
            if piece.link != NONE && piece.link != next {
                let number = self.number(piece.link as usize);
                if let Some(number) = number {
                    flat.push(&format!(" [{number}]"), TextStyle::default(), NONE, 0..0);
                }
            }
        }
        flat
    }

    /// The number of a link's address; none where the text says it, and for places in the lesson.
    fn number(&mut self, link: usize) -> Option<usize> {
        let target = &self.document.links().get(link)?.target;
        let address = match target {
            Target::Web(_) | Target::Lesson { .. } => target.address(),
            Target::Mail(address) => address.clone(),
            _ => return None,
        };
        let text = self.document.link_text(link);
        if text == address || address.ends_with(&format!("//{text}")) {
            return None;
        }
        let next = self.addresses.len() + 1;
        let number = *self.numbers.entry(address.clone()).or_insert(next);
        if number == next {
            self.addresses.push(address);
        }
        Some(number)
    }

    fn write_addresses(&mut self) {
        if !self.addresses.is_empty() {
            self.text.push('\n');
        }
        for (number, address) in std::mem::take(&mut self.addresses).iter().enumerate() {
            self.text
                .push_str(&format!("[{}] {}\n", number + 1, sanitize(address)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(markdown: &str, width: u16) -> Vec<String> {
        let text = text(&Document::parse(markdown), width);
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn nothing_is_drawn() {
        assert_eq!(
            plain(
                "- a\n  1. b\n- [x] c\n\n> d e\n\n```rust\nlet a;\n```\n\n---",
                20
            ),
            [
                "- a",
                "  1. b",
                "[x] c",
                "",
                "> d e",
                "",
                "    let a;",
                "",
                "---"
            ]
        );
        assert_eq!(plain("> [!TIP]\n> a", 20), ["> Tip:", "> a"]);
    }

    #[test]
    fn tables_are_read_line_by_line() {
        assert_eq!(
            plain("| a | b |\n|--|--|\n| 1 | 2 |\n| 3 | 4 |", 40),
            ["a: 1", "b: 2", "", "a: 3", "b: 4"]
        );
    }

    #[test]
    fn links_are_numbered_once_for_each_address() {
        assert_eq!(
            plain(
                "[a](https://x.example) [b](https://x.example) https://y.example [c](#d)",
                80
            ),
            [
                "a [1] b [1] https://y.example c",
                "",
                "[1] https://x.example"
            ]
        );
    }

    #[test]
    fn details_are_open_and_footnotes_are_told_from_links() {
        assert_eq!(
            plain(
                "a[^1]\n\n<details><summary>More</summary>\n\nb\n\n</details>\n\n[^1]: c",
                40
            ),
            ["a[^1]", "", "More", "", "  b", "", "---", "", "[^1] c"]
        );
    }
}
