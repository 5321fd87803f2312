//! The terminal guard, the event loop, and the drivers that carry out effects.

mod answers;
mod bundled;
pub mod clipboard;
pub mod clock;
mod driver;
mod event_loop;
pub mod graphics;
mod input;
mod last_lesson;
mod lessons;
mod open;
mod outside;
mod pictures;
mod placed;
mod session;
mod signals;
mod tasks;
pub mod terminal;
mod turn;
mod version;
mod watch;
mod writes;

pub use bundled::load_bundled;
pub use open::{OpenStore, open_for_reading, open_store};
pub use session::{RunError, Session, run};
pub use writes::record;
