//! Overlays: they lie over a screen and take the keys. Each owns its state and what keys and clicks do in it.
//!
//! A new one is a file here and one in `ui/overlay`, each named where its folder's modules are listed, and a row in the
//! list of overlays.

pub mod available;
pub mod bookmarks;
pub mod confirm;
pub mod contents;
pub mod help;
pub mod problems;
pub mod search;
pub mod settings;
pub mod sign_in;
pub mod structure;
pub mod sync;
pub mod text;

use super::frame::geometry::Area;
use super::shared::Shared;
use super::widget::input_line::InputLine;
use super::wish::Wish;
use crate::keymap::{Action, Layer};

/// The consequence of something that an overlay did.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub(super) enum Next {
    /// The overlay stays.
    Stay,
    /// It closes.
    Close,
    /// It stays, and something happens elsewhere.
    StayAnd(Wish),
    /// It closes, and something happens elsewhere.
    CloseAnd(Wish),
}

/// An overlay.
pub(super) trait Panel {
    /// The layers whose key bindings apply, the innermost first.
    fn layers(&self) -> Vec<Layer>;

    /// Does what a key or the footer asked for.
    fn act(&mut self, action: Action, shared: &mut Shared) -> Next;

    /// Where it is on a body, border included.
    fn area(&self, body: Area) -> Area {
        body.centred(84, body.height)
    }

    /// Where its rows are inside of its border; a line that is typed takes the first one.
    fn rows_inside(&self, inside: Area) -> Area {
        inside
    }

    /// Where its rows are.
    fn rows(&self, shared: &Shared) -> Area {
        self.rows_inside(self.area(shared.bands.body).inside_border())
    }

    /// True for an action that depends on an answer that is on its way: it waits for that.
    fn awaits(&self, _action: Action) -> bool {
        false
    }

    /// The line that is being typed into.
    fn input(&mut self) -> Option<&mut InputLine> {
        None
    }

    /// That line changed.
    fn typed(&mut self, _shared: &mut Shared) {}

    /// The line is accepted.
    fn accept_input(&mut self, _shared: &mut Shared) -> Next {
        Next::Stay
    }

    /// What accepting it does, in a word or two; none where it is only accepted.
    fn accepts(&self) -> Option<&'static str> {
        None
    }

    /// The line is given up.
    fn cancel_input(&mut self, _shared: &mut Shared) -> Next {
        Next::Close
    }

    /// A row was clicked.
    fn click(&mut self, _row: usize, _shared: &mut Shared) -> Next {
        Next::Stay
    }

    /// The wheel turned by some rows.
    fn scroll(&mut self, _rows: isize, _shared: &Shared) {}

    /// Fits what is shown into its area, after that or what it holds changed.
    fn fit(&mut self, _shared: &Shared) {}

    /// It closes: what only it waits for is no longer wanted.
    fn close(&mut self, _shared: &mut Shared) {}

    /// True where the lesson behind it can still be read.
    fn shows_lesson(&self) -> bool {
        false
    }
}

/// Draws one kind of overlay.
pub trait Draws<P> {
    /// Draws it.
    fn draw(&mut self, overlay: &P);
}

/// Makes the enum of all overlays, with a row for each.
macro_rules! overlays {
    ($($module:ident::$kind:ident,)*) => {
        /// An overlay of any kind.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Overlay {
            $(
                #[doc = concat!("See [`", stringify!($module), "`].")]
                $kind($module::$kind),
            )*
        }

        impl Overlay {
            pub(super) fn panel(&self) -> &dyn Panel {
                match self {
                    $(Overlay::$kind(panel) => panel,)*
                }
            }

            pub(super) fn panel_mut(&mut self) -> &mut dyn Panel {
                match self {
                    $(Overlay::$kind(panel) => panel,)*
                }
            }

            /// Has it drawn, whichever it is.
            pub fn draw_with<D>(&self, drawer: &mut D)
            where
                $(D: Draws<$module::$kind>,)*
            {
                match self {
                    $(Overlay::$kind(panel) => drawer.draw(panel),)*
                }
            }
        }
    };
}

overlays! {
    help::Help,
    text::Text,
    contents::Contents,
    search::CourseSearch,
    bookmarks::Bookmarks,
    settings::SettingsList,
    confirm::Confirm,
    sync::Sync,
    available::Available,
    sign_in::SignIn,
    problems::Problems,
    structure::Structure,
}

impl Overlay {
    /// Where it is, border included.
    pub fn area(&self, shared: &Shared) -> Area {
        self.panel().area(shared.bands.body)
    }

    /// Where its rows are.
    pub fn rows(&self, shared: &Shared) -> Area {
        self.panel().rows(shared)
    }
}
