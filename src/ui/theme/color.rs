//! Colours as a theme writes them: `#rrggbb`, a name of the terminal's sixteen, a number of its 256.

use ratatui::style::Color;

/// The terminal's own sixteen colours in the order of their numbers, and `default` for what it has without any.
pub(super) const NAMED: [(&str, Color); 17] = [
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
    ("default", Color::Reset),
];

/// The fault of a colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BadColor {
    /// It begins as a hexadecimal colour and isn't one.
    Hex,
    /// It is a number, and none from 0 to 255.
    Number,
    /// No colour has that name.
    Unknown,
}

/// The colour that the text means by itself, without a palette.
pub(super) fn literal(text: &str) -> Result<Color, BadColor> {
    if let Some(hex) = text.strip_prefix('#') {
        return rgb(hex).ok_or(BadColor::Hex);
    }
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        let number = text.parse().map_err(|_| BadColor::Number)?;
        return Ok(Color::Indexed(number));
    }
    let named = NAMED.iter().find(|(name, _)| *name == text);
    named.map(|(_, color)| *color).ok_or(BadColor::Unknown)
}

fn rgb(hex: &str) -> Option<Color> {
    let digits = hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit());
    let number = u32::from_str_radix(hex, 16).ok()?;
    digits.then(|| Color::from_u32(number))
}
