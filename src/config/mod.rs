//! File, environment and flags become one `Config`; and where files live.

mod load;
mod paths;
mod profile;
mod setting;
mod settings;
mod value;

pub use paths::{NoHome, Paths};
pub use profile::{InvalidProfile, Profile};
pub use setting::{Described, Setting, Source};
pub use settings::{Config, Flags};
pub use value::{Images, InvalidThemeName, LogLevel, Measure, ThemeName, WordsPerMinute};
