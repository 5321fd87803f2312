//! `lyceum new`: begins a course, a module or a lesson, and never writes over a file.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::course_files::folder_around;
use super::output::{Failure, Output};
use super::quoted::quoted;
use crate::content::{self, CantMake, NewFile};
use crate::domain::diagnostic::shown_path;
use crate::domain::{LessonKind, Slug};

/// What to begin.
#[derive(Debug, clap::Args)]
pub(super) struct NewArgs {
    #[command(subcommand)]
    what: New,
}

/// What can be begun.
#[derive(Debug, Subcommand)]
enum New {
    /// Create a course with one module and one lesson
    Course {
        /// The course's folder; new or empty
        path: PathBuf,
        /// The course's title [default: from the folder's name]
        #[arg(long)]
        title: Option<String>,
        /// The course's slug [default: from the folder's name]
        #[arg(long)]
        slug: Option<Slug>,
    },
    /// Add a module with one lesson, after the others
    Module {
        /// Its title
        title: String,
        /// The course's folder
        #[arg(long, value_name = "PATH", default_value = ".")]
        course: PathBuf,
    },
    /// Add a lesson, after the others of its module
    Lesson {
        /// Its title
        title: String,
        /// The module's number [default: the last one]
        #[arg(long, value_name = "NUMBER")]
        module: Option<u64>,
        /// text, video, interactive, assignment or quiz
        #[arg(long, default_value = "text")]
        kind: LessonKind,
        /// The course's folder
        #[arg(long, value_name = "PATH", default_value = ".")]
        course: PathBuf,
    },
}

pub(super) fn run(args: &NewArgs, output: &mut Output) -> Result<(), Failure> {
    // A slug that isn't the folder's name is told.
    let mut invented = None;
    let (folder, files) = match &args.what {
        New::Course { path, title, slug } => {
            let name = name_of(path)?;
            let named = Slug::made_of(&name).unwrap_or_else(Slug::nameless);
            let files = course(
                path,
                &name,
                title.as_deref(),
                slug.as_ref().unwrap_or(&named),
            )?;
            if slug.is_none() && named.as_str() != name {
                invented = Some(named);
            }
            (path.clone(), files)
        }
        New::Module { title, course } => {
            let course = around(course);
            let files = content::new_module(&course, title);
            (course, made(files)?)
        }
        New::Lesson {
            title,
            module,
            kind,
            course,
        } => {
            let course = around(course);
            let files = content::new_lesson(&course, *module, title, *kind);
            (course, made(files)?)
        }
    };
    write(&folder, &files)?;
    let is_here = folder.as_path() == Path::new(".");
    for file in &files {
        output.line(match is_here {
            true => file.path.clone(),
            false => shown_path(&folder.join(&file.path)),
        })?;
    }
    if let Some(slug) = invented {
        output.line(format!(
            "\nThe course's slug, its name in commands and addresses, is `{slug}`: course.toml can give it another."
        ))?;
    }
    let check = match is_here {
        true => "lyceum check".to_owned(),
        false => format!("lyceum check {}", quoted(&shown_path(&folder))),
    };
    output.line(format!("\nWrite your text, then check it: {check}"))
}

/// The folder of the course that a folder lies in.
fn around(folder: &Path) -> PathBuf {
    folder_around(folder).unwrap_or_else(|| folder.to_owned())
}

fn made(files: Result<Vec<NewFile>, CantMake>) -> Result<Vec<NewFile>, Failure> {
    files.map_err(Failure::said)
}

/// The name of a folder.
fn name_of(path: &Path) -> Result<String, Failure> {
    let full = std::path::absolute(path).map_err(Failure::other)?;
    let name = full.file_name().unwrap_or_default();
    Ok(name.to_string_lossy().into_owned())
}

fn course(
    path: &Path,
    name: &str,
    title: Option<&str>,
    slug: &Slug,
) -> Result<Vec<NewFile>, Failure> {
    let is_empty =
        |path: &Path| fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
    if path.symlink_metadata().is_ok() && !is_empty(path) {
        let path = shown_path(path);
        return Err(Failure::said(format!(
            "{path} exists and isn't empty: choose another folder"
        )));
    }
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let from_name: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    made(content::new_course(title.unwrap_or(&from_name), slug))
}

/// Writes all files, or none where one is there already.
fn write(folder: &Path, files: &[NewFile]) -> Result<(), Failure> {
    let paths: Vec<PathBuf> = files.iter().map(|file| folder.join(&file.path)).collect();
    if let Some(path) = paths.iter().find(|path| path.symlink_metadata().is_ok()) {
        let path = shown_path(path);
        return Err(Failure::said(format!("{path} exists; nothing was written")));
    }
    for (path, file) in paths.iter().zip(files) {
        create(path, &file.text)
            .map_err(|failed| Failure::said(format!("{}: {failed}", shown_path(path))))?;
    }
    Ok(())
}

fn create(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
}
