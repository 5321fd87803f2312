//! The files of a course: in a folder on disk, unpacked from an archive or a repository, or embedded in the program. No
//! path leaves the course.
//!
//! Paths are composed (Unicode NFC), whatever the disk has: a Mac writes `é` as two characters, and the course is the
//! same.

mod file_version;
mod spool;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry};
use unicode_normalization::UnicodeNormalization;

use super::text::Text;
use crate::domain::diagnostic::Code;
use crate::domain::{Diagnostic, Location};
pub(super) use file_version::FileVersion;
pub(super) use spool::{Refused, Spool};

/// A course's files.
#[derive(Debug)]
pub struct Source {
    /// As the caller named it, for messages.
    name: PathBuf,
    files: Files,
}

#[derive(Debug)]
enum Files {
    /// A folder on disk, without any link in its path, to hold every other path against.
    Folder(PathBuf),
    Spool(Spool),
    Embedded(&'static Dir<'static>),
}

/// A file or folder in a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) is_folder: bool,
}

impl Source {
    /// The files in a folder on disk.
    ///
    /// # Errors
    /// It isn't a folder, or can't be read.
    pub fn folder(folder: &Path) -> Result<Source, Diagnostic> {
        let name = folder.to_owned();
        match fs::canonicalize(folder) {
            Ok(root) if root.is_dir() => Ok(Source {
                name,
                files: Files::Folder(root),
            }),
            Ok(_) => Err(error(
                name,
                Code::NotAFolder,
                "a course is a folder, a page of Markdown (.md), an archive (.zip, .tar.gz, .tgz, .tar) or the address of \
                 a repository",
            )),
            Err(failed) => Err(error(name, Code::Unreadable, reason(&failed))),
        }
    }

    /// Files that were unpacked; `name` is where from, for messages.
    pub(super) fn spooled(name: PathBuf, spool: Spool) -> Source {
        Source {
            name,
            files: Files::Spool(spool),
        }
    }

    /// Files that are a part of the program.
    pub(super) fn embedded(folder: &'static Dir<'static>) -> Source {
        Source {
            name: folder.path().to_owned(),
            files: Files::Embedded(folder),
        }
    }

    /// The path as messages show it.
    pub fn shown(&self, path: &str) -> PathBuf {
        match path.is_empty() {
            true => self.name.clone(),
            // `./` says nothing.
            false if self.name == Path::new(".") => PathBuf::from(path),
            false => self.name.join(path),
        }
    }

    pub(super) fn has(&self, path: &str) -> bool {
        match &self.files {
            Files::Folder(root) => on_disk(root, path).symlink_metadata().is_ok(),
            Files::Spool(spool) => spool.has(path),
            Files::Embedded(folder) => folder.contains(folder.path().join(path)),
        }
    }

    /// The version of a file on disk; none for what isn't one.
    pub(super) fn file_version(&self, path: &str) -> Option<FileVersion> {
        let Files::Folder(root) = &self.files else {
            return None;
        };
        FileVersion::of(&on_disk(root, path))
    }

    /// The entries of a folder of the course by name, without hidden files. A folder that can't be listed is a problem;
    /// a name that isn't UTF-8, and a link to a folder around it, are left out and a warning.
    pub(super) fn list(&self, path: &str, problems: &mut Vec<Diagnostic>) -> Vec<Entry> {
        let mut entries = match &self.files {
            Files::Folder(root) => self
                .inside(root, path)
                .and_then(|folder| self.read_folder(root, path, &folder, problems))
                .unwrap_or_else(|problem| {
                    problems.push(problem);
                    Vec::new()
                }),
            Files::Spool(spool) => spool.list(path),
            Files::Embedded(folder) => folder
                .get_dir(folder.path().join(path))
                .into_iter()
                .flat_map(Dir::entries)
                .filter_map(embedded_entry)
                .collect(),
        };
        entries.retain(|entry| !entry.name.starts_with('.'));
        entries.sort();
        entries
    }

    /// The files of an archive whose paths no course can have: a warning each.
    pub(super) fn refused(&self) -> Vec<Diagnostic> {
        let Files::Spool(spool) = &self.files else {
            return Vec::new();
        };
        let left_out = |path: &String| {
            let message = format!("left out: `{path}` leads out of the course, or is no path");
            warning(self.name.clone(), Code::LeftOut, message)
        };
        spool.refused().iter().map(left_out).collect()
    }

    /// A text file of the course, which must be smaller than `limit` bytes.
    pub(super) fn text(&self, path: &str, limit: usize) -> Result<Text, Diagnostic> {
        let bytes = self.read(path, limit)?;
        Text::decode(self.shown(path), bytes)
    }

    /// A file of the course, which must be smaller than `limit` bytes.
    pub(super) fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, Diagnostic> {
        let bytes = match &self.files {
            Files::Folder(root) => {
                let file = self.inside(root, path)?;
                read_file(&file, limit).map_err(|failed| self.unreadable(path, &failed))?
            }
            Files::Spool(spool) => spool
                .read(path, limit)
                .map_err(|failed| self.unreadable(path, &failed))?,
            Files::Embedded(folder) => folder
                .get_file(folder.path().join(path))
                .map(|file| file.contents().to_vec())
                .unwrap_or_default(),
        };
        if bytes.len() >= limit {
            let message = format!(
                "the file is too large: it must be smaller than {} MB",
                limit / 1024 / 1024
            );
            return Err(error(self.shown(path), Code::TooLarge, message));
        }
        Ok(bytes)
    }

    /// The path on disk, with every link followed and still inside of the course.
    fn inside(&self, root: &Path, path: &str) -> Result<PathBuf, Diagnostic> {
        let real = fs::canonicalize(on_disk(root, path))
            .map_err(|failed| self.unreadable(path, &failed))?;
        if real.starts_with(root) {
            return Ok(real);
        }
        Err(error(
            self.shown(path),
            Code::Outside,
            "this link leads out of the course's folder: put a copy of the file here instead",
        ))
    }

    fn read_folder(
        &self,
        root: &Path,
        path: &str,
        folder: &Path,
        problems: &mut Vec<Diagnostic>,
    ) -> Result<Vec<Entry>, Diagnostic> {
        let unreadable = |failed: io::Error| self.unreadable(path, &failed);
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            // A link counts as what it leads to; one that leads nowhere is found when it is read.
            let is_folder = fs::metadata(entry.path()).is_ok_and(|target| target.is_dir());
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            if is_folder && is_link && leads_back(root, path, &entry.path()) {
                let shown = self.shown(path).join(entry.file_name());
                let message = "left out: the link leads back to a folder that it is in";
                problems.push(warning(shown, Code::LeftOut, message));
                continue;
            }
            match entry.file_name().to_str() {
                Some(name) => entries.push(Entry {
                    name: name.nfc().collect(),
                    is_folder,
                }),
                None => {
                    let shown = self.shown(path).join(entry.file_name());
                    let message = "left out: the name isn't UTF-8; rename it";
                    problems.push(warning(shown, Code::NameNotUtf8, message));
                }
            }
        }
        Ok(entries)
    }

    fn unreadable(&self, path: &str, failed: &io::Error) -> Diagnostic {
        error(self.shown(path), Code::Unreadable, reason(failed))
    }
}

/// Whether a link in a folder of the course leads to that folder or to one around it: following it would never end.
fn leads_back(root: &Path, folder: &str, link: &Path) -> bool {
    let Ok(target) = fs::canonicalize(link) else {
        return false;
    };
    let ends = folder.match_indices('/').map(|(at, _)| at);
    let mut around = ends
        .chain([0, folder.len()])
        .filter_map(|end| fs::canonicalize(on_disk(root, folder.get(..end)?)).ok());
    target.starts_with(root) && around.any(|folder| folder.starts_with(&target))
}

/// A problem of a whole file or folder.
pub(super) fn error(path: PathBuf, code: Code, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Location::File(path), message).with_code(code)
}

/// The same, where the course can be taken nevertheless.
pub(super) fn warning(path: PathBuf, code: Code, message: impl Into<String>) -> Diagnostic {
    error(path, code, message).as_warning()
}

/// Why a file can't be read, in words: without the system's number.
fn reason(failed: &io::Error) -> String {
    match failed.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "you have no permission to read it".to_owned(),
        _ => failed.to_string(),
    }
}

/// The file that a composed path names on disk, where the names may be written otherwise.
fn on_disk(root: &Path, path: &str) -> PathBuf {
    let plain = root.join(path);
    if path.is_ascii() || plain.symlink_metadata().is_ok() {
        return plain;
    }
    path.split('/').fold(root.to_owned(), |folder, name| {
        same_name(&folder, name).unwrap_or_else(|| folder.join(name))
    })
}

/// The entry of a folder whose name is canonically equivalent to a composed one.
fn same_name(folder: &Path, name: &str) -> Option<PathBuf> {
    let is_it = |entry: &fs::DirEntry| {
        let found = entry.file_name();
        found
            .to_str()
            .is_some_and(|found| found.nfc().eq(name.chars()))
    };
    let found = fs::read_dir(folder).ok()?.flatten().find(is_it)?;
    Some(found.path())
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
        name: entry.path().file_name()?.to_str()?.nfc().collect(),
        is_folder: entry.as_dir().is_some(),
    })
}
