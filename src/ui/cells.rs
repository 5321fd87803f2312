//! Text on cells, as wide as we count it: ratatui gives some letters of several code points less room than terminals
//! take for them.

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::text::Line;
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::grapheme_width;

/// Puts a line on a row, from a cell on, cut at `width`. What a wide sign covers looks as the sign does.
pub(super) fn set_line(buffer: &mut Buffer, x: u16, y: u16, line: &Line<'_>, width: u16) {
    let end = x.saturating_add(width).min(buffer.area.right());
    let mut x = x;
    for span in &line.spans {
        let style = line.style.patch(span.style);
        for grapheme in span.content.graphemes(true) {
            let width = u16::try_from(grapheme_width(grapheme)).unwrap_or(u16::MAX);
            if width == 0 || grapheme.contains(char::is_control) {
                continue;
            }
            if end.saturating_sub(x) < width {
                return;
            }
            for (index, column) in (x..x + width).enumerate() {
                let Some(cell) = buffer.cell_mut((column, y)) else {
                    return;
                };
                if index > 0 {
                    cell.reset();
                }
                let sign = if index == 0 { grapheme } else { " " };
                cell.set_symbol(sign)
                    .set_style(style)
                    .set_diff_option(CellDiffOption::None);
            }
            x += width;
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    use super::*;

    fn set(text: &str, width: u16) -> Vec<String> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        let line = Line::styled(text, Style::new().bg(Color::Blue));
        set_line(&mut buffer, 0, 0, &line, width);
        let blue = buffer.content.iter().filter(|cell| cell.bg == Color::Blue);
        blue.map(|cell| cell.symbol().to_owned()).collect()
    }

    #[test]
    fn letters_have_the_cells_that_terminals_take_in_the_colours_of_the_sign() {
        assert_eq!(set("ម្មa", 8), ["ម្ម", " ", "a"]);
        assert_eq!(set("ভা❤️漢", 8), ["ভা", " ", "❤️", " ", "漢", " "]);
        assert_eq!(set("e\u{301}x\u{200b}", 8), ["e\u{301}", "x"]);
    }

    #[test]
    fn what_has_no_room_is_left_out_as_a_whole() {
        assert_eq!(set("ab漢c", 3), ["a", "b"]);
        assert_eq!(set("abcdefg漢", 20), ["a", "b", "c", "d", "e", "f", "g"]);
    }
}
