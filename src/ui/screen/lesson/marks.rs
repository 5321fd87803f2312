//! Marks on a lesson's text: matches, bookmarks, letters to pick by, and what was jumped to.

use std::ops::Range;

use crate::app::frame::geometry::Area;
use crate::app::screen::lesson::{Reader, Target};
use crate::app::widget::sheet::Sheet;
use crate::lesson::{Place, display_width};
use crate::ui::paint::{Canvas, row_of};
use crate::ui::theme::Piece;

/// Marks what was jumped to and can't stand at the top, as the selected row of a list.
pub(super) fn draw_landed(reader: &Reader, area: Area, canvas: &mut Canvas<'_>) {
    let Some(block) = reader.text.landed() else {
        return;
    };
    let first = reader.text.layout().place_of_block(block);
    for (row, (place, _)) in reader.text.on_screen().enumerate() {
        if place.block == block && place >= first {
            let text = row_of(area, row);
            let style = canvas.style(Piece::Selected);
            canvas.tint(text, style);
            if let Some(margin) = area.x.checked_sub(1) {
                canvas.text(margin, text.y, 1, "▌", Piece::SelectedMarker);
            }
        }
    }
}

/// Names the keys that open what is folded, behind it.
pub(super) fn draw_fold_keys(keys: &str, reader: &Reader, area: Area, canvas: &mut Canvas<'_>) {
    for (row, (place, line)) in reader.text.on_screen().enumerate() {
        if line.handle && !reader.text.layout().is_open(place.block) {
            let row = row_of(area, row);
            let before = u16::try_from(line.width() + 2).unwrap_or(u16::MAX);
            let room = row.width.saturating_sub(before);
            if display_width(keys) <= room.into() {
                canvas.text(row.x.saturating_add(before), row.y, room, keys, Piece::Dim);
            }
        }
    }
}

/// Marks the passage that is selected.
pub(super) fn draw_passage(reader: &Reader, area: Area, canvas: &mut Canvas<'_>) {
    let Some(passage) = &reader.passage else {
        return;
    };
    let blocks = passage.blocks();
    for (row, (place, _)) in reader.text.on_screen().enumerate() {
        if blocks.contains(&place.block)
            && place >= reader.text.layout().place_of_block(*blocks.start())
        {
            let text = row_of(area, row);
            let style = canvas.style(Piece::Selected);
            canvas.tint(text, style);
            if let Some(margin) = area.x.checked_sub(1) {
                canvas.text(margin, text.y, 1, "▌", Piece::SelectedMarker);
            }
        }
    }
}

/// Marks the link or fold that is selected, and the row where it begins.
pub(super) fn draw_target(reader: &Reader, area: Area, canvas: &mut Canvas<'_>) {
    let Some(target) = reader.selected_target() else {
        return;
    };
    let mut is_marked = false;
    for (row, (place, line)) in reader.text.on_screen().enumerate() {
        let row = row_of(area, row);
        let columns = match target {
            Target::Link(link) => reader.text.window(line).columns_of_link(link),
            Target::Fold(fold) if fold == place => {
                std::iter::once(line.indent..line.width()).collect()
            }
            Target::Task(block) if begins(reader, place, block) => {
                std::iter::once(line.indent.saturating_sub(4)..line.width()).collect()
            }
            Target::Question(question) if begins(reader, place, block_of(reader, question)) => {
                std::iter::once(line.indent..line.width()).collect()
            }
            Target::Fold(_) | Target::Copy(_) | Target::Task(_) | Target::Question(_) => Vec::new(),
        };
        for columns in columns {
            let style = canvas.style(Piece::Hint);
            canvas.tint(cells(row, columns), style);
            if let (false, Some(margin)) = (is_marked, row.x.checked_sub(1)) {
                canvas.text(margin, row.y, 1, "▌", Piece::SelectedMarker);
                is_marked = true;
            }
        }
    }
}

fn block_of(reader: &Reader, question: usize) -> usize {
    let sheet = reader.sheet.as_ref();
    sheet
        .and_then(|sheet| sheet.block_of(question))
        .unwrap_or_default()
}

/// Whether the text of a block begins at a place.
fn begins(reader: &Reader, place: Place, block: usize) -> bool {
    place.block == block && reader.text.layout().place_of_block(block) == place
}

/// Marks the rows of the question that is being answered.
pub(super) fn draw_answering(reader: &Reader, area: Area, canvas: &mut Canvas<'_>) {
    let blocks = reader.answering().and_then(Sheet::focus_blocks);
    let (Some((first, last)), Some(margin)) = (blocks, area.x.checked_sub(1)) else {
        return;
    };
    let first = reader.text.layout().place_of_block(first);
    for (row, (place, _)) in reader.text.on_screen().enumerate() {
        if place >= first && place.block <= last {
            let row = row_of(area, row);
            canvas.text(margin, row.y, 1, "▌", Piece::SelectedMarker);
        }
    }
}

fn cells(row: Area, columns: Range<usize>) -> Area {
    let [start, end] = [columns.start, columns.end].map(|at| u16::try_from(at).unwrap_or(u16::MAX));
    Area {
        x: row.x.saturating_add(start),
        width: end.min(row.width).saturating_sub(start),
        ..row
    }
}

/// A flag in the margin where a bookmark is.
pub(super) fn draw_bookmarks(reader: &Reader, area: Area, canvas: &mut Canvas<'_>) {
    if reader.flags.is_empty() || area.x == 0 {
        return;
    }
    let layout = reader.text.layout();
    let mut flagged = None;
    for (row, (place, _)) in reader.text.on_screen().enumerate() {
        let is_text = place >= layout.place_of_block(place.block);
        if is_text
            && reader.flags.contains(&place.block)
            && flagged.replace(place.block) != Some(place.block)
        {
            let y = row_of(area, row).y;
            canvas.text(area.x - 1, y, 1, "⚑", Piece::Accent);
        }
    }
}

/// Marks what a search found among the lines on screen.
pub(super) fn draw_matches(reader: &Reader, area: Area, canvas: &mut Canvas<'_>) {
    let Some(search) = &reader.search else { return };
    for (row, (place, line)) in reader.text.on_screen().enumerate() {
        let first = search
            .matches
            .partition_point(|found| found.block < place.block);
        let in_block = search.matches.iter().enumerate().skip(first);
        for (index, found) in in_block.take_while(|(_, found)| found.block == place.block) {
            let piece = if index == search.current {
                Piece::MatchCurrent
            } else {
                Piece::Match
            };
            for columns in reader.text.window(line).columns_of(&found.source) {
                let found_area = cells(row_of(area, row), columns);
                let style = canvas.style(piece);
                canvas.tint(found_area, style);
            }
        }
    }
}

/// The letters that pick a link; what was typed of them is gone from the screen.
pub(super) fn draw_hints(reader: &Reader, area: Area, canvas: &mut Canvas<'_>) {
    let Some(hints) = &reader.hints else { return };
    for hint in &hints.all {
        if let Some(rest) = hint.label.strip_prefix(&hints.typed) {
            let x = area.x.saturating_add(hint.column);
            canvas.text(x, area.y + hint.row, 2, rest, Piece::Hint);
        }
    }
}
