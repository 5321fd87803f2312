//! The course that a path lies in, found as git and cargo find what is theirs.

use std::path::{Path, PathBuf};

use crate::content::{self, CoursePlace};

/// The file that a folder of a course of ours has.
const MANIFEST: &str = "course.toml";

/// The place that a person named; where that lies in a course of ours, the folder of the course.
pub(in crate::cli) fn course_around(place: CoursePlace) -> CoursePlace {
    match &place {
        CoursePlace::Folder(path) | CoursePlace::Page(path) => match folder_around(path) {
            Some(folder) => CoursePlace::Folder(folder),
            None => place,
        },
        CoursePlace::Archive(_) | CoursePlace::Git(_) => place,
    }
}

/// The nearest folder above a path that has a `course.toml`, as seen from here; none where there is none, and for the
/// folder of a course.
pub(in crate::cli) fn folder_around(path: &Path) -> Option<PathBuf> {
    if content::is_course(path) {
        return None;
    }
    let real = path.canonicalize().ok()?;
    let mut above = real.ancestors().skip(1);
    let folder = above.find(|folder| folder.join(MANIFEST).is_file())?;
    Some(from_here(folder))
}

/// A folder's path from the current one, where that is inside of it or around it; else as it is.
fn from_here(folder: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    match here {
        Ok(here) => from(&here, folder).unwrap_or_else(|| folder.to_owned()),
        Err(_) => folder.to_owned(),
    }
}

fn from(here: &Path, folder: &Path) -> Option<PathBuf> {
    if let Ok(below) = folder.strip_prefix(here) {
        return Some(match below == Path::new("") {
            true => PathBuf::from("."),
            false => below.to_owned(),
        });
    }
    let steps = here.strip_prefix(folder).ok()?.components();
    Some(steps.map(|_| "..").collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_named_from_here() {
        let path = |folder: &str| from(Path::new("/a/b"), Path::new(folder));
        assert_eq!(path("/a/b"), Some(".".into()));
        assert_eq!(path("/a/b/c/d"), Some("c/d".into()));
        assert_eq!(path("/"), Some("../..".into()));
        assert_eq!(path("/x"), None);
    }
}
