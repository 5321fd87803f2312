//! The terminal guard, the event loop, and the drivers that carry out effects.

mod bundled;
pub mod clipboard;
pub mod clock;
mod device_name;
mod driver;
mod editor;
mod event_loop;
mod failure;
pub mod graphics;
mod images;
mod input;
mod outside;
mod preview;
mod session;
mod signals;
mod sync;
mod tasks;
pub mod terminal;
mod theme;
mod version;
mod watch;
mod work;

pub use bundled::load_bundled;
pub use device_name::device_name;
pub use driver::{Files, Shelf};
pub use preview::PreviewedFolder;
pub use session::{RunError, Session, run};
pub use sync::Academy;
pub use theme::LoadTheme;
