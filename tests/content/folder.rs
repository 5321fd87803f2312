//! Courses in folders of their own.

use std::fs;
use std::path::Path;

use lyceum::content::{self, Loaded};
use lyceum::domain::{Diagnostic, Lesson};
use tempfile::TempDir;

pub(crate) const COURSE: &str =
    "slug = \"c\"\ntitle = \"C\"\ndescription = \"d\"\ndifficulty = \"beginner\"\n";
pub(crate) const LESSON: &str = "modules/01-m/01-a.md";

/// A course in a folder of its own.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn with(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    /// A course that is fine, and these files over it.
    pub(crate) fn course(files: &[(&str, &str)]) -> Folder {
        let folder = Folder::with(&[("course.toml", COURSE), (LESSON, "# A\n\nText.\n")]);
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let file = self.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn load(&self) -> Loaded {
        match content::load(self.path()) {
            Ok(loaded) => loaded,
            Err(problems) => panic!("{}", said(&problems)),
        }
    }

    pub(crate) fn problems(&self) -> Vec<Diagnostic> {
        content::load(self.path()).unwrap_err()
    }

    /// Each problem as `file:line:column code`, the file relative to the folder.
    pub(crate) fn found(&self) -> Vec<String> {
        self.places(&self.problems())
    }

    pub(crate) fn places(&self, problems: &[Diagnostic]) -> Vec<String> {
        let place = |p: &Diagnostic| {
            let path = p.place.path().unwrap();
            let path = path.strip_prefix(self.path()).unwrap_or(path);
            let code = p.code.unwrap();
            match p.place.line_and_column() {
                Some((line, column)) => format!("{}:{line}:{column} {code}", path.display()),
                None => format!("{} {code}", path.display()),
            }
        };
        problems.iter().map(place).collect()
    }
}

pub(crate) fn said(problems: &[Diagnostic]) -> String {
    let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

pub(crate) fn lessons(loaded: &Loaded) -> Vec<&Lesson> {
    loaded
        .tree
        .modules
        .iter()
        .flat_map(|module| &module.lessons)
        .collect()
}
