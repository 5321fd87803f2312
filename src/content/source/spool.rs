//! Files that were unpacked from an archive or a repository: their bytes in one temporary file without a name, their
//! paths in memory. Nothing is ever written under a name that somebody else chose.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use unicode_normalization::UnicodeNormalization;

use super::Entry;
use crate::domain::path_in_course;

/// The most files that are unpacked.
const MAX_FILES: usize = 50_000;
/// The most bytes that are unpacked.
const MAX_BYTES: u64 = 1024 * 1024 * 1024;
/// The largest file that is unpacked; larger ones are said to be too large when they are read.
pub(in crate::content) const MAX_FILE: u64 = 32 * 1024 * 1024;
/// The deepest folder.
const MAX_DEPTH: usize = 32;
/// The most names that are kept to say that they were left out.
const MAX_REFUSED: usize = 100;
/// The links that are followed from one to the next.
const MAX_LINKS: usize = 8;

/// Unpacked files.
#[derive(Debug)]
pub(in crate::content) struct Spool {
    file: Mutex<File>,
    end: u64,
    entries: BTreeMap<String, Kept>,
    folders: BTreeSet<String>,
    /// The first paths that no course can have.
    refused: Vec<String>,
}

#[derive(Debug, Clone)]
enum Kept {
    Bytes {
        start: u64,
        length: u64,
    },
    /// Not unpacked; this says why.
    Absent(&'static str),
    /// A link to another path of the course.
    Link(String),
}

/// Why an archive or repository isn't unpacked.
#[derive(Debug, thiserror::Error)]
pub(in crate::content) enum Refused {
    #[error("it has more than {MAX_FILES} files")]
    TooMany,
    #[error("its files take more than {} MB", MAX_BYTES / 1024 / 1024)]
    TooLarge,
    #[error("it is packed so tightly that it can't be a course")]
    Bomb,
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Spool {
    pub(in crate::content) fn new() -> io::Result<Spool> {
        Ok(Spool {
            file: Mutex::new(tempfile::tempfile()?),
            end: 0,
            entries: BTreeMap::new(),
            folders: BTreeSet::new(),
            refused: Vec::new(),
        })
    }

    /// Unpacks a file; one whose path leaves the course or is too deep is left out.
    pub(in crate::content) fn add(
        &mut self,
        path: &str,
        bytes: &mut dyn Read,
    ) -> Result<(), Refused> {
        let Some(path) = self.named(path) else {
            return Ok(());
        };
        let file = self.file.get_mut().unwrap_or_else(PoisonError::into_inner);
        let room = MAX_BYTES - self.end;
        let start = file.seek(SeekFrom::Start(self.end))?;
        let length = io::copy(&mut bytes.take(MAX_FILE.min(room) + 1), file)?;
        if length > room {
            return Err(Refused::TooLarge);
        }
        if length > MAX_FILE {
            return self.keep(path, Kept::Absent("the file is too large"));
        }
        self.end += length;
        self.keep(path, Kept::Bytes { start, length })
    }

    /// Notes a file that isn't here.
    pub(in crate::content) fn add_absent(
        &mut self,
        path: &str,
        why: &'static str,
    ) -> Result<(), Refused> {
        match self.named(path) {
            Some(path) => self.keep(path, Kept::Absent(why)),
            None => Ok(()),
        }
    }

    /// Notes a link by what it says; one that leads out of the course leads nowhere.
    pub(in crate::content) fn add_link(&mut self, path: &str, to: &str) -> Result<(), Refused> {
        let Some(path) = self.named(path) else {
            return Ok(());
        };
        let target = path_in_course(&path, to).filter(|_| !to.starts_with('/'));
        self.keep(
            path,
            target.map_or(Kept::Absent("the link leads out of the course"), Kept::Link),
        )
    }

    /// A path as a course has it; one that leaves the course or is too deep is kept as refused.
    fn named(&mut self, path: &str) -> Option<String> {
        let cleaned = clean(path);
        let is_of_git = path.split('/').any(|part| part == ".git");
        if cleaned.is_none() && !is_of_git && self.refused.len() < MAX_REFUSED {
            self.refused.push(path.to_owned());
        }
        cleaned
    }

    /// The first paths that were left out, because no course can have them.
    pub(super) fn refused(&self) -> &[String] {
        &self.refused
    }

    /// The first of two files with one path stays: a case or an accent may be all that differs elsewhere.
    fn keep(&mut self, path: String, kept: Kept) -> Result<(), Refused> {
        if self.entries.len() >= MAX_FILES {
            return Err(Refused::TooMany);
        }
        let mut folder = path.as_str();
        while let Some((above, _)) = folder.rsplit_once('/') {
            if !self.folders.insert(above.to_owned()) {
                break;
            }
            folder = above;
        }
        self.entries.entry(path).or_insert(kept);
        Ok(())
    }

    /// The only folder at the top, where everything is in it: archives of repositories have one.
    pub(in crate::content) fn only_folder(&self) -> Option<String> {
        let (first, _) = self.entries.keys().next()?.split_once('/')?;
        let folder = format!("{first}/");
        let all = self.entries.keys().all(|path| path.starts_with(&folder));
        all.then(|| first.to_owned())
    }

    /// The same files seen from one folder of them.
    pub(in crate::content) fn within(mut self, folder: &str) -> Spool {
        let above = format!("{}/", folder.trim_matches('/'));
        let inside = |path: &str| path.strip_prefix(&above).map(str::to_owned);
        self.entries = self
            .entries
            .iter()
            .filter_map(|(path, kept)| {
                let kept = match kept {
                    Kept::Link(to) => inside(to)
                        .map_or(Kept::Absent("the link leads out of the course"), Kept::Link),
                    other => other.clone(),
                };
                Some((inside(path)?, kept))
            })
            .collect();
        self.folders = self
            .folders
            .iter()
            .filter_map(|path| inside(path))
            .collect();
        self
    }

    pub(in crate::content) fn is_folder(&self, path: &str) -> bool {
        self.folders.contains(path)
    }

    pub(super) fn has(&self, path: &str) -> bool {
        path.is_empty() || self.entries.contains_key(path) || self.folders.contains(path)
    }

    pub(super) fn list(&self, folder: &str) -> Vec<Entry> {
        let above = match folder.is_empty() {
            true => String::new(),
            false => format!("{folder}/"),
        };
        let child = |path: &str| {
            let name = path.strip_prefix(&above)?;
            (!name.is_empty() && !name.contains('/')).then(|| name.to_owned())
        };
        let below = |path: &&String| path.starts_with(&above);
        let files = self.entries.range(above.clone()..).map(|(path, _)| path);
        let folders = self.folders.range(above.clone()..);
        let entry = |is_folder| move |name| Entry { name, is_folder };
        files
            .take_while(below)
            .filter_map(|path| child(path))
            .map(entry(false))
            .chain(
                folders
                    .take_while(below)
                    .filter_map(|path| child(path))
                    .map(entry(true)),
            )
            .collect()
    }

    pub(super) fn read(&self, path: &str, limit: usize) -> io::Result<Vec<u8>> {
        let mut path = path;
        for _ in 0..MAX_LINKS {
            match self.entries.get(path) {
                Some(Kept::Bytes { start, length }) => return self.bytes(*start, *length, limit),
                Some(Kept::Absent(why)) => return Err(io::Error::other(*why)),
                Some(Kept::Link(to)) => path = to,
                None => return Err(io::ErrorKind::NotFound.into()),
            }
        }
        Err(io::Error::other("the link leads in a circle"))
    }

    fn bytes(&self, start: u64, length: u64, limit: usize) -> io::Result<Vec<u8>> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(start))?;
        let length = usize::try_from(length).unwrap_or(usize::MAX).min(limit);
        let mut bytes = vec![0; length];
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// Ends the unpacking.
    pub(in crate::content) fn finish(mut self) -> io::Result<Spool> {
        let file = self.file.get_mut().unwrap_or_else(PoisonError::into_inner);
        file.flush()?;
        Ok(self)
    }
}

/// A path of an archive as a course has it; none where it leaves the course, is hidden or too deep.
fn clean(path: &str) -> Option<String> {
    let path: String = path.nfc().collect();
    let odd = |part: &str| {
        matches!(part, ".." | ".git")
            || part.contains(['\\', '\0'])
            || part.contains(char::is_control)
    };
    if path.starts_with('/') || path.split('/').any(odd) {
        return None;
    }
    let parts = path.split('/').filter(|part| !matches!(*part, "" | "."));
    let parts: Vec<&str> = parts.collect();
    (!parts.is_empty() && parts.len() <= MAX_DEPTH).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spool(files: &[&str]) -> Spool {
        let mut spool = Spool::new().unwrap();
        for path in files {
            spool.add(path, &mut path.as_bytes()).unwrap();
        }
        spool
    }

    #[test]
    fn no_path_leaves_the_course() {
        let spool = spool(&[
            "../a.md",
            "/etc/b.md",
            "x/../../c.md",
            "d\\..\\e.md",
            "./f.md",
        ]);
        let names: Vec<String> = spool.list("").into_iter().map(|e| e.name).collect();
        assert_eq!(names, ["f.md"]);
        assert_eq!(spool.refused().len(), 4, "{:?}", spool.refused());
    }

    #[test]
    fn links_stay_inside_and_end() {
        let mut spool = spool(&["docs/a.md"]);
        for (path, to) in [
            ("b.md", "docs/a.md"),
            ("out.md", "../../etc/passwd"),
            ("abs.md", "/etc/passwd"),
            ("x.md", "y.md"),
            ("y.md", "x.md"),
        ] {
            spool.add_link(path, to).unwrap();
        }
        assert_eq!(spool.read("b.md", 99).unwrap(), b"docs/a.md");
        for path in ["out.md", "abs.md", "x.md"] {
            assert!(spool.read(path, 99).is_err(), "{path}");
        }
    }

    #[test]
    fn a_folder_of_it_is_a_course_of_its_own() {
        let spool = spool(&["r-main/book/a.md", "r-main/b.md", "r-main/book/x/c.md"]);
        assert_eq!(spool.only_folder().as_deref(), Some("r-main"));
        let book = spool.within("r-main").within("book");
        let entries = book.list("");
        assert_eq!(entries.len(), 2, "{entries:?}");
        assert_eq!(book.read("x/c.md", 99).unwrap(), b"r-main/book/x/c.md");
        assert!(book.has("x") && !book.has("../b.md"));
    }
}
