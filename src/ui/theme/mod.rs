//! Themes: what every part of the screen and every meaning of lesson text looks like.
//!
//! A theme is TOML: raw as it was written, with a parent that it extends; resolved once, when it is loaded,
//! into a [`Theme`] for the colours that the terminal has.

mod builtin;
mod color;
mod contrast;
mod depth;
mod load;
mod merge;
mod names;
mod oklab;
mod quantize;
mod raw;
mod xterm;

use ratatui::style::{Color, Modifier, Style};

use crate::lesson::{Role, TextStyle};

pub use builtin::BUILT_IN;
pub use contrast::contrast;
pub use depth::ColorDepth;
pub use names::{Piece, ROLES};

/// A theme as the screen is drawn with it.
///
/// A style says only what the theme says: where there is no background, the one below shows through. Fill the
/// screen with [`Piece::Background`] first, a row with [`Piece::Selected`], and set text over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    name: String,
    depth: ColorDepth,
    /// By piece.
    screen: Vec<Style>,
    /// By role.
    lesson: Vec<Style>,
}

impl Theme {
    /// The theme's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The colours that it was made for.
    pub fn depth(&self) -> ColorDepth {
        self.depth
    }

    /// How a part of the screen looks.
    pub fn style(&self, piece: Piece) -> Style {
        self.screen.get(piece as usize).copied().unwrap_or_default()
    }

    /// How a part of the screen looks inside of the selected row.
    ///
    /// Where the row is shown reversed, a colour would become a background: there the text takes the row's own
    /// look, and a bar is shown unreversed, or its full part would look empty.
    pub fn on_selected(&self, piece: Piece) -> Style {
        let row = self.style(Piece::Selected);
        let style = self.style(piece);
        match piece {
            _ if !row.add_modifier.contains(Modifier::REVERSED) => style,
            Piece::BarFull | Piece::BarEmpty => style.remove_modifier(Modifier::REVERSED),
            _ => Style { fg: None, ..style },
        }
    }

    /// The nearest that the terminal has to a pixel of an image.
    pub fn pixel(&self, rgb: [u8; 3]) -> Color {
        quantize::pixel(self.depth, rgb)
    }

    /// How lesson text of that meaning looks.
    pub fn text(&self, text: TextStyle) -> Style {
        let emphasis = [
            (text.strong, Modifier::BOLD),
            (text.emphasis, Modifier::ITALIC),
            (text.struck, Modifier::CROSSED_OUT),
            (text.underlined, Modifier::UNDERLINED),
        ];
        emphasis
            .into_iter()
            .filter(|(set, _)| *set)
            .fold(self.role(text.role), |style, (_, modifier)| {
                style.add_modifier(modifier)
            })
    }

    fn role(&self, role: Role) -> Style {
        self.lesson.get(role as usize).copied().unwrap_or_default()
    }
}
