//! Proves that each frame shows what a full redraw would, whatever a terminal thinks of widths.

use std::sync::Arc;

use proptest::prelude::*;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};

use super::emulator::{Emulator, Widths};
use super::screen::Screen;
use crate::domain::{grapheme_width, is_width_agreed};

const COLUMNS: u16 = 12;
const ROWS: u16 = 3;

const ALL: [Widths; 4] = [
    Widths::CodePoints,
    Widths::Clusters,
    Widths::Narrow,
    Widths::Wide,
];

const SIGNS: &[&str] = &[
    "a",
    "b",
    " ",
    "│",
    "漢",
    "❤️",
    "⚠️",
    "1️⃣",
    "👩‍👩‍👧",
    "👍🏽",
    "🇩🇪",
    "😀",
    "ខ្ញុំ",
    "ម្ម",
    "រៀ",
    "का",
    "न्दी",
    "প্রো",
    "ভা",
    "യാ",
    "e\u{301}",
    "မ",
    "\u{102C}",
    "مَ",
];

/// A screen and the terminal that it writes to.
struct Shown {
    screen: Screen<Vec<u8>>,
    terminal: Emulator,
}

impl Shown {
    fn new(widths: Widths) -> Self {
        Shown {
            screen: Screen::new(Vec::new()),
            terminal: Emulator::new(COLUMNS.into(), ROWS.into(), widths),
        }
    }

    fn show(&mut self, frame: &Buffer) -> usize {
        self.show_all(frame, &[], None)
    }

    /// How many bytes were written.
    fn show_all(
        &mut self,
        frame: &Buffer,
        addresses: &[Option<Arc<str>>],
        caret: Option<Position>,
    ) -> usize {
        self.screen.show(frame, addresses, caret).unwrap();
        let bytes = std::mem::take(self.screen.out_mut());
        self.terminal.write(&bytes);
        bytes.len()
    }
}

/// A frame of rows that each begin with these signs, of a colour each.
fn frame(rows: &[Vec<(&str, Color)>]) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, COLUMNS, ROWS));
    for (y, row) in (0..ROWS).zip(rows) {
        let mut x = 0;
        for (sign, color) in row {
            let width = u16::try_from(grapheme_width(sign)).unwrap();
            if x + width > COLUMNS {
                break;
            }
            let cell = buffer.cell_mut((x, y)).unwrap();
            cell.set_symbol(sign).set_style(Style::new().bg(*color));
            x += width;
        }
    }
    buffer
}

fn plain(rows: &[&[&'static str]]) -> Buffer {
    let plain = |row: &&[&'static str]| row.iter().map(|sign| (*sign, Color::Reset)).collect();
    frame(&rows.iter().map(plain).collect::<Vec<_>>())
}

fn rows() -> impl Strategy<Value = Vec<Vec<(&'static str, Color)>>> {
    let sign = proptest::sample::select(SIGNS);
    let color = proptest::sample::select(&[Color::Reset, Color::Reset, Color::Blue][..]);
    let row = proptest::collection::vec((sign, color), 0..12);
    proptest::collection::vec(row, usize::from(ROWS))
}

/// Frames one after another: other ones, or the same a row further.
fn frames() -> impl Strategy<Value = Vec<Buffer>> {
    let one = (rows(), any::<bool>());
    proptest::collection::vec(one, 1..6).prop_map(|steps| {
        let mut shown: Vec<Vec<(&str, Color)>> = Vec::new();
        let frames = steps.into_iter().map(|(rows, scrolls)| {
            if scrolls && !shown.is_empty() {
                shown.remove(0);
                shown.extend(rows.into_iter().take(1));
            } else {
                shown = rows;
            }
            frame(&shown)
        });
        frames.collect()
    })
}

/// The cells of each sign that is on a frame: its row, its first cell, its text.
fn signs(frame: &Buffer) -> Vec<(usize, usize, String)> {
    let mut signs = Vec::new();
    for y in 0..ROWS {
        let mut x = 0;
        while x < COLUMNS {
            let sign = frame.cell((x, y)).unwrap().symbol().to_owned();
            let width = u16::try_from(grapheme_width(&sign)).unwrap();
            signs.push((y.into(), x.into(), sign));
            x += width;
        }
    }
    signs
}

/// Whether a sign is in its cells whatever the others of its row are: in a phrase that takes fewer cells than others
/// think, text moves up.
fn keeps_its_cells(frame: &Buffer, row: usize, sign: &str, widths: Widths) -> bool {
    let is_as_measured = matches!(widths, Widths::CodePoints | Widths::Narrow);
    let is_letter = |s: &str| s.starts_with(char::is_alphabetic) && !is_width_agreed(s);
    let has_phrase = || {
        signs(frame)
            .iter()
            .any(|(y, _, s)| *y == row && is_letter(s))
    };
    is_width_agreed(sign) && (is_as_measured || sign == "│" || !has_phrase())
}

proptest! {
    #[test]
    fn what_is_shown_is_what_a_full_redraw_shows(
        frames in frames(),
        cursors in proptest::collection::vec(proptest::option::of((0..COLUMNS, 0..ROWS)), 6),
    ) {
        for widths in ALL {
            let mut shown = Shown::new(widths);
            for (frame, cursor) in frames.iter().zip(&cursors) {
                let cursor = cursor.map(|(x, y)| Position { x, y });
                shown.show_all(frame, &[], cursor);
                let mut fresh = Shown::new(widths);
                fresh.show_all(frame, &[], cursor);
                prop_assert_eq!(shown.terminal.shown(), fresh.terminal.shown(), "{:?}", widths);
            }
        }
    }

    #[test]
    fn text_is_whole_beside_signs_that_terminals_disagree_on(frames in frames()) {
        for widths in ALL {
            let mut shown = Shown::new(widths);
            for frame in &frames {
                shown.show(frame);
                let signs = signs(frame).into_iter();
                for (row, column, sign) in signs.filter(|(row, _, s)| keeps_its_cells(frame, *row, s, widths)) {
                    let cells = column..column + grapheme_width(&sign);
                    prop_assert_eq!(shown.terminal.text(row, cells), sign, "{:?}", widths);
                }
            }
        }
    }

    #[test]
    fn letters_of_several_code_points_lose_none(frames in frames()) {
        let mut shown = Shown::new(Widths::CodePoints);
        for frame in &frames {
            shown.show(frame);
            let is_letter = |c: char| c.is_alphabetic() && u32::from(c) < 0x1F000;
            for (row, column, sign) in signs(frame).into_iter().filter(|(.., s)| s.chars().all(|c| is_letter(c) || u32::from(c) < 0x2000)) {
                let cells = column..column + grapheme_width(&sign);
                let text = shown.terminal.text(row, cells);
                prop_assert_eq!(text.trim_end(), sign.trim_end());
            }
        }
    }
}

#[test]
fn letters_that_take_fewer_cells_leave_no_holes_in_their_line() {
    let frame = plain(&[&["का", "न्दी", " ", "का", "."], &["a", "│", "का", " ", "│"]]);
    let mut shown = Shown::new(Widths::Clusters);
    shown.show(&frame);
    let row = |shown: &Shown, y| shown.terminal.text(y, 0..COLUMNS.into());
    assert_eq!(row(&shown, 0).trim_end(), "कान्दी का.");
    assert_eq!(row(&shown, 1).trim_end(), "a│का  │");
    // What is typed has its cells, so that the cursor stands behind it.
    shown.show_all(&frame, &[], Some(Position::new(9, 0)));
    assert_eq!(shown.terminal.text(0, 8..9), ".");
    shown.show(&frame);
    assert_eq!(row(&shown, 0).trim_end(), "कान्दी का.");
}

#[test]
fn where_nothing_changed_nothing_is_written() {
    let mut shown = Shown::new(Widths::Clusters);
    let frame = plain(&[&["a", "❤️", "b"]]);
    assert!(shown.show(&frame) > 0);
    assert_eq!(shown.show(&frame), 0);
}

#[test]
fn of_a_row_that_terminals_agree_on_only_what_changed_is_written() {
    let mut shown = Shown::new(Widths::CodePoints);
    shown.show(&plain(&[&["a", "b", "漢", "c"]]));
    let bytes = shown.show(&plain(&[&["a", "b", "漢", "d"]]));
    assert!(bytes < 40, "{bytes} bytes");
}

#[test]
fn the_cursor_stands_where_text_is_typed_and_is_hidden_elsewhere() {
    let mut shown = Shown::new(Widths::CodePoints);
    let frame = plain(&[&["a", "b"]]);
    let caret = Some(Position::new(2, 0));
    shown.show_all(&frame, &[], caret);
    assert!(shown.terminal.shows_cursor);
    assert_eq!(shown.terminal.cursor(), (2, 0));
    shown.show_all(&plain(&[&["a", "b"], &["c"]]), &[], caret);
    assert!(shown.terminal.shows_cursor);
    assert_eq!(shown.terminal.cursor(), (2, 0));
    shown.show_all(&frame, &[], None);
    assert!(!shown.terminal.shows_cursor);
}

#[test]
fn an_address_is_behind_its_cells_alone_and_goes_with_them() {
    let mut shown = Shown::new(Widths::CodePoints);
    let frame = plain(&[&["a", "b", "c"]]);
    let cells = usize::from(COLUMNS * ROWS);
    let mut addresses = vec![None; cells];
    addresses[1] = Some(Arc::from("https://b.example/"));
    shown.show_all(&frame, &addresses, None);
    let looks = |shown: &Shown| -> Vec<String> {
        let row = shown.terminal.shown().swap_remove(0);
        row.into_iter().take(3).map(|(_, look)| look).collect()
    };
    assert_eq!(looks(&shown), ["", "https://b.example/", ""]);
    shown.show_all(&frame, &vec![None; cells], None);
    assert_eq!(looks(&shown), ["", "", ""]);
}

#[test]
fn nothing_that_is_shown_is_a_command() {
    let mut shown = Shown::new(Widths::CodePoints);
    shown.show(&plain(&[&["a\x1b[2Jb", "\u{9b}c", "\r"]]));
}

#[test]
fn pixels_are_left_alone_until_something_is_drawn_over_them() {
    let mut screen = Screen::new(Vec::new());
    let mut frame = plain(&[&["❤️", "a"]]);
    let pixels = "\x1bPpixels\x1b\\";
    let width = CellDiffOption::ForcedWidth(1.try_into().unwrap());
    let cell = frame.cell_mut((4, 0)).unwrap();
    cell.set_symbol(pixels).set_diff_option(width);
    frame
        .cell_mut((5, 0))
        .unwrap()
        .set_diff_option(CellDiffOption::Skip);
    let mut written = |frame: &Buffer| {
        screen.show(frame, &[], None).unwrap();
        String::from_utf8(std::mem::take(screen.out_mut())).unwrap()
    };
    assert!(written(&frame).contains(pixels));
    // The row is written whole, but for what is under pixels.
    frame.cell_mut((2, 0)).unwrap().set_symbol("b");
    let bytes = written(&frame);
    assert!(bytes.contains('❤') && !bytes.contains(pixels), "{bytes:?}");
    let bare = written(&plain(&[&["❤️", "b"]]));
    assert!(bare.ends_with("b         \x1b[?2026l"), "{bare:?}");
}
