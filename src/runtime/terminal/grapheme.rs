//! The signs of a row of cells: where each begins, how wide it is, and whether terminals agree on that.

use ratatui::buffer::{Cell, CellDiffOption};

use crate::domain::{grapheme_width, is_width_agreed};

/// How a cell's sign is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The cursor stands behind it afterwards, in every terminal.
    Agreed,
    /// Terminals take different numbers of cells for it.
    Disputed,
    /// The same of letters, which belong to those around them.
    Letters,
    /// Commands of our own, such as an image; nobody knows where the cursor stands afterwards.
    Commands,
    /// Something else is over the cell.
    Untouched,
}

impl Kind {
    pub(super) fn of(cell: &Cell) -> Kind {
        match cell.diff_option {
            CellDiffOption::None if cell.symbol().len() == 1 => Kind::Agreed,
            CellDiffOption::Skip => Kind::Untouched,
            CellDiffOption::ForcedWidth(_) if cell.symbol().starts_with('\x1b') => Kind::Commands,
            CellDiffOption::ForcedWidth(_) => Kind::Agreed,
            _ if is_width_agreed(cell.symbol()) => Kind::Agreed,
            _ if is_letters(cell.symbol()) => Kind::Letters,
            _ => Kind::Disputed,
        }
    }

    /// Whether terminals take different numbers of cells for it.
    pub(super) fn is_disputed(self) -> bool {
        matches!(self, Kind::Disputed | Kind::Letters)
    }
}

/// Whether a grapheme is of letters, not a picture.
fn is_letters(grapheme: &str) -> bool {
    grapheme.starts_with(|c: char| c.is_alphabetic() && u32::from(c) < 0x1F000)
}

/// The width of the sign that begins at each cell; 0 where the one before covers it.
pub(super) fn widths(row: &[Cell], widths: &mut Vec<u16>) {
    widths.clear();
    while let Some(cell) = row.get(widths.len()) {
        let room = u16::try_from(row.len() - widths.len()).unwrap_or(u16::MAX);
        let width = width(cell).clamp(1, room);
        widths.push(width);
        if width > 1 {
            widths.extend((1..width).map(|_| 0));
        }
    }
}

fn width(cell: &Cell) -> u16 {
    match cell.diff_option {
        CellDiffOption::None if cell.symbol().len() == 1 => 1,
        CellDiffOption::Skip => 1,
        CellDiffOption::ForcedWidth(width) => width.get(),
        _ => u16::try_from(grapheme_width(cell.symbol())).unwrap_or(u16::MAX),
    }
}
