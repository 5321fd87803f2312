//! The effect of a course's new version on one's own progress.

use serde_json::Value;

use crate::cli::counted;
use crate::cli::lesson_changes::Meaning;
use crate::cli::output::{Failure, Output};
use crate::domain::versions::{Change, Changes, OwnProgress, Progress};
use crate::domain::{Slug, sanitize_line};

impl Meaning for OwnProgress {
    fn said(&self, is_gone: bool) -> String {
        let said = match (self.is_any(), is_gone) {
            (false, _) => "",
            (true, false) => ", progress kept",
            (true, true) => ", with your progress",
        };
        said.to_owned()
    }

    fn field(&self) -> (&'static str, Value) {
        ("has_progress", self.is_any().into())
    }
}

/// Names each lesson whose progress isn't shown any more, and says how to get it back.
pub(super) fn say_left_behind(
    changes: &Changes<OwnProgress>,
    course: &Slug,
    output: &mut Output,
) -> Result<(), Failure> {
    let lessons: Vec<&Change<OwnProgress>> = left_behind(changes).collect();
    if lessons.is_empty() {
        return Ok(());
    }
    let count = counted(lessons.len(), "lesson");
    output.line(format!("Your progress in {count} went with the lesson:"))?;
    for lesson in lessons {
        let OwnProgress { completed, seconds } = lesson.progress;
        let done = match completed {
            true => "completed",
            false => "begun",
        };
        let number = lesson.number;
        let (title, id) = (&lesson.title, sanitize_line(lesson.id.as_str()));
        output.line(format!(
            "  {number} {title}: {done}, {seconds} studied, id: {id}"
        ))?;
    }
    output.line(format!(
        "Was a file renamed? `lyceum update {course} --accept-renames` treats lessons with similar texts as the same; \
         the course's author can put the id into the file's front matter. Either brings the progress back."
    ))
}

/// The lessons with progress that are gone.
pub(super) fn left_behind(
    changes: &Changes<OwnProgress>,
) -> impl Iterator<Item = &Change<OwnProgress>> {
    let removed = changes.removed.iter();
    removed.filter(|change| change.progress.is_any())
}
