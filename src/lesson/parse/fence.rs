//! Boxes that course systems add to Markdown: `::: tip` … `:::` (Carpentries, Docusaurus, Pandoc) and `<Tip>`.
//!
//! They become alerts with the author's own word; solutions fold.

use std::ops::Range;

use super::MAX_DEPTH;
use super::builder::{Builder, Leaf, Open};
use crate::lesson::block::{Alert, Block, BlockKind, FrameKind, Marks, NONE, Piece, PieceKind};
use crate::lesson::words::Counter;

/// The effect of a line of a fence.
#[derive(Debug, PartialEq, Eq)]
enum Fence {
    Open { word: String, title: String },
    Close,
}

/// A box that has only the title that its word gives it.
#[derive(Debug)]
pub(super) struct Untitled {
    open: Open,
    /// How many blocks there are up to its title.
    blocks: usize,
}

impl Builder<'_> {
    /// Splits a paragraph that is about to be closed at its fences; says whether it had any.
    pub(super) fn split_at_fences(&mut self, leaf: &Leaf, end: usize) -> bool {
        let pieces = self.pieces.get(leaf.first_piece..).unwrap_or_default();
        let is_fence =
            |p: &Piece| p.kind == PieceKind::Text && self.text_of(p.text).starts_with(":::");
        if leaf.kind != BlockKind::Paragraph || self.reads_html() || !pieces.iter().any(is_fence) {
            return false;
        }
        let first = self.blocks.len();
        let mut run = Vec::new();
        let mut at = leaf.start;
        for line in lines_of(self.pieces.split_off(leaf.first_piece)) {
            let line_start = line.first().map_or(end, |piece| piece.source.range().start);
            let line_end = line.last().map_or(end, |piece| piece.source.range().end);
            match self.fence(&line) {
                Some(Fence::Open { word, title }) => {
                    self.close_run(std::mem::take(&mut run), at..line_end);
                    self.open_box(&word, &title, line_start..line_end);
                    at = line_end;
                }
                Some(Fence::Close) if self.is_in_box() => {
                    self.close_run(std::mem::take(&mut run), at..line_end);
                    self.close_box(line_end);
                    at = line_end;
                }
                _ => run.extend(line),
            }
        }
        self.close_run(run, at..end.max(at));
        self.settle_places(&(leaf.start..end), first);
        true
    }

    /// Makes a paragraph of the lines between two fences.
    fn close_run(&mut self, run: Vec<Piece>, range: Range<usize>) {
        if run.is_empty() {
            return;
        }
        let mut counter = Counter::default();
        for piece in &run {
            match piece.kind {
                PieceKind::Text => counter.add(self.text_of(piece.text)),
                _ => counter.space(),
            }
        }
        let first_piece = self.pieces.len();
        self.pieces.extend(run);
        self.drop_trailing_break(first_piece);
        let leaf = Leaf {
            kind: BlockKind::Paragraph,
            start: range.start,
            first_piece,
            bytes: 0,
            continues: false,
            counter,
        };
        self.close_leaf(&leaf, range.end);
    }

    fn is_in_box(&self) -> bool {
        matches!(
            self.around_elements(),
            Some(Open::Box(_) | Open::Details { fenced: true, .. })
        )
    }

    fn drop_trailing_break(&mut self, first: usize) {
        let is_break = |p: &Piece| matches!(p.kind, PieceKind::SoftBreak | PieceKind::HardBreak);
        while self.pieces.len() > first && self.pieces.last().is_some_and(is_break) {
            self.pieces.pop();
        }
    }

    fn fence(&self, line: &[Piece]) -> Option<Fence> {
        let text = self.line_text(line)?;
        let rest = text
            .trim()
            .strip_prefix(":::")?
            .trim_start_matches(':')
            .trim();
        if rest.is_empty() {
            return Some(Fence::Close);
        }
        let rest = rest.trim_end_matches(':').trim();
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '[')
            .unwrap_or(rest.len());
        let (word, title) = rest.split_at(end);
        let bare = |text: &str| {
            text.trim_matches(|c: char| c.is_whitespace() || "{}[]".contains(c))
                .to_owned()
        };
        let word = bare(word).trim_start_matches('.').to_lowercase();
        let is_word = !word.is_empty()
            && word.len() <= 30
            && word.chars().all(|c| c.is_alphanumeric() || c == '-');
        let has_attributes = title.contains('{') || title.contains("=\"");
        let title = match has_attributes {
            true => String::new(),
            false => bare(title),
        };
        is_word.then_some(Fence::Open { word, title })
    }

    /// The text of a line that may be a fence, whatever its title is made of: code, a link, several spaces.
    fn line_text(&self, line: &[Piece]) -> Option<String> {
        let first = line.first()?;
        if first.marks.has(Marks::CODE) || !self.text_of(first.text).starts_with(":::") {
            return None;
        }
        let mut text = String::new();
        for piece in line {
            match piece.kind {
                PieceKind::Text | PieceKind::Math => text.push_str(self.text_of(piece.text)),
                PieceKind::SoftBreak | PieceKind::HardBreak | PieceKind::MayBreak => {}
                _ => return None,
            }
        }
        Some(text)
    }

    /// Opens a box by its word (`tip`), with a title of its own if it has one.
    pub(super) fn open_box(&mut self, word: &str, title: &str, range: Range<usize>) {
        self.finish_leaf(range.start);
        if self.open.len() >= usize::from(MAX_DEPTH) {
            return self.open.push(Open::Box(NONE));
        }
        let shown = match title.is_empty() {
            true => capitalised(word),
            false => title.to_owned(),
        };
        match matches!(word, "solution" | "answer" | "spoiler" | "details") {
            true => self.open_folded(&shown, range),
            false => self.open_alert(word, &shown, range),
        }
        if let Some(open) = self.open.last().filter(|_| title.is_empty()) {
            self.untitled = Some(Untitled {
                open: *open,
                blocks: self.blocks.len(),
            });
        }
    }

    /// The title of a box that the author gave none, where nothing has come into the box before the open leaf: takes
    /// it away, so that the leaf can stand in its place.
    pub(super) fn take_box_title(&mut self) -> Option<Block> {
        let (open, blocks) = (self.open.last().copied(), self.blocks.len());
        self.untitled
            .take_if(|untitled| Some(untitled.open) == open && untitled.blocks == blocks)?;
        let title = self.blocks.pop()?;
        let pieces = title.pieces();
        if let Some(leaf) = &mut self.leaf {
            leaf.first_piece -= pieces.len();
        }
        self.pieces.drain(pieces);
        self.words = title.words_before as usize;
        Some(title)
    }

    fn open_alert(&mut self, word: &str, title: &str, range: Range<usize>) {
        let alert = alert(word);
        let frame = self.new_frame(FrameKind::Quote(Some(alert)));
        self.open.push(Open::Box(frame));
        self.start_leaf(BlockKind::AlertTitle(alert), range.start);
        match title == alert.word() {
            true => self.push_word(alert, range.clone()),
            false => self.push_text(title, range.clone(), Marks::default()),
        }
        self.finish_leaf(range.end);
    }

    fn open_folded(&mut self, title: &str, range: Range<usize>) {
        let index = self.new_details(false, true);
        self.start_leaf(BlockKind::Summary(index), range.start);
        self.push_text(title, range.clone(), Marks::default());
        self.finish_leaf(range.end);
    }

    /// Closes the innermost box, if nothing else is open in it.
    pub(super) fn close_box(&mut self, at: usize) {
        self.finish_leaf(at);
        if self.is_in_box() {
            self.close_elements(at);
        }
        match self.open.last().copied() {
            Some(Open::Box(_)) => drop(self.open.pop()),
            Some(Open::Details {
                index,
                fenced: true,
                ..
            }) => {
                self.open.pop();
                self.end_details_at(index);
            }
            _ => {}
        }
    }
}

/// The lines of a paragraph, each with the break that ends it.
fn lines_of(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut lines = vec![Vec::new()];
    for piece in pieces {
        let ends = matches!(piece.kind, PieceKind::SoftBreak | PieceKind::HardBreak);
        if let Some(line) = lines.last_mut() {
            line.push(piece);
        }
        if ends {
            lines.push(Vec::new());
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// The alert that comes nearest to a box.
fn alert(word: &str) -> Alert {
    match word {
        "tip" | "hint" | "success" | "objectives" | "keypoints" | "checklist" => Alert::Tip,
        "important" | "prereq" | "challenge" | "exercise" | "question" => Alert::Important,
        "warning" | "caution" | "attention" => Alert::Warning,
        "danger" | "error" | "failure" => Alert::Caution,
        _ => Alert::Note,
    }
}

/// Whether an HTML element is such a box in some course system.
pub(crate) fn is_box(name: &str) -> bool {
    matches!(
        name,
        "tip"
            | "note"
            | "info"
            | "hint"
            | "warning"
            | "caution"
            | "danger"
            | "important"
            | "callout"
            | "admonition"
    )
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect::<String>().replace('-', " ")
}

#[cfg(test)]
mod tests {
    use crate::lesson::Document;

    #[test]
    fn a_fence_may_have_spaces_and_any_title() {
        for (fence, title) in [
            (":::::::  callout", "Callout"),
            ("::: note With `a = b`", "With a = b"),
            (
                "::: note Titled *note* and [link](x.md) here",
                "Titled note and link here",
            ),
            (":::tip[A `b`]", "A b"),
            ("::: note {.x}", "Note"),
        ] {
            let text = Document::parse(format!("{fence}\n\nText.\n\n:::\n\nEnd.\n")).reading_text();
            assert!(!text.contains(":::"), "{fence}: {text}");
            assert!(text.contains(title), "{fence}: {text}");
        }
        let code = Document::parse("`::: note`\n".to_owned()).reading_text();
        assert!(code.contains("::: note"), "{code}");
    }
}
