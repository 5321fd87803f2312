//! Courses that are checked together: each needs a slug and an id of its own.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::domain::diagnostic::Code;
use crate::domain::diagnostic::shown_path;
use crate::domain::{CourseTree, Diagnostic, Location};

/// The courses whose slug or id an earlier one has; `courses` are their files and what is in them.
pub fn duplicates(courses: &[(PathBuf, CourseTree)]) -> Vec<Diagnostic> {
    let mut seen: HashMap<(&str, &str), &Path> = HashMap::new();
    let mut problems = Vec::new();
    for (path, tree) in courses {
        let course = &tree.course;
        for named in [("slug", course.slug.as_str()), ("id", course.id.as_str())] {
            let Some(other) = seen.insert(named, path) else {
                continue;
            };
            let (what, name) = named;
            let message = format!(
                "the {what} `{name}` is the {what} of {} already",
                shown_path(other)
            );
            let place = Location::File(path.clone());
            problems.push(Diagnostic::new(place, message).with_code(Code::DuplicateSlug));
            break;
        }
    }
    problems
}
