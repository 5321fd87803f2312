//! Actions, keys and layers: one table makes the parser, the help, the footer and the documentation.
//!
//! A key press is looked up in the layers that are active, innermost first, and gives an [`Action`]. Which
//! key means what is data: `assets/keymap.toml`, and over it the user's own file in the same format.

mod action;
mod docs_page;
mod file;
mod footer_keys;
mod key;
mod layer;
mod listing;
mod map;
mod overrides;
mod pretty;
mod resolve;
mod sequence;
pub mod toml_text;

pub use action::{ACTIONS, Action, ActionInfo, Group};
pub use docs_page::markdown;
pub use footer_keys::FooterKey;
pub use key::{Key, KeyCode, UnknownKey};
pub use layer::Layer;
pub use listing::{Binding, BindingGroup};
pub use map::Keymap;
pub use resolve::Resolution;
pub use sequence::KeySequence;
