//! `lyceum import`: adds a course from a folder, or updates it.

use std::path::Path;

use super::environment::Environment;
use super::output::{Failure, Output};
use crate::content;
use crate::domain::diagnostic::shown_path;
use crate::domain::{Diagnostic, Origin, sanitize_line};
use crate::profile;
use crate::store::CourseChange;

pub(super) async fn run(
    environment: &Environment,
    folder: &Path,
    output: &mut Output,
) -> Result<(), Failure> {
    let loaded = content::load(folder).map_err(|problems| not_imported(folder, problems))?;
    let store = environment.store().await?;
    let change = profile::import(&store, &loaded, Origin::Folder).await;
    store.close().await;
    for warning in &loaded.warnings {
        output.line(warning)?;
    }
    let course = &loaded.tree.course;
    let modules = counted(loaded.tree.modules.len(), "module");
    let lessons = loaded
        .tree
        .modules
        .iter()
        .map(|module| module.lessons.len())
        .sum();
    let lessons = counted(lessons, "lesson");
    let what = match change? {
        CourseChange::Added => "added",
        CourseChange::Updated => "updated; your progress is kept",
        CourseChange::Unchanged => "here already, unchanged",
    };
    let title = sanitize_line(&course.title);
    output.line(format!("{title}: {what} ({modules}, {lessons})"))?;
    output.line(format!("Read it with: lyceum --course {}", course.slug))
}

/// Why a folder isn't imported: its errors, and after them the warnings.
fn not_imported(folder: &Path, mut problems: Vec<Diagnostic>) -> Failure {
    problems.sort_by_key(|problem| problem.severity);
    let warnings = problems
        .iter()
        .filter(|problem| !problem.is_error())
        .count();
    let mut count = counted(problems.len() - warnings, "error");
    if warnings > 0 {
        count = format!("{count}, {}", counted(warnings, "warning"));
    }
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let (folder, lines) = (shown_path(folder), lines.join("\n"));
    Failure::said(format!("{folder} is not imported: {count}\n{lines}"))
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
