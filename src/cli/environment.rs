//! The environment of every command: paths and configuration.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Args;
use super::output::Failure;
use crate::config::{Config, NoHome, Paths, Setting, Source};
use crate::domain::{Diagnostic, Location};
use crate::keymap::Keymap;
use crate::profile::{OpenStore, open_for_reading, open_store};
use crate::runtime::clock::moment;
use crate::runtime::{LoadTheme, load_bundled};
use crate::secrets::{Credentials, VaultError};
use crate::store::Store;
use crate::sync::{AcademyUrl, InvalidAcademyUrl};
use crate::ui::theme::{BUILT_IN, ColorDepth, Theme};

/// Paths, and the settings that are valid.
pub(super) struct Environment {
    pub(super) paths: Paths,
    pub(super) config: Config,
    /// The mistakes in the configuration.
    pub(super) problems: Vec<Diagnostic>,
}

impl Environment {
    pub(super) fn new(args: &Args) -> Result<Self, Failure> {
        let home = std::env::var_os("LYCEUM_HOME").map(PathBuf::from);
        let profile = args.profile.clone().unwrap_or_default();
        let paths = Paths::find(home.as_deref(), profile).map_err(|error| match error {
            NoHome::Unknown => Failure::other(error),
            NoHome::Relative { .. } => Failure::usage(error.to_string()),
        })?;
        let (text, mut problems) = match read(&paths.config_file()) {
            Ok(text) => (text, Vec::new()),
            Err(problem) => (None, vec![problem]),
        };
        let flags = args.settings.flags();
        let (config, found) = Config::load_what_is_good(&paths, &flags, &variable, text.as_deref());
        problems.extend(found);
        let wrong_flags: Vec<String> = problems
            .iter()
            .filter(|problem| matches!(problem.place, Location::Flag(_)))
            .map(ToString::to_string)
            .collect();
        if !wrong_flags.is_empty() {
            return Err(Failure::usage(wrong_flags.join("\n")));
        }
        Ok(Self {
            paths,
            config,
            problems,
        })
    }

    /// The keys, with the user's own as far as those are right; and what is wrong with them.
    pub(super) fn keymap(&self) -> (Keymap, Vec<Diagnostic>) {
        let path = self.paths.keymap_file();
        match read(&path) {
            Ok(None) => (Keymap::default_keymap(), Vec::new()),
            Ok(Some(text)) => Keymap::with_overrides(&text, &path),
            Err(problem) => (Keymap::default_keymap(), vec![problem]),
        }
    }

    /// The theme, or lamplight with what is wrong with the one that was chosen.
    pub(super) fn theme(&self) -> (Theme, Vec<Diagnostic>) {
        let depth = self.color_depth();
        let own = own_theme(self.paths.themes_dir());
        let Setting { value, source, .. } = &self.config.theme;
        match Theme::load(value.as_str(), source.place().as_ref(), &own, depth) {
            Ok(theme) => (theme, Vec::new()),
            Err(problems) => (Theme::lamplight(depth), problems),
        }
    }

    pub(super) fn color_depth(&self) -> ColorDepth {
        if self.config.color.value {
            // Whether there are colours at all is a setting already: NO_COLOR is one of its sources.
            ColorDepth::detect(&|name| variable(name).filter(|_| name != "NO_COLOR"))
        } else {
            ColorDepth::None
        }
    }

    /// Reads the theme of a name; lamplight where that can't be used.
    pub(super) fn load_theme(&self) -> LoadTheme {
        let depth = self.color_depth();
        let own = own_theme(self.paths.themes_dir());
        Arc::new(move |name| {
            let theme = Theme::load(name, None, &own, depth);
            theme.unwrap_or_else(|_| Theme::lamplight(depth))
        })
    }

    /// The names of all themes: those that come with the program, then the user's own.
    pub(super) fn theme_names(&self) -> Vec<String> {
        let built_in = BUILT_IN.iter().map(|(name, _)| (*name).to_owned());
        let mut names: Vec<String> = built_in.collect();
        let files = fs::read_dir(self.paths.themes_dir());
        let files = files.into_iter().flatten().flatten();
        let mut own: Vec<String> = files
            .filter_map(|file| {
                let name = file.file_name().into_string().ok()?;
                Some(name.strip_suffix(".toml")?.to_owned())
            })
            .filter(|name| !names.contains(name))
            .collect();
        own.sort();
        names.extend(own);
        names
    }

    /// The academy that the settings name; none where they name none.
    pub(super) fn academy(&self) -> Result<Option<AcademyUrl>, InvalidAcademyUrl> {
        let url = self.config.url.value.get();
        url.map(str::parse).transpose()
    }

    /// The profile's credentials, in the places that were chosen; a flag or a variable goes before that.
    pub(super) fn credentials(&self) -> Result<Credentials, VaultError> {
        let Setting { value, source, .. } = &self.config.vault;
        let folder = self.paths.profile_dir();
        let credentials = Credentials::of_profile(&folder, &self.profile_here(), *value)?;
        Ok(match source {
            Source::Flag(_) | Source::Variable(_) => credentials.only_in(*value),
            Source::Line(_) | Source::Default => credentials,
        })
    }

    /// The profile among all those of the user: the same name below another `LYCEUM_HOME` is another profile, and
    /// there is one keyring for all.
    fn profile_here(&self) -> String {
        let name = self.paths.profile();
        match variable("LYCEUM_HOME").filter(|home| !home.is_empty()) {
            Some(home) => format!("{name} in {home}"),
            None => name.to_string(),
        }
    }

    /// The learner's store for a command that only looks; a copy of it where it can't be written.
    pub(super) async fn store_for_reading(&self) -> Result<OpenStore, Failure> {
        let opened = open_for_reading(&self.paths.database(), moment().at).await?;
        load_bundled(&opened.store).await?;
        Ok(opened)
    }

    /// The learner's store, with the bundled courses in it.
    pub(super) async fn store(&self) -> Result<Store, Failure> {
        let database = self.paths.database();
        let opened = open_store(&database, moment().at).await?;
        let OpenStore { store, trouble, .. } = opened;
        if let Some(trouble) = trouble {
            tracing::warn!("{}", trouble.summary);
        }
        load_bundled(&store).await?;
        Ok(store)
    }
}

/// Path and text of a theme in the user's folder.
fn own_theme(folder: PathBuf) -> impl Fn(&str) -> Option<(PathBuf, String)> + Send + Sync {
    move |name| {
        let path = folder.join(format!("{name}.toml"));
        let text = read(&path).ok()??;
        Some((path, text))
    }
}

/// Whether stdout goes to a terminal that shows text alone: it can't place the cursor, nor colour anything. Emacs'
/// shells say so, and serial lines where nobody says what is at their end.
pub(super) fn is_dumb_terminal() -> bool {
    let term = variable("TERM").unwrap_or_default();
    cfg!(unix) && matches!(&*term, "" | "dumb" | "unknown")
}

/// An environment variable, where it is set to text.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// A file's text; none where there is no such file.
fn read(path: &Path) -> Result<Option<String>, Diagnostic> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Diagnostic::new(
            Location::File(path.to_owned()),
            format!("can't be read: {error}"),
        )),
    }
}
