//! xterm's 256 colours as red, green and blue.

use ratatui::style::Color;

use super::color::NAMED;
use super::oklab::Rgb;

/// xterm's sixteen colours. Terminals differ, but in their order of light and hue they agree.
pub(super) const SIXTEEN: [Rgb; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

/// The steps of a channel in xterm's cube of 216 colours.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The colour's red, green and blue; none where only the terminal knows.
pub(super) fn rgb_of(color: Color) -> Option<Rgb> {
    match color {
        Color::Rgb(r, g, b) => Some([r, g, b]),
        Color::Indexed(number) => Some(indexed(number)),
        Color::Reset => None,
        named => {
            let number = NAMED.iter().position(|(_, color)| *color == named)?;
            SIXTEEN.get(number).copied()
        }
    }
}

/// The colour of that number.
pub(super) fn indexed(number: u8) -> Rgb {
    let step = |n: u8| CUBE.get(usize::from(n % 6)).copied().unwrap_or_default();
    match number {
        0..16 => SIXTEEN
            .get(usize::from(number))
            .copied()
            .unwrap_or_default(),
        16..232 => {
            let cell = number - 16;
            [step(cell / 36), step(cell / 6), step(cell)]
        }
        232.. => [8 + 10 * (number - 232); 3],
    }
}
