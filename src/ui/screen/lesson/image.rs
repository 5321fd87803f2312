//! Images of a lesson, in the room that its layout keeps for them.

use std::num::NonZeroU16;

use ratatui::buffer::CellDiffOption;
use ratatui::style::Color;

use crate::app::frame::geometry::Area;
use crate::app::image::{Grid, Unshown};
use crate::app::screen::lesson::Reader;
use crate::app::{Model, Pane};
use crate::lesson::{ImageRow, Line};
use crate::ui::gallery::{Gallery, Graphics, Placed, Rendering};
use crate::ui::paint::{Canvas, row_of};
use crate::ui::theme::Piece;

/// Draws what is on screen of the lesson's images: in characters, which anything may be drawn over.
pub(in crate::ui) fn draw(reader: &Reader, gallery: &Gallery, area: Area, canvas: &mut Canvas<'_>) {
    let mut above = None;
    for (y, line, row) in image_rows(reader, area) {
        let x = left(line, area);
        let is_first = above.replace(row.image) != Some(row.image);
        let grid = Grid::of(&row);
        let rendering = reader.renderings.get(row.image, grid);
        match rendering.map(|made| made.map(|id| gallery.get(id))) {
            Some(Ok(Some(rendering))) => {
                if let Some(part) = part_of(rendering, &row, (x, y), area) {
                    draw_part(&part, canvas);
                }
            }
            Some(Err(unshown)) if is_first => {
                let room = area.width.saturating_sub(x - area.x);
                canvas.text(x, y, room, reason(unshown), Piece::Dim);
            }
            _ => {}
        }
    }
}

/// Puts pixels in the place of characters, where the terminal writes images over its cells: only where all else
/// that is on the screen left the characters alone.
pub(in crate::ui) fn sharpen(model: &Model, gallery: &Gallery, canvas: &mut Canvas<'_>) {
    let Some(reader) = model
        .lesson
        .reader
        .as_ref()
        .filter(|_| model.pane == Pane::Lesson)
    else {
        return;
    };
    let area = model.lesson.columns(&model.shared).text;
    let shown: Vec<RowOnScreen<'_>> = image_rows(reader, area)
        .filter_map(|(y, line, row)| {
            let grid = Grid::of(&row);
            let rendering = reader.renderings.get(row.image, grid)?.ok()?;
            let rendering = gallery.get(rendering)?;
            let place = (left(line, area), y);
            part_of(rendering, &row, place, area)
        })
        .collect();
    for parts in shown.chunk_by(|one, other| std::ptr::eq(one.rendering, other.rendering)) {
        sharpen_image(parts, canvas);
    }
}

fn sharpen_image(parts: &[RowOnScreen<'_>], canvas: &mut Canvas<'_>) {
    let Some(rendering) = parts.first().map(|part| part.rendering) else {
        return;
    };
    let Some(Graphics::Written { whole, rows }) = &rendering.graphics else {
        return;
    };
    let free: Vec<&RowOnScreen<'_>> = parts.iter().filter(|part| is_free(part, canvas)).collect();
    if let Some(whole) = whole
        && free.len() == usize::from(rendering.grid.rows)
    {
        return write_pixels(whole, &free, canvas);
    }
    for part in free {
        if let Some(row) = rows.get(usize::from(part.row)) {
            write_pixels(row, &[part], canvas);
        }
    }
}

/// The lines on screen that are an image's, each with its row of the screen.
fn image_rows(reader: &Reader, area: Area) -> impl Iterator<Item = (u16, &Line, ImageRow)> {
    let lines = reader.text.on_screen().enumerate();
    lines.filter_map(move |(index, (_, line))| {
        let y = row_of(area, index).y;
        Some((y, line, line.image?))
    })
}

/// The column at which a line's image begins.
fn left(line: &Line, area: Area) -> u16 {
    let indent = u16::try_from(line.indent).unwrap_or(area.width);
    area.x.saturating_add(indent.min(area.width))
}

/// A row of the screen that shows a row of a rendering.
struct RowOnScreen<'p> {
    rendering: &'p Rendering,
    row: u16,
    x: u16,
    y: u16,
}

impl RowOnScreen<'_> {
    /// The rendering's cells that it shows, by index.
    fn cells(&self) -> std::ops::Range<usize> {
        let width = usize::from(self.rendering.grid.columns);
        usize::from(self.row) * width..(usize::from(self.row) + 1) * width
    }
}

/// The row of the screen that a line's part of a rendering takes; none below the page.
fn part_of<'p>(
    rendering: &'p Rendering,
    row: &ImageRow,
    (x, y): (u16, u16),
    area: Area,
) -> Option<RowOnScreen<'p>> {
    let is_on_page = y < area.y.saturating_add(area.height);
    is_on_page.then_some(RowOnScreen {
        rendering,
        row: row.row,
        x,
        y,
    })
}

fn draw_part(part: &RowOnScreen<'_>, canvas: &mut Canvas<'_>) {
    match &part.rendering.graphics {
        Some(Graphics::Placed(placed)) => draw_placed(placed, part, canvas),
        _ => draw_halves(part, canvas),
    }
}

fn draw_placed(placed: &Placed, part: &RowOnScreen<'_>, canvas: &mut Canvas<'_>) {
    // The colour is the image's name, so it must not be brought to what the terminal has.
    let [_, r, g, b] = placed.id.to_be_bytes();
    let signs = placed.cells.get(part.cells()).unwrap_or_default();
    for (x, sign) in (part.x..).zip(signs) {
        if let Some(cell) = canvas.cell(x, part.y) {
            cell.set_symbol(sign)
                .set_fg(Color::Rgb(r, g, b))
                .set_diff_option(one_cell());
        }
    }
}

/// The upper half of a cell in one colour, the lower in another.
const HALF: &str = "▀";

/// The colours of the cells that a part shows, by column.
fn halves(part: &RowOnScreen<'_>, canvas: &Canvas<'_>) -> Vec<(u16, [Color; 2])> {
    let theme = canvas.theme();
    let halves = part.rendering.halves.get(part.cells()).unwrap_or_default();
    (part.x..)
        .zip(halves)
        .map(|(x, pair)| (x, pair.map(|half| theme.pixel(half))))
        .collect()
}

fn draw_halves(part: &RowOnScreen<'_>, canvas: &mut Canvas<'_>) {
    for (x, [upper, lower]) in halves(part, canvas) {
        if let Some(cell) = canvas.cell(x, part.y) {
            cell.set_symbol(HALF).set_fg(upper).set_bg(lower);
        }
    }
}

/// Whether a part is on the screen as it was drawn.
fn is_free(part: &RowOnScreen<'_>, canvas: &mut Canvas<'_>) -> bool {
    halves(part, canvas).into_iter().all(|(x, [upper, lower])| {
        canvas
            .cell(x, part.y)
            .is_some_and(|cell| (cell.symbol(), cell.fg, cell.bg) == (HALF, upper, lower))
    })
}

/// The first cell says it all; the others are not to be touched.
fn write_pixels(data: &str, parts: &[&RowOnScreen<'_>], canvas: &mut Canvas<'_>) {
    let background = canvas.style(Piece::Background);
    for (index, part) in parts.iter().enumerate() {
        for column in 0..part.rendering.grid.columns {
            let Some(cell) = canvas.cell(part.x.saturating_add(column), part.y) else {
                continue;
            };
            cell.reset();
            cell.set_style(background);
            if (index, column) == (0, 0) {
                cell.set_symbol(data).set_diff_option(one_cell());
            } else {
                cell.set_diff_option(CellDiffOption::Skip);
            }
        }
    }
}

/// Declares a symbol one cell wide, whatever characters it is made of.
fn one_cell() -> CellDiffOption {
    CellDiffOption::ForcedWidth(NonZeroU16::MIN)
}

fn reason(unshown: Unshown) -> &'static str {
    match unshown {
        Unshown::Gone => "(image removed from the course)",
        Unshown::Unread => "(image couldn't be read)",
        Unshown::TooLarge => "(image too large)",
        Unshown::Damaged => "(image file damaged)",
    }
}
