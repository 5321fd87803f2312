//! Writes a course as a folder in the native format. Reading it again gives the same course.

mod clean;
mod files;
mod images;
mod layout;
mod toml;
mod yaml;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use self::files::{File, files};
use crate::content::load::load;
use crate::domain::diagnostic::shown_path;
use crate::domain::versions::{Changes, KnownLesson, LearnersProgress, Versions};
use crate::domain::{CourseTree, Diagnostic, digest_of};

/// A course that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// How many files it has.
    pub files: usize,
    /// The parts of the course that files say otherwise, or not at all.
    pub lost: Vec<String>,
}

/// Why a course isn't written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder has something in it.
    #[error("{} isn't empty: name a new or an empty folder", shown_path(.0))]
    NotEmpty(PathBuf),
    /// The folder can't be written.
    #[error("{}: {cause}", shown_path(folder))]
    Unwritable {
        /// The folder.
        folder: PathBuf,
        /// The system's own error.
        cause: io::Error,
    },
    /// The course is none that files can hold.
    #[error("files can't hold this course:\n{}", said(.0))]
    NotACourse(Vec<Diagnostic>),
}

fn said(problems: &[Diagnostic]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// Writes a course into a folder that is empty or not there, all of it or nothing.
///
/// # Errors
/// As [`WriteError`] says.
pub fn write(tree: &CourseTree, folder: &Path) -> Result<Written, WriteError> {
    let unwritten = |cause: io::Error| WriteError::Unwritable {
        folder: folder.to_owned(),
        cause,
    };
    if !is_free(folder).map_err(unwritten)? {
        return Err(WriteError::NotEmpty(folder.to_owned()));
    }
    let parent = parent(folder);
    fs::create_dir_all(&parent).map_err(unwritten)?;
    let beside = tempfile::Builder::new()
        .prefix(".lyceum-export-")
        .tempdir_in(&parent);
    let beside = beside.map_err(unwritten)?;
    let course = beside.path().join("course");
    let (tree, mut lost) = images::told_apart(tree);
    let (files, impossible) = files(&tree);
    lost.extend(impossible);
    for file in &files {
        put(&course, file).map_err(unwritten)?;
    }
    let read = load(&course).map_err(WriteError::NotACourse)?;
    lost.extend(differences(&tree, &read.tree));
    bring(&course, folder).map_err(unwritten)?;
    Ok(Written {
        files: files.len(),
        lost,
    })
}

/// Whether a folder isn't there, or has nothing in it.
fn is_free(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

fn parent(folder: &Path) -> PathBuf {
    let full = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    full.parent().map_or(full.clone(), Path::to_owned)
}

fn put(course: &Path, file: &File) -> io::Result<()> {
    let path = course.join(&file.path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, &file.bytes)
}

/// Moves a whole folder to its place, or what is in it where the place is there.
fn bring(course: &Path, folder: &Path) -> io::Result<()> {
    if !folder.exists() {
        return fs::rename(course, folder);
    }
    for entry in fs::read_dir(course)? {
        let entry = entry?;
        fs::rename(entry.path(), folder.join(entry.file_name()))?;
    }
    Ok(())
}

/// The differences after the course was written and read again.
fn differences(tree: &CourseTree, read: &CourseTree) -> Vec<String> {
    let mut found = Vec::new();
    if tree.course != read.course {
        found.push("the course's metadata".to_owned());
    }
    let parts = |tree: &CourseTree| -> Vec<(String, String, String)> {
        let modules = tree.modules.iter();
        let part = modules.map(|module| {
            let id = module.id.as_str().to_owned();
            (id, module.title.clone(), module.description.clone())
        });
        part.collect()
    };
    if parts(tree) != parts(read) {
        found.push("the modules".to_owned());
    }
    let changes: Changes<LearnersProgress> =
        Versions::of(known(tree), read, &std::collections::BTreeMap::new()).changes(read);
    let kinds = [
        changes.changed,
        changes.moved,
        changes.renamed,
        changes.removed,
    ];
    let lessons = kinds.into_iter().flatten();
    found.extend(lessons.map(|lesson| format!("the lesson {} {}", lesson.number, lesson.title)));
    let images = |tree: &CourseTree| -> Vec<(String, String)> {
        let images = tree.images.iter();
        let mut images: Vec<_> = images
            .map(|image| (image.path.clone(), image.digest()))
            .collect();
        images.sort();
        images
    };
    let (before, after) = (images(tree), images(read));
    let gone = before.into_iter().filter(|image| !after.contains(image));
    found.extend(gone.map(|(path, _)| format!("the image {path}, which no lesson shows")));
    found
}

fn known(tree: &CourseTree) -> Vec<KnownLesson<LearnersProgress>> {
    let modules = tree.modules.iter();
    let lessons =
        modules.flat_map(|module| module.lessons.iter().map(move |lesson| (module, lesson)));
    lessons
        .map(|(module, lesson)| KnownLesson {
            head: lesson.head.clone(),
            module: module.id.clone(),
            digest: digest_of(lesson.body.markdown().as_bytes()),
            progress: LearnersProgress(0),
        })
        .collect()
}
