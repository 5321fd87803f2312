//! Operations on a profile, shared by the screen and the command line: opening it, bringing courses into it, and
//! learning. The rules are in `domain`, the tables in `store`.

mod courses;
mod learning;
mod open;
pub mod review;
mod scratch;
mod versions;

pub use courses::{bring_bundled, bundled_are_due, import, is_new_program};
pub use learning::{complete, join, keep, reopen};
pub use open::{OpenStore, Trouble, open_for_reading, open_store};
pub use scratch::Scratch;
pub use versions::{Versions, compare, is_another_course};
