//! Paths of the program's files. Nothing here touches a file.

use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

use super::profile::Profile;

/// The folders of configuration, data and state, and what lies in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    config: PathBuf,
    data: PathBuf,
    state: PathBuf,
    profile: Profile,
}

/// Why there is no place for files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoHome {
    /// The platform names no home folder.
    #[error("there is no home folder to keep files in: set LYCEUM_HOME to a folder for them")]
    Unknown,
    /// A relative path names another folder, and so another store, wherever the program is started.
    #[error(
        "{variable} is `{}`, a relative path: write an absolute one, beginning with `/`",
        .path.display()
    )]
    Relative {
        /// The variable that names it.
        variable: &'static str,
        /// Its value.
        path: PathBuf,
    },
}

impl Paths {
    /// The places for a profile: all below `home` where it is given (the variable `LYCEUM_HOME`), otherwise
    /// where the platform keeps such files. A `~` that no shell replaced is the user's home folder.
    ///
    /// # Errors
    /// When neither is known, or one of them is relative.
    pub fn find(home: Option<&Path>, profile: Profile) -> Result<Paths, NoHome> {
        match home.filter(|home| !home.as_os_str().is_empty()) {
            Some(home) => Ok(Self::below(&whole(home)?, profile)),
            None => Self::of_platform(profile),
        }
    }

    /// The places for a profile below one folder.
    pub fn below(home: &Path, profile: Profile) -> Paths {
        Paths {
            config: home.join("config"),
            data: home.join("data"),
            state: home.join("state"),
            profile,
        }
    }

    fn of_platform(profile: Profile) -> Result<Paths, NoHome> {
        let user = BaseDirs::new().ok_or(NoHome::Unknown)?;
        is_whole("HOME", user.home_dir())?;
        let folders = ProjectDirs::from("", "", "lyceum").ok_or(NoHome::Unknown)?;
        let state = folders.state_dir().unwrap_or(folders.data_local_dir());
        Ok(Paths {
            config: folders.config_dir().to_owned(),
            data: folders.data_dir().to_owned(),
            state: state.to_owned(),
            profile,
        })
    }

    /// The profile.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The folder of what the user writes.
    pub fn config_dir(&self) -> &Path {
        &self.config
    }

    /// The settings.
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// The user's keys.
    pub fn keymap_file(&self) -> PathBuf {
        self.config.join("keymap.toml")
    }

    /// The folder of the user's themes.
    pub fn themes_dir(&self) -> PathBuf {
        self.config.join("themes")
    }

    /// The folder of what must be kept: every profile's store.
    pub fn data_dir(&self) -> &Path {
        &self.data
    }

    /// The folder of this profile's store.
    pub fn profile_dir(&self) -> PathBuf {
        self.data.join("profiles").join(self.profile.as_str())
    }

    /// This profile's store.
    pub fn database(&self) -> PathBuf {
        self.profile_dir().join("lyceum.db")
    }

    /// The folder of what may be lost.
    pub fn state_dir(&self) -> &Path {
        &self.state
    }

    /// The log.
    pub fn log_file(&self) -> PathBuf {
        self.state.join("lyceum.log")
    }
}

/// The path from the root on.
fn whole(home: &Path) -> Result<PathBuf, NoHome> {
    if let Ok(below) = home.strip_prefix("~") {
        let folders = BaseDirs::new().ok_or(NoHome::Unknown)?;
        is_whole("HOME", folders.home_dir())?;
        return Ok(folders.home_dir().join(below));
    }
    is_whole("LYCEUM_HOME", home)?;
    Ok(home.to_owned())
}

fn is_whole(variable: &'static str, path: &Path) -> Result<(), NoHome> {
    match path.is_absolute() {
        true => Ok(()),
        false => Err(NoHome::Relative {
            variable,
            path: path.to_owned(),
        }),
    }
}
