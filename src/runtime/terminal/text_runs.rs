//! Divides a row into what is written in one go: single signs, and phrases.
//!
//! A phrase is running text with letters that terminals take different numbers of cells for. If each of them was put
//! into its cells, a terminal that takes fewer would show holes inside of words; written in one go the text holds
//! together, and what is left of its cells is blank behind it.

use ratatui::buffer::{Cell, CellDiffOption};

use super::grapheme::Kind;

/// Signs that are written in one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// How the first is written, or the letters of a phrase.
    pub(super) kind: Kind,
    /// In cells.
    pub(super) width: u16,
}

/// A row with the kinds and widths of its signs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signs<'r> {
    pub(super) cells: &'r [Cell],
    pub(super) kinds: &'r [Kind],
    pub(super) widths: &'r [u16],
}

impl Signs<'_> {
    /// The signs, each for itself.
    pub(super) fn singly(self, parts: &mut Vec<Part>) {
        parts.clear();
        self.push_singly(0, self.cells.len(), parts);
    }

    /// The phrases, and the signs around them.
    pub(super) fn in_phrases(self, parts: &mut Vec<Part>) {
        parts.clear();
        let mut at = 0;
        while at < self.cells.len() {
            let end = self.phrase_end(at);
            let kinds = self.kinds.get(at..end).unwrap_or_default();
            if kinds.contains(&Kind::Letters) {
                parts.push(Part {
                    kind: Kind::Letters,
                    width: u16::try_from(end - at).unwrap_or(u16::MAX),
                });
            } else {
                self.push_singly(at, end, parts);
            }
            at = end;
        }
    }

    fn push_singly(self, from: usize, to: usize, parts: &mut Vec<Part>) {
        let signs = self.kinds.iter().zip(self.widths);
        let signs = signs.take(to).skip(from).filter(|(_, width)| **width > 0);
        parts.extend(signs.map(|(&kind, &width)| Part { kind, width }));
    }

    /// Where running text ends that begins at a cell: before what is no text, and two blanks, which stand between
    /// columns. At least one sign is before it.
    fn phrase_end(self, from: usize) -> usize {
        let (mut end, mut at, mut is_behind_blank) = (from, from, true);
        while self.is_running(at) {
            let is_blank = self.cells.get(at).is_some_and(|cell| cell.symbol() == " ");
            if is_blank && is_behind_blank {
                break;
            }
            is_behind_blank = is_blank;
            at += self.width(at);
            if !is_blank {
                end = at;
            }
        }
        end.max(from + self.width(from))
    }

    fn width(self, at: usize) -> usize {
        usize::from(self.widths.get(at).copied().unwrap_or(1).max(1))
    }

    fn is_running(self, at: usize) -> bool {
        let (Some(cell), Some(kind)) = (self.cells.get(at), self.kinds.get(at)) else {
            return false;
        };
        let is_text =
            !cell.symbol().starts_with(is_drawn) && cell.diff_option == CellDiffOption::None;
        *kind == Kind::Letters || (*kind == Kind::Agreed && is_text)
    }
}

/// Arrows, lines, blocks and marks: what stands beside text.
fn is_drawn(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}')
}
