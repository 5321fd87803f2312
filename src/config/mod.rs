//! Merges file, environment and flags into one `Config`; finds the program's files.

mod edit;
mod load;
mod origin;
mod paths;
mod profile;
mod settings;
mod value;

pub use edit::{EditError, write_setting};
pub use origin::{Described, Setting, Source};
pub use paths::{NoHome, Paths};
pub use profile::{InvalidProfile, Profile};
pub use settings::{Config, Flags};
pub use value::{
    Address, Images, InvalidThemeName, LogLevel, Measure, ReviewsPerDay, Spacing, ThemeName,
    WordsPerMinute,
};
