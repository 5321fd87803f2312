//! A lesson as plain text for pipes and screen readers: no boxes, links as numbers, tables that are too wide cell by
//! cell.

mod links;
mod prefix;
mod table;

use std::collections::HashMap;

use super::block::{Block, BlockKind, Piece, PieceKind};
use super::document::Document;
use super::hidden_code::HiddenLines;
use super::language;
use super::layout::flat::Flat;
use super::layout::wrap::{MAY_BREAK, wrap};
use super::link::Target;
use crate::domain::display_width;
use crate::domain::{sanitize, sanitize_line};
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
    text_naming(document, width, &|_| None)
}

/// The same with names instead of addresses for what is known by a name: a lesson of the course, `3.4 Attention`.
pub fn text_naming(
    document: &Document,
    width: u16,
    name: &dyn Fn(&Target) -> Option<String>,
) -> String {
    let mut writer = Writer {
        document,
        width: usize::from(width.max(super::MIN_WIDTH)),
        name,
        text: String::with_capacity(document.source().len()),
        numbers: HashMap::new(),
        addresses: Vec::new(),
        tables: HashMap::new(),
    };
    for (index, block) in document.parsed().blocks.iter().enumerate() {
        if !only_leads_back(document.pieces(block)) {
            writer.block(index, block);
        }
    }
    writer.write_addresses();
    writer.text
}

struct Writer<'a> {
    document: &'a Document,
    width: usize,
    name: &'a dyn Fn(&Target) -> Option<String>,
    text: String,
    /// Number by address.
    numbers: HashMap<String, usize>,
    addresses: Vec<String>,
    /// The widths of a table's columns, by its index; none where it is too wide.
    tables: HashMap<u32, Option<Vec<usize>>>,
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
            BlockKind::Code(index) => self.code(block, index, room),
            BlockKind::Table(index) => self.table(block, index, room),
            BlockKind::Rule | BlockKind::NotesRule => vec!["---".to_owned()],
            BlockKind::AlertTitle(_) => self.alert_title(block, room),
            BlockKind::Heading(level) => self.heading(block, level, room),
            BlockKind::Math => self.formula(block, room),
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
        let flat = self.flat(self.document.pieces(block));
        wrapped(&flat.text, width)
    }

    fn formula(&self, block: &Block, width: usize) -> Vec<String> {
        let pieces = self.document.pieces(block);
        wrapped(&Flat::formula(self.document, pieces, width).text, width)
    }

    fn alert_title(&mut self, block: &Block, width: usize) -> Vec<String> {
        let title = self.flat(self.document.pieces(block)).text;
        wrapped(&introducing(&title), width)
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

    /// Its language, as the page shows it, and its lines.
    fn code(&self, block: &Block, index: u32, width: usize) -> Vec<String> {
        let pieces = self.document.pieces(block).iter();
        let code: String = pieces.map(|piece| self.document.text(piece.text)).collect();
        let whole = self.document.parsed().codes.get(index as usize);
        let hidden = whole.map(|code| HiddenLines::of_info(self.document.text(code.info)));
        let code = match hidden.filter(|hidden| !hidden.is_empty() && !block.continues) {
            Some(hidden) => hidden.left_out_of(&code),
            None => code,
        };
        let code = sanitize(&code).into_owned();
        let info = whole.filter(|_| !block.continues).map(|code| code.info);
        let language = info.and_then(|info| language::of_info(self.document.text(info)));
        let caption = language.map(|language| introducing(&sanitize_line(&language)));
        let mut lines = caption.map_or_else(Vec::new, |caption| wrapped(&caption, width));
        let code = code.strip_suffix('\n').unwrap_or(&code).split('\n');
        lines.extend(code.map(|line| format!("    {}", without_tabs(line))));
        lines
    }
}

/// Whether nothing but a footnote's way back stands in a block.
fn only_leads_back(pieces: &[Piece]) -> bool {
    !pieces.is_empty() && pieces.iter().all(|piece| piece.kind == PieceKind::Back)
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let lines = wrap(text, width).into_iter();
    lines
        .filter_map(|range| Some(text.get(range)?.replace(MAY_BREAK, "")))
        .collect()
}

/// A text that something follows: with a colon, where it has no such end itself.
fn introducing(text: &str) -> String {
    match text.ends_with([':', '?', '!', '.', '…']) {
        true => text.to_owned(),
        false => format!("{text}:"),
    }
}

/// A line of code with its tabs as spaces, to stops of four.
fn without_tabs(line: &str) -> String {
    let mut spaced = String::with_capacity(line.len());
    let mut cells = 0;
    for part in line.split_inclusive('\t') {
        let text = part.trim_end_matches('\t');
        cells += display_width(text);
        let tab = if part.ends_with('\t') {
            4 - cells % 4
        } else {
            0
        };
        spaced.push_str(text);
        spaced.push_str(&" ".repeat(tab));
        cells += tab;
    }
    spaced
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
                "- a\n  1) b\n- [x] c\n\n> d e\n\n```rust\nlet a;\n```\n\n---",
                20
            ),
            [
                "- a",
                "  1) b",
                "[x] c",
                "",
                "> d e",
                "",
                "rust:",
                "    let a;",
                "",
                "---"
            ]
        );
        assert_eq!(plain("> [!TIP]\n> a", 20), ["> Tip:", "> a"]);
    }

    #[test]
    fn tables_that_are_too_wide_are_read_cell_by_cell() {
        let wide = "x".repeat(20);
        assert_eq!(
            plain(
                &format!("| a | b |\n|--|--|\n| {wide} | 2 |\n| 3 | 4 |"),
                23
            ),
            [&*format!("a: {wide}"), "b: 2", "", "a: 3", "b: 4"]
        );
    }

    #[test]
    fn tables_stay_tables_where_they_fit() {
        assert_eq!(
            plain(
                "| Crop | Tons |\n|--|--:|\n| Rye | 3 |\n| [Oats](https://x.example) | 40 |",
                40
            ),
            [
                "Crop     | Tons",
                "---------|-----",
                "Rye      |    3",
                "Oats [1] |   40",
                "",
                "[1] https://x.example"
            ]
        );
        assert_eq!(plain("> | a |\n> |--|\n> | 1 |", 40), ["> a", "> -", "> 1"]);
    }

    #[test]
    fn cells_without_a_label_are_read_too() {
        assert_eq!(
            plain(
                "<table><tr><th>a</th></tr><tr><td>1</td><td>2</td></tr></table>",
                40
            ),
            ["a |", "--|--", "1 | 2"]
        );
        assert_eq!(
            plain(
                "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
                40
            ),
            ["a | b", "c |"]
        );
    }

    #[test]
    fn a_label_gets_one_colon() {
        assert_eq!(
            plain("| a: | b? |\n|--|--|\n| one two | 2 |", 10),
            ["a: one two", "b? 2"]
        );
    }

    #[test]
    fn links_in_tables_are_numbered_too() {
        assert_eq!(
            plain("| a |\n|--|\n| [b](https://x.example) |", 80),
            ["a", "-----", "b [1]", "", "[1] https://x.example"]
        );
    }

    #[test]
    fn links_and_images_in_headers_are_those_of_any_text() {
        assert_eq!(
            plain(
                "| [a](https://x.example) | ![b](c.png) |\n|--|--|\n| 1 | 2 |",
                80
            ),
            [
                "a [1] | [image] b",
                "------|----------",
                "1     | 2",
                "",
                "[1] https://x.example"
            ]
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
    fn what_is_struck_out_says_so() {
        assert_eq!(
            plain("use ~~strcpy *or* `gets`~~ strncpy ~~[x](#y)~~", 60),
            ["use ~~strcpy or gets~~ strncpy ~~x~~"]
        );
    }

    #[test]
    fn the_way_back_from_a_note_leaves_no_blank_lines() {
        assert_eq!(
            plain("a[^1]\n\n[^1]: ```\n    b\n    ```\n", 40),
            ["a[^1]", "", "---", "", "[^1]     b"]
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
