//! The style of the text that is written next: colours, attributes and web address, sent only where they change.

use std::sync::Arc;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The SGR parameter of each attribute (ECMA-48).
const ATTRIBUTES: [(Modifier, &str); 9] = [
    (Modifier::BOLD, ";1"),
    (Modifier::DIM, ";2"),
    (Modifier::ITALIC, ";3"),
    (Modifier::UNDERLINED, ";4"),
    (Modifier::SLOW_BLINK, ";5"),
    (Modifier::RAPID_BLINK, ";6"),
    (Modifier::REVERSED, ";7"),
    (Modifier::HIDDEN, ";8"),
    (Modifier::CROSSED_OUT, ";9"),
];

/// A look, as cells have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Look {
    fg: Color,
    bg: Color,
    underline: Color,
    modifier: Modifier,
}

impl Look {
    fn of(cell: &Cell) -> Look {
        Look {
            fg: cell.fg,
            bg: cell.bg,
            underline: cell.underline_color,
            modifier: cell.modifier,
        }
    }
}

/// The look that the terminal was told last.
#[derive(Debug, Default)]
pub(super) struct Pen {
    look: Look,
    address: Option<Arc<str>>,
}

impl Pen {
    /// Takes the look of a cell, and the address that it leads to.
    pub(super) fn take(&mut self, cell: &Cell, address: Option<&Arc<str>>, bytes: &mut String) {
        let look = Look::of(cell);
        if look != self.look {
            write_look(look, bytes);
            self.look = look;
        }
        if address != self.address.as_ref() {
            write_address(address.map_or("", |address| address), bytes);
            self.address = address.cloned();
        }
    }

    /// Takes the terminal's own look again.
    pub(super) fn put_down(&mut self, bytes: &mut String) {
        self.take(&Cell::EMPTY, None, bytes);
    }
}

fn write_look(look: Look, bytes: &mut String) {
    bytes.push_str("\x1b[0");
    for (modifier, code) in ATTRIBUTES {
        if look.modifier.contains(modifier) {
            bytes.push_str(code);
        }
    }
    write_color(look.fg, 30, bytes);
    write_color(look.bg, 40, bytes);
    write_color(look.underline, 50, bytes);
    bytes.push('m');
}

/// A colour of the foreground (30), the background (40) or an underline (50, which has no short form).
fn write_color(color: Color, base: u8, bytes: &mut String) {
    let full = base + 8;
    let mut write = |parameters: &[u8]| {
        for parameter in parameters {
            bytes.push(';');
            push_number(bytes, (*parameter).into());
        }
    };
    match (color, short(color)) {
        (Color::Reset, _) => {}
        (Color::Rgb(r, g, b), _) => write(&[full, 2, r, g, b]),
        (Color::Indexed(index), _) => write(&[full, 5, index]),
        (_, index) if base == 50 => write(&[full, 5, index]),
        (_, index @ 0..8) => write(&[base + index]),
        (_, index) => write(&[base + 60 + index - 8]),
    }
}

/// Writes a number in decimal digits: thousands of times a frame, where `write!` would take most of its time.
pub(super) fn push_number(bytes: &mut String, number: u16) {
    if number >= 10 {
        push_number(bytes, number / 10);
    }
    bytes.extend(char::from_digit((number % 10).into(), 10));
}

/// The number of one of the sixteen colours.
fn short(color: Color) -> u8 {
    match color {
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) | Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    }
}

/// A hyperlink begins, or ends where there is no address (OSC 8). The address is its name as well: what stands on two
/// lines is lit as one.
fn write_address(address: &str, bytes: &mut String) {
    for part in ["\x1b]8;;", address, "\x1b\\"] {
        bytes.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn told(style: Style) -> String {
        let mut cell = Cell::EMPTY;
        cell.set_style(style);
        let mut bytes = String::new();
        Pen::default().take(&cell, None, &mut bytes);
        bytes
    }

    #[test]
    fn a_look_is_said_in_one_sequence() {
        let style = Style::new().bold().fg(Color::Rgb(1, 2, 3)).bg(Color::White);
        assert_eq!(told(style), "\x1b[0;1;38;2;1;2;3;107m");
        let style = Style::new().fg(Color::Red).bg(Color::Indexed(9));
        assert_eq!(told(style), "\x1b[0;31;48;5;9m");
        let style = Style::new().underlined().underline_color(Color::LightRed);
        assert_eq!(told(style), "\x1b[0;4;58;5;9m");
        assert_eq!(told(Style::new()), "");
    }

    #[test]
    fn a_pen_that_is_put_down_leaves_neither_colour_nor_link() {
        let mut cell = Cell::EMPTY;
        cell.set_style(Style::new().fg(Color::Red));
        let (mut pen, mut bytes) = (Pen::default(), String::new());
        pen.take(&cell, Some(&"https://a.example/".into()), &mut bytes);
        assert_eq!(bytes, "\x1b[0;31m\x1b]8;;https://a.example/\x1b\\");
        bytes.clear();
        pen.put_down(&mut bytes);
        assert_eq!(bytes, "\x1b[0m\x1b]8;;\x1b\\");
        bytes.clear();
        pen.put_down(&mut bytes);
        assert_eq!(bytes, "");
    }
}
