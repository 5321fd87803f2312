//! The settings, in one table: the configuration, its flags and its description are made from it.

use super::Paths;
use super::load::Lookup;
use super::origin::{Described, Setting};
use super::value::{
    Address, Images, LogLevel, Measure, ReviewsPerDay, Spacing, ThemeName, WordsPerMinute,
};
use crate::domain::{Diagnostic, VaultKind};

macro_rules! settings {
    ($($(#[$doc:meta])+ $name:ident: $type:ty = $default:expr;)+) => {
        /// The settings that hold, each with where it came from.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Config { $($(#[$doc])+ pub $name: Setting<$type>),+ }

        /// The settings on the command line, as written; none where a flag is absent.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Flags { $($(#[$doc])+ pub $name: Option<String>),+ }

        impl Config {
            /// The settings' names in the file. An environment variable is `LYCEUM_` and the name in capitals.
            pub const KEYS: &'static [&'static str] = &[$(stringify!($name)),+];

            /// Every setting with its value and where that came from, in the order of the example file.
            pub fn describe(&self) -> Vec<Described> {
                vec![$(Described {
                    key: stringify!($name),
                    value: self.$name.value.to_string(),
                    source: self.$name.source.clone(),
                    ignored: self.$name.ignored.iter().map(ToString::to_string).collect(),
                }),+]
            }

            fn look_up(lookup: &mut Lookup<'_>, flags: &Flags) -> Config {
                Config { $($name: lookup.setting(stringify!($name), flags.$name.as_deref(), $default)),+ }
            }
        }
    };
}

settings! {
    /// The colours: a theme that comes with the program, or one in the folder `themes`.
    theme: ThemeName = ThemeName::default();
    /// How wide a lesson's text is set, in columns.
    measure: Measure = Measure::default();
    /// The space between the lines of a lesson's text.
    spacing: Spacing = Spacing::default();
    /// How fast the reader reads: what the counting of time goes by.
    words_per_minute: WordsPerMinute = WordsPerMinute::default();
    /// How many questions are reviewed a day at most.
    reviews_per_day: ReviewsPerDay = ReviewsPerDay::default();
    /// Whether the mouse is used.
    mouse: bool = true;
    /// Whether code is highlighted.
    highlight: bool = true;
    /// How images in lessons are shown.
    images: Images = Images::default();
    /// Whether there are colours at all; `NO_COLOR` in the environment says no.
    color: bool = true;
    /// The academy: `postgres://USER@HOST/DATABASE`, without a password; empty for none.
    url: Address = Address::default();
    /// For who runs an academy: its database, `postgres://LOGIN@HOST/DATABASE`, without a password.
    database_url: Address = Address::default();
    /// For who runs an academy: a replica of that database, which answers what needn't be new.
    database_replica: Address = Address::default();
    /// How much goes into the log file.
    log: LogLevel = LogLevel::default();
    /// Where credentials of a profile are kept that chose no place with `lyceum vault use`.
    vault: VaultKind = VaultKind::default();
}

impl Config {
    /// The settings from flags, environment, file and defaults, in this precedence. `environment` gives a
    /// variable's value; `file` is the text of [`Paths::config_file`], where there is one.
    ///
    /// # Errors
    /// Everything that is wrong in any of them, also where it is overridden.
    pub fn load(
        paths: &Paths,
        flags: &Flags,
        environment: &dyn Fn(&str) -> Option<String>,
        file: Option<&str>,
    ) -> Result<Config, Vec<Diagnostic>> {
        match Self::load_what_is_good(paths, flags, environment, file) {
            (config, problems) if problems.is_empty() => Ok(config),
            (_, problems) => Err(problems),
        }
    }

    /// As [`Config::load`], but what is wrong counts as not said, so that reading can go on; with everything
    /// that is wrong.
    pub fn load_what_is_good(
        paths: &Paths,
        flags: &Flags,
        environment: &dyn Fn(&str) -> Option<String>,
        file: Option<&str>,
    ) -> (Config, Vec<Diagnostic>) {
        let path = paths.config_file();
        let mut lookup = Lookup::new(&path, file.unwrap_or_default(), environment);
        let config = Self::look_up(&mut lookup, flags);
        (config, lookup.into_problems())
    }
}
