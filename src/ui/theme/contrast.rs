//! How readable one colour is on another.

use ratatui::style::Color;

use super::oklab::{Rgb, linear};
use super::xterm::rgb_of;

/// The contrast of two colours by WCAG 2.2, 1 to 21; none for a colour that only the terminal knows.
pub fn contrast(one: Color, other: Color) -> Option<f32> {
    Some(ratio(luminance(rgb_of(one)?), luminance(rgb_of(other)?)))
}

/// The contrast of two amounts of light.
pub(super) fn ratio(one: f32, other: f32) -> f32 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The amount of light, 0 to 1.
pub(super) fn luminance(rgb: Rgb) -> f32 {
    let [r, g, b] = rgb.map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}
