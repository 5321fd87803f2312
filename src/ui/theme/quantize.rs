//! The nearest colours that a terminal has. Done once, when a theme is loaded.

use ratatui::style::{Color, Modifier, Style};

use super::color::NAMED;
use super::contrast::{luminance, ratio};
use super::depth::ColorDepth;
use super::names::Piece;
use super::names::Slot::{self, Lesson, Screen};
use super::oklab::{Oklab, Rgb};
use super::xterm::{SIXTEEN, indexed, rgb_of};
use crate::lesson::Role;

/// What text stands on, as light, 0 to 1: as the theme says it and as the terminal will show it.
#[derive(Debug, Clone, Copy)]
struct Ground {
    written: f32,
    shown: f32,
}

/// A colour that the terminal has.
#[derive(Debug)]
struct Candidate {
    color: Color,
    look: Oklab,
    light: f32,
}

/// Turns a theme's colours into those of a terminal.
#[derive(Debug)]
pub(super) struct Quantizer {
    depth: ColorDepth,
    candidates: Vec<Candidate>,
    /// What lesson text stands on.
    pages: Vec<Ground>,
    /// What other text stands on.
    pages_and_rows: Vec<Ground>,
}

impl Quantizer {
    /// For a terminal of that depth; `background` gives what a piece of the theme's screen is filled with.
    pub(super) fn new(depth: ColorDepth, background: impl Fn(Piece) -> Option<Color>) -> Self {
        let mut quantizer = Self {
            depth,
            candidates: candidates(depth),
            pages: Vec::new(),
            pages_and_rows: Vec::new(),
        };
        let on = |piece| {
            let written = background(piece)?;
            ground(written, quantizer.nearest(written, &[]))
        };
        let pages: Vec<Ground> = [on(Piece::Background), on(Piece::Popup)]
            .into_iter()
            .flatten()
            .collect();
        let row = on(Piece::Selected).filter(|_| depth != ColorDepth::Ansi16);
        quantizer.pages_and_rows = pages.iter().copied().chain(row).collect();
        quantizer.pages = pages;
        quantizer
    }

    /// The style in the terminal's colours. It is as readable as it was, as far as the colours allow.
    pub(super) fn style(&self, style: Style, slot: Slot) -> Style {
        match (self.depth, slot, style.bg) {
            (ColorDepth::None, _, _) => without_color(style, slot),
            // No two of sixteen colours are close enough for a row that only stands out, or for what was found beside
            // the one that one is at.
            (ColorDepth::Ansi16, Screen(Piece::Selected | Piece::Match), Some(Color::Rgb(..))) => {
                without_color(style, slot)
            }
            (_, Screen(_), _) => self.colored(style, &self.pages_and_rows),
            (_, Lesson(_), _) => self.colored(style, &self.pages),
        }
    }

    fn colored(&self, style: Style, on: &[Ground]) -> Style {
        let bg = style.bg.map(|color| self.nearest(color, &[]));
        let own = style
            .bg
            .zip(bg)
            .map(|(written, shown)| ground(written, shown));
        let fg = style.fg.map(|color| match own {
            Some(own) => self.nearest(color, own.as_slice()),
            None => self.nearest(color, on),
        });
        Style { fg, bg, ..style }
    }

    /// The candidate that looks most like the colour among those that are as readable on the grounds as it is,
    /// up to what is readable enough; where none is, the one that looks most like it.
    fn nearest(&self, color: Color, on: &[Ground]) -> Color {
        let rgb = match (self.depth, color) {
            (ColorDepth::Ansi16 | ColorDepth::Ansi256, Color::Rgb(r, g, b)) => [r, g, b],
            (ColorDepth::Ansi16, Color::Indexed(number @ 16..)) => indexed(number),
            _ => return color,
        };
        let (look, light) = (look(rgb, self.depth), luminance(rgb));
        let readable = |candidate: &&Candidate| {
            on.iter().all(|ground| {
                let had = ratio(light, ground.written);
                ratio(candidate.light, ground.shown) >= had.min(readable(self.depth))
            })
        };
        let closest = |one: &&Candidate, other: &&Candidate| {
            let (one, other) = (look.distance(one.look), look.distance(other.look));
            one.total_cmp(&other)
        };
        let found = self.candidates.iter().filter(readable).min_by(closest);
        let found = found.or_else(|| self.candidates.iter().min_by(closest));
        found.map_or(color, |candidate| candidate.color)
    }
}

/// The contrast that text keeps, where it had it: WCAG's for text, and for large text among sixteen colours.
fn readable(depth: ColorDepth) -> f32 {
    match depth {
        ColorDepth::Ansi16 => 3.0,
        _ => 4.5,
    }
}

fn candidates(depth: ColorDepth) -> Vec<Candidate> {
    let candidate = |(color, rgb)| Candidate {
        color,
        look: look(rgb, depth),
        light: luminance(rgb),
    };
    let named = NAMED.iter().map(|(_, color)| *color).zip(SIXTEEN);
    // The first sixteen of the 256 are the user's own: nobody knows how they look.
    let numbered = (16..=255).map(|number| (Color::Indexed(number), indexed(number)));
    match depth {
        ColorDepth::Ansi16 => named.map(candidate).collect(),
        ColorDepth::Ansi256 => numbered.map(candidate).collect(),
        ColorDepth::None | ColorDepth::True => Vec::new(),
    }
}

/// How a colour looks. The fewer colours there are, the more its hue counts and the less its exact shade.
fn look(rgb: Rgb, depth: ColorDepth) -> Oklab {
    const HUE_OF_256: f32 = 1.6;
    let exact = Oklab::from_rgb(rgb);
    match depth {
        ColorDepth::Ansi16 => exact.named(),
        ColorDepth::Ansi256 => exact.with_hue(HUE_OF_256),
        ColorDepth::None | ColorDepth::True => exact,
    }
}

fn ground(written: Color, shown: Color) -> Option<Ground> {
    Some(Ground {
        written: luminance(rgb_of(written)?),
        shown: luminance(rgb_of(shown)?),
    })
}

/// What was told apart by colour alone is told apart by an attribute.
fn without_color(style: Style, slot: Slot) -> Style {
    let plain = Style {
        fg: None,
        bg: None,
        underline_color: None,
        ..style
    };
    use Modifier as M;
    let told = match slot {
        Screen(Piece::Selected | Piece::Hint) | Lesson(Role::Marked) => M::REVERSED,
        // A match may stand in a link, and in marked text: neither looks like this.
        Screen(Piece::Match) => M::REVERSED.union(M::UNDERLINED),
        Screen(Piece::MatchCurrent) => M::REVERSED.union(M::BOLD),
        Lesson(Role::Link) => M::UNDERLINED,
        Screen(Piece::BorderFocused | Piece::TitleFocused | Piece::FooterKey)
        | Lesson(Role::Heading1 | Role::Heading2 | Role::Heading3 | Role::Code) => M::BOLD,
        Screen(
            Piece::Dim | Piece::Border | Piece::BarEmpty | Piece::ScrollTrack | Piece::Paused,
        )
        | Lesson(Role::Dim | Role::Rule | Role::TableBorder | Role::CodeCaption) => M::DIM,
        _ => M::empty(),
    };
    plain.add_modifier(told)
}

/// The nearest to a pixel of an image: quick, because a picture has thousands.
pub(super) fn pixel(depth: ColorDepth, rgb: Rgb) -> Color {
    let [r, g, b] = rgb;
    if depth == ColorDepth::True {
        return Color::Rgb(r, g, b);
    }
    let distance = |number: u8| {
        let channels = indexed(number).into_iter().zip(rgb);
        channels
            .map(|(there, here)| u32::from(there.abs_diff(here)).pow(2))
            .sum::<u32>()
    };
    let step = |channel: u8| match channel {
        0..48 => 0,
        48..115 => 1,
        _ => (channel - 35) / 40,
    };
    let in_cube = 16 + 36 * step(r) + 6 * step(g) + step(b);
    let light = (u16::from(r) + u16::from(g) + u16::from(b)) / 3;
    let steps = u8::try_from(light.saturating_sub(3) / 10).unwrap_or(23);
    let in_greys = 232 + steps.min(23);
    Color::Indexed(if distance(in_greys) < distance(in_cube) {
        in_greys
    } else {
        in_cube
    })
}
