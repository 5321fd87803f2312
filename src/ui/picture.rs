//! Images of a lesson, in the room that its layout keeps for them.

use std::num::NonZeroU16;

use ratatui::buffer::CellDiffOption;
use ratatui::style::Color;

use super::paint::{Canvas, row_of};
use super::theme::Piece;
use crate::app::geometry::Area;
use crate::app::picture::{Graphics, Picture, Rgb, grid};
use crate::app::{Model, Reader};
use crate::lesson::Pictured;

/// Draws what is on screen of the lesson's images.
pub(super) fn draw(
    model: &Model,
    reader: &Reader,
    area: Area,
    line_height: u16,
    canvas: &mut Canvas<'_>,
) {
    // What a terminal draws whole would be damaged by what lies over it for a while.
    let is_covered = model.overlay.is_some() || model.notices.current().is_some();
    for (index, (_, line)) in reader.text.on_screen().enumerate() {
        let Some(pictured) = line.picture else {
            continue;
        };
        let Some(picture) = reader
            .pictures
            .get(pictured.image, grid(&pictured, line_height))
        else {
            continue;
        };
        let indent = u16::try_from(line.indent).unwrap_or(area.width);
        let rows = Rows {
            x: area.x.saturating_add(indent.min(area.width)),
            y: row_of(area, index * usize::from(line_height)).y,
            end: area.y.saturating_add(area.height),
            count: line_height,
            from: pictured.row.saturating_mul(line_height),
        };
        match picture {
            Some(picture) if !is_covered && is_whole(index, &pictured, area, line_height) => {
                draw_best(picture, &rows, canvas);
            }
            Some(picture) => draw_part(picture, &rows, canvas),
            None if pictured.row == 0 => {
                let said = "This image can't be shown.";
                canvas.text(
                    rows.x,
                    rows.y,
                    area.width.saturating_sub(indent),
                    said,
                    Piece::Dim,
                );
            }
            None => {}
        }
    }
}

/// Rows of the screen that show a line's part of an image.
struct Rows {
    x: u16,
    y: u16,
    /// One past the last row of the page.
    end: u16,
    count: u16,
    /// The picture's row that is the first of them.
    from: u16,
}

impl Rows {
    /// Each row of the screen with the picture's row in it.
    fn each(&self) -> impl Iterator<Item = (u16, u16)> {
        (0..self.count)
            .map(|step| (self.y.saturating_add(step), self.from.saturating_add(step)))
            .take_while(|(y, _)| *y < self.end)
    }
}

/// Whether all of an image is on the page, one of whose lines is the `index`th.
fn is_whole(index: usize, pictured: &Pictured, area: Area, line_height: u16) -> bool {
    let Some(top) = index.checked_sub(usize::from(pictured.row)) else {
        return false;
    };
    (top + usize::from(pictured.rows)) * usize::from(line_height) <= usize::from(area.height)
}

fn draw_best(picture: &Picture, rows: &Rows, canvas: &mut Canvas<'_>) {
    match &picture.graphics {
        None | Some(Graphics::Placed { .. }) => draw_part(picture, rows, canvas),
        Some(Graphics::Whole(data)) => draw_whole(picture, data, rows, canvas),
    }
}

/// The first cell says it all; the others are not to be touched.
fn draw_whole(picture: &Picture, data: &str, rows: &Rows, canvas: &mut Canvas<'_>) {
    for (y, row) in rows.each() {
        for column in 0..picture.grid.columns {
            let Some(cell) = canvas.cell(rows.x.saturating_add(column), y) else {
                continue;
            };
            if (row, column) == (0, 0) {
                cell.set_symbol(data).set_diff_option(one_cell());
            } else {
                cell.set_diff_option(CellDiffOption::Skip);
            }
        }
    }
}

fn draw_part(picture: &Picture, rows: &Rows, canvas: &mut Canvas<'_>) {
    for (y, row) in rows.each() {
        let width = usize::from(picture.grid.columns);
        let cells = usize::from(row) * width..(usize::from(row) + 1) * width;
        match &picture.graphics {
            Some(Graphics::Placed {
                cells: signs,
                color,
                ..
            }) => {
                let signs = signs.get(cells).unwrap_or_default();
                for (x, sign) in (rows.x..).zip(signs) {
                    if let Some(cell) = canvas.cell(x, y) {
                        cell.set_symbol(sign)
                            .set_fg(exactly(*color))
                            .set_diff_option(one_cell());
                    }
                }
            }
            _ => {
                let halves = picture.halves.get(cells).unwrap_or_default();
                for (x, [upper, lower]) in (rows.x..).zip(halves) {
                    let [upper, lower] = [upper, lower].map(|half| canvas.theme().pixel(*half));
                    if let Some(cell) = canvas.cell(x, y) {
                        cell.set_symbol("▀").set_fg(upper).set_bg(lower);
                    }
                }
            }
        }
    }
}

/// The colour is a name here, so it must not be brought to what the terminal has.
fn exactly([r, g, b]: Rgb) -> Color {
    Color::Rgb(r, g, b)
}

/// What a terminal makes of these characters is one cell wide.
fn one_cell() -> CellDiffOption {
    CellDiffOption::ForcedWidth(NonZeroU16::MIN)
}
