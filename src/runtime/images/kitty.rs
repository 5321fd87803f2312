//! Images as kitty keeps and places them.

use image::RgbaImage;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget;
use ratatui_image::protocol::kitty::Kitty;

use crate::app::image::Grid;
use crate::ui::gallery::Placed;

/// The placeholder for a cell of an image (kitty's graphics protocol, Unicode placeholders).
const PLACEHOLDER: char = '\u{10EEEE}';

/// More than any row, column or byte: the characters that number them end there.
const NUMBERS: u16 = 297;

/// The image under a new name. Each cell says its row and its column, so that one beside something else that
/// was drawn over the image still knows its place.
pub(super) fn placed(image: RgbaImage, grid: Grid) -> Option<Placed> {
    let id = u32::from_be_bytes(*uuid::Uuid::new_v4().as_bytes().first_chunk()?) | 1;
    let column = Size::new(1, NUMBERS);
    let kitty = Kitty::new(image.into(), column, id, false, true).ok()?;
    let area = Rect::new(0, 0, column.width, column.height);
    let mut buffer = Buffer::empty(area);
    ratatui_image::Image::new(&ratatui_image::protocol::Protocol::Kitty(kitty))
        .render(area, &mut buffer);
    // The library tells the terminal the image with the first cell that it draws.
    let (transmit, _) = buffer.content.first()?.symbol().rsplit_once(PLACEHOLDER)?;
    let in_column = buffer.content.iter();
    let numbers: Vec<char> = in_column
        .filter_map(|cell| cell.symbol().rsplit_once(PLACEHOLDER)?.1.chars().next())
        .collect();
    let number = |at: u16| numbers.get(usize::from(at)).copied();
    let [high, ..] = id.to_be_bytes();
    let cell = |row, column| {
        let numbers = [number(row)?, number(column)?, number(high.into())?];
        Some([PLACEHOLDER].into_iter().chain(numbers).collect())
    };
    let cells = (0..grid.rows)
        .flat_map(|row| (0..grid.columns).map(move |column| (row, column)))
        .map(|(row, column)| cell(row, column));
    Some(Placed {
        id,
        transmit: transmit.into(),
        cells: cells.collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_of_a_placed_image_names_its_row_and_column() {
        let grid = Grid {
            columns: 4,
            rows: 2,
        };
        let placed = placed(RgbaImage::new(40, 40), grid).unwrap();
        let numbers: Vec<[char; 2]> = placed
            .cells
            .iter()
            .map(|cell| {
                let mut characters = cell.chars();
                assert_eq!(characters.next(), Some(PLACEHOLDER));
                [(); 2].map(|()| characters.next().unwrap())
            })
            .collect();
        // The first numbers of kitty's table: 0 to 3.
        let number = ['\u{305}', '\u{30D}', '\u{30E}', '\u{310}'];
        let expected =
            (0..2).flat_map(|row| (0..4).map(move |column| [number[row], number[column]]));
        assert_eq!(numbers, expected.collect::<Vec<_>>());
        assert!(placed.cells.iter().all(|cell| cell.chars().count() == 4));
    }
}
