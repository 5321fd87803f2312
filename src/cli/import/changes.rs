//! The differences between the version of a course that was here and the new one, and what they mean for progress.

use serde_json::{Value, json};

use super::counted;
use crate::cli::output::{Failure, Output};
use crate::domain::{Slug, sanitize_line};
use crate::profile::{Change, Changes};

/// The most lessons of a kind that are named.
const NAMED: usize = 10;

pub(super) fn json(changes: &Changes) -> Value {
    let list = |changes: &[Change]| -> Vec<Value> {
        let change = |change: &Change| {
            json!({
                "number": change.number.to_string(),
                "title": change.title,
                "path": change.path,
                "has_progress": change.has_progress(),
            })
        };
        changes.iter().map(change).collect()
    };
    json!({
        "added": list(&changes.added),
        "changed": list(&changes.changed),
        "moved": list(&changes.moved),
        "renamed": list(&changes.renamed),
        "removed": list(&changes.removed),
    })
}

/// Says what is different.
pub(super) fn say(changes: &Changes, output: &mut Output) -> Result<(), Failure> {
    let kinds = [
        ("added", &changes.added, ""),
        ("changed", &changes.changed, ", progress kept"),
        ("moved", &changes.moved, ", progress kept"),
        ("renamed", &changes.renamed, ", progress kept"),
        ("removed", &changes.removed, ", with your progress"),
    ];
    for (kind, changes, meaning) in kinds {
        if changes.is_empty() {
            continue;
        }
        output.line(format!("  {kind:<8} {}", counted(changes.len(), "lesson")))?;
        for change in changes.iter().take(NAMED) {
            let Change {
                number,
                title,
                path,
                ..
            } = change;
            let meaning = if change.has_progress() { meaning } else { "" };
            output.line(format!("    {number} {title} ({path}){meaning}"))?;
        }
        if changes.len() > NAMED {
            output.line(format!("    … and {} more", changes.len() - NAMED))?;
        }
    }
    Ok(())
}

/// Names each lesson whose progress isn't shown any more, and says how to get it back.
pub(super) fn say_left_behind(
    changes: &Changes,
    course: &Slug,
    output: &mut Output,
) -> Result<(), Failure> {
    let lessons: Vec<&Change> = left_behind(changes).collect();
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
    output.line(format!(
        "Was a file renamed? `lyceum update {course} --accept-renames` takes texts that are alike for one lesson; who \
         writes the course can put the id into the file's front matter. Either brings the progress back."
    ))
}

/// The lessons with progress that are gone.
pub(super) fn left_behind(changes: &Changes) -> impl Iterator<Item = &Change> {
    changes
        .removed
        .iter()
        .filter(|change| change.has_progress())
}
