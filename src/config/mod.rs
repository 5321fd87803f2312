//! File, environment and flags become one `Config`; and where files live.

mod load;
mod origin;
mod paths;
mod profile;
mod settings;
mod value;

pub use origin::{Described, Setting, Source};
pub use paths::{NoHomeFolder, Paths};
pub use profile::{InvalidProfile, Profile};
pub use settings::{Config, Flags};
pub use value::{Images, InvalidThemeName, LogLevel, Measure, ThemeName, WordsPerMinute};
