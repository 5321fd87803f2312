//! `lyceum import`: adds a course from a folder, or updates it.

use std::path::Path;

use super::environment::Environment;
use super::output::{Failure, Output};
use crate::content;
use crate::domain::diagnostic::shown_path;
use crate::domain::{Diagnostic, Origin, sanitize_line};
use crate::profile;
use crate::store::{CourseChange, LeftBehind};

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
    let lessons = counted(loaded.tree.lessons().count(), "lesson");
    let (change, carried) = change?;
    let what = match change {
        CourseChange::Added => "added",
        CourseChange::Updated if carried.left_behind.is_empty() && carried.kept > 0 => {
            "updated; your progress is kept"
        }
        CourseChange::Updated => "updated",
        CourseChange::Unchanged => "here already, unchanged",
    };
    let title = sanitize_line(&course.title);
    output.line(format!("{title}: {what} ({modules}, {lessons})"))?;
    report_left_behind(&carried.left_behind, output)?;
    output.line(format!("Read it with: lyceum --course {}", course.slug))
}

/// Names each lesson whose progress isn't shown any more, and says how to get it back.
fn report_left_behind(lessons: &[LeftBehind], output: &mut Output) -> Result<(), Failure> {
    if lessons.is_empty() {
        return Ok(());
    }
    let count = counted(lessons.len(), "lesson");
    output.line(format!("Your progress in {count} is gone with the lesson:"))?;
    for lesson in lessons {
        let done = match lesson.completed {
            true => "completed",
            false => "begun",
        };
        let (number, seconds) = (lesson.number, lesson.seconds);
        let (title, id) = (&lesson.title, sanitize_line(lesson.id.as_str()));
        output.line(format!(
            "  {number} {title}: {done}, {seconds} studied, id: {id}"
        ))?;
    }
    output.line("Was the file renamed? Put the id into its front matter, and its progress is back.")
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
