//! Brings the files of a course from where somebody keeps them: a folder, an archive, a repository.

mod address;
mod archive;
mod git;
mod git_output;
mod licence;
mod translations;
mod tree;

use std::path::{Path, PathBuf};

pub use address::{GitAddress, InvalidAddress};
pub use licence::forbids;
pub(super) use licence::licence;

use super::dialect::is_markdown;
use super::number::is_index;
use super::options::Repository;
use super::source::{Refused, Source, error};
use crate::domain::Diagnostic;
use crate::domain::diagnostic::Code;

/// A place that courses come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CoursePlace {
    /// A folder on this machine.
    Folder(PathBuf),
    /// A .zip, .tar.gz, .tgz or .tar on this machine.
    Archive(PathBuf),
    /// A page of Markdown on this machine.
    Page(PathBuf),
    /// A repository that git can read.
    Git(GitAddress),
}

/// The files of a course, and the version that they are.
#[derive(Debug)]
pub struct Fetched {
    /// The files.
    pub source: Source,
    /// The repository that they come from, and its commit.
    pub repository: Option<Repository>,
}

/// How far the fetching is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FetchProgress<'a> {
    /// The step, for a person.
    pub step: &'a str,
    /// Of a hundred, where it is known.
    pub percent: Option<u8>,
}

impl CoursePlace {
    /// The place that a person named.
    ///
    /// # Errors
    /// It is an address that isn't one of a repository.
    pub fn parse(text: &str) -> Result<CoursePlace, InvalidAddress> {
        let path = Path::new(text);
        if !address::is_address(text) || path.exists() {
            let name = text.to_lowercase();
            let is_archive = archive::ENDINGS.iter().any(|ending| name.ends_with(ending));
            return Ok(match path.is_dir() {
                false if is_archive => CoursePlace::Archive(path.to_owned()),
                false if path.is_file() && is_markdown(&name) => CoursePlace::Page(path.to_owned()),
                _ => CoursePlace::Folder(path.to_owned()),
            });
        }
        text.parse().map(CoursePlace::Git)
    }

    /// The same with an absolute path.
    pub fn absolute(self) -> CoursePlace {
        let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
        match self {
            CoursePlace::Folder(path) => CoursePlace::Folder(absolute(path)),
            CoursePlace::Archive(path) => CoursePlace::Archive(absolute(path)),
            CoursePlace::Page(path) => CoursePlace::Page(absolute(path)),
            CoursePlace::Git(address) => CoursePlace::Git(address),
        }
    }

    /// The text that names the place again.
    pub fn text(&self) -> String {
        match self {
            CoursePlace::Folder(path) | CoursePlace::Archive(path) | CoursePlace::Page(path) => {
                path.to_string_lossy().into_owned()
            }
            CoursePlace::Git(address) => address.to_string(),
        }
    }

    /// The path or address that the course is named after.
    pub fn name(&self) -> String {
        match self {
            CoursePlace::Git(address) => address.name(),
            CoursePlace::Page(path) => {
                let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                let is_readme = path
                    .file_name()
                    .is_some_and(|name| is_index(&name.to_string_lossy()));
                let named = if is_readme {
                    folder_of(&path)
                } else {
                    path.with_extension("")
                };
                named.to_string_lossy().into_owned()
            }
            other => other.clone().absolute().text(),
        }
    }

    /// The only page that is read, in the folder that it is in; none where the whole folder is.
    pub fn page(&self) -> Option<String> {
        match self {
            CoursePlace::Page(path) => Some(path.file_name()?.to_string_lossy().into_owned()),
            _ => None,
        }
    }

    /// Brings the files. Translations in a repository aren't fetched, unless a language is wanted.
    ///
    /// # Errors
    /// Why it could not be fetched, as one problem of the place.
    pub fn fetch(
        &self,
        language: Option<&str>,
        progress: &mut dyn FnMut(FetchProgress<'_>),
    ) -> Result<Fetched, Box<Diagnostic>> {
        match self {
            CoursePlace::Folder(path) => Source::folder(path).map(Fetched::from).map_err(Box::new),
            CoursePlace::Page(path) => Source::folder(&folder_of(path))
                .map(Fetched::from)
                .map_err(Box::new),
            CoursePlace::Archive(path) => archive::unpack(path, progress)
                .map(|spool| Source::spooled(path.clone(), spool).into())
                .map_err(|refused| failed(path, Code::Archive, &refused.to_string())),
            CoursePlace::Git(address) => git::fetch(address, language, progress).map_err(|why| {
                failed(
                    Path::new(&address.to_string()),
                    Code::Fetch,
                    &why.to_string(),
                )
            }),
        }
    }
}

impl From<Source> for Fetched {
    fn from(source: Source) -> Fetched {
        Fetched {
            source,
            repository: None,
        }
    }
}

/// The folder of a file; the current one where its path names none.
fn folder_of(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| *folder != Path::new(""));
    folder.unwrap_or(Path::new(".")).to_owned()
}

fn failed(place: &Path, code: Code, why: &str) -> Box<Diagnostic> {
    Box::new(error(place.to_owned(), code, why))
}

/// Why no files came.
#[derive(Debug, thiserror::Error)]
enum FetchError {
    #[error(
        "git isn't installed: install it, or clone the repository elsewhere and import the folder"
    )]
    NoGit,
    #[error("{0}")]
    Git(String),
    #[error("it has no folder `{0}`")]
    NoFolder(String),
    #[error("it is larger than {0} GB")]
    TooLarge(u64),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}
