//! The model and the pure update: a message in, effects out. No terminal, no async, no disk.

pub mod bookmark;
mod direction;
pub mod effect;
pub mod frame;
pub mod image;
pub mod lesson_ref;
pub mod model;
pub mod msg;
pub mod overlay;
mod pane;
mod preferences;
pub mod preview;
pub mod request;
pub mod screen;
pub mod settings;
pub mod shared;
pub mod study;
pub mod sync;
pub mod typed_secret;
pub mod widget;
mod wish;

pub use bookmark::Bookmark;
pub use direction::Direction;
pub use effect::{CopiedTo, Effect, FilePlace};
pub use frame::geometry::Size;
pub use frame::notices::{Level, Notice};
pub use lesson_ref::LessonRef;
pub use model::{Model, update};
pub use msg::{Env, Gesture, Mouse, Msg};
pub use overlay::Overlay;
pub use pane::Pane;
pub use preferences::{Preferences, Sort};
pub use preview::Preview;
pub use settings::{Settings, Start};
pub use shared::Shared;
