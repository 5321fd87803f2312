//! Where a course's files are: a folder on disk, or embedded in the program. No path leaves the course.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry};

use super::problem::{Problem, Severity};

/// A course's files.
#[derive(Debug)]
pub(super) enum Source {
    Folder {
        /// As the caller named it, for messages.
        name: String,
        /// Without any link in it, to hold every other path against.
        root: PathBuf,
    },
    Embedded(&'static Dir<'static>),
}

/// What stands in a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) is_folder: bool,
}

impl Source {
    pub(super) fn folder(folder: &Path) -> Result<Source, Problem> {
        let name = folder.display().to_string();
        match fs::canonicalize(folder) {
            Ok(root) if root.is_dir() => Ok(Source::Folder { name, root }),
            Ok(_) => Err(error(
                name,
                "not-a-folder",
                "a course is a folder with a course.toml in it",
            )),
            Err(failed) => Err(error(name, "unreadable", failed.to_string())),
        }
    }

    /// The path as messages show it.
    pub(super) fn shown(&self, path: &str) -> String {
        match self {
            Source::Folder { name, .. } if path.is_empty() => name.clone(),
            Source::Folder { name, .. } => Path::new(name).join(path).display().to_string(),
            Source::Embedded(folder) => folder.path().join(path).display().to_string(),
        }
    }

    pub(super) fn has(&self, path: &str) -> bool {
        match self {
            Source::Folder { root, .. } => root.join(path).symlink_metadata().is_ok(),
            Source::Embedded(folder) => folder.contains(folder.path().join(path)),
        }
    }

    /// What stands in a folder of the course, hidden files left out, by name.
    pub(super) fn list(&self, path: &str) -> Result<Vec<Entry>, Problem> {
        let mut entries = match self {
            Source::Folder { root, .. } => {
                let folder = self.inside(root, path)?;
                read_folder(&folder).map_err(|failed| self.unreadable(path, &failed))?
            }
            Source::Embedded(folder) => folder
                .get_dir(folder.path().join(path))
                .into_iter()
                .flat_map(Dir::entries)
                .filter_map(embedded_entry)
                .collect(),
        };
        entries.retain(|entry| !entry.name.starts_with('.'));
        entries.sort();
        Ok(entries)
    }

    /// A file of the course, which must be smaller than `limit` bytes.
    pub(super) fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, Problem> {
        let bytes = match self {
            Source::Folder { root, .. } => {
                let file = self.inside(root, path)?;
                read_file(&file, limit).map_err(|failed| self.unreadable(path, &failed))?
            }
            Source::Embedded(folder) => folder
                .get_file(folder.path().join(path))
                .map(|file| file.contents().to_vec())
                .unwrap_or_default(),
        };
        if bytes.len() >= limit {
            let message = format!(
                "the file is too large: it must be smaller than {} MB",
                limit / 1024 / 1024
            );
            return Err(error(self.shown(path), "too-large", message));
        }
        Ok(bytes)
    }

    /// The path on disk, with every link followed and still inside of the course.
    fn inside(&self, root: &Path, path: &str) -> Result<PathBuf, Problem> {
        let real =
            fs::canonicalize(root.join(path)).map_err(|failed| self.unreadable(path, &failed))?;
        if real.starts_with(root) {
            return Ok(real);
        }
        Err(error(
            self.shown(path),
            "outside",
            "this link leads out of the course's folder: put a copy of the file here instead",
        ))
    }

    fn unreadable(&self, path: &str, failed: &io::Error) -> Problem {
        error(self.shown(path), "unreadable", failed.to_string())
    }
}

/// A problem of a whole file or folder.
pub(super) fn error(path: String, code: &'static str, message: impl Into<String>) -> Problem {
    Problem {
        severity: Severity::Error,
        path,
        line: 1,
        column: 1,
        code,
        message: message.into(),
        source_line: None,
    }
}

/// The same, where the course can be taken nevertheless.
pub(super) fn warning(path: String, code: &'static str, message: impl Into<String>) -> Problem {
    Problem {
        severity: Severity::Warning,
        ..error(path, code, message)
    }
}

fn read_folder(folder: &Path) -> io::Result<Vec<Entry>> {
    fs::read_dir(folder)?
        .map(|entry| {
            let entry = entry?;
            let name = entry.file_name().into_string().map_err(|name| {
                let message = format!("the name {} is not UTF-8", name.display());
                io::Error::new(io::ErrorKind::InvalidData, message)
            })?;
            // A link counts as what it leads to; one that leads nowhere is found when it is read.
            let is_folder = fs::metadata(entry.path()).is_ok_and(|target| target.is_dir());
            Ok(Entry { name, is_folder })
        })
        .collect()
}

/// Reads at most `limit` bytes, and only of what is a file: a pipe would never end.
fn read_file(file: &Path, limit: usize) -> io::Result<Vec<u8>> {
    if !fs::metadata(file)?.is_file() {
        return Err(io::Error::other("this is not a file"));
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    File::open(file)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn embedded_entry(entry: &DirEntry<'static>) -> Option<Entry> {
    Some(Entry {
        name: entry.path().file_name()?.to_str()?.to_owned(),
        is_folder: entry.as_dir().is_some(),
    })
}
