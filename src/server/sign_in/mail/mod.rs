//! Sending mail, in the background: whoever asked for one learns nothing from how long it takes.

mod letter;
mod queue;
mod transport;

pub(super) use letter::{Announcement, CodeLetter};
pub use queue::Mail;
