//! The changes that publishing would make, for people and for programs.

use serde_json::{Value, json};

use super::{Compared, PublishArgs};
use crate::cli::counted;
use crate::cli::lesson_changes::{self, Meaning};
use crate::cli::output::{Failure, Output};
use crate::cli::renames;
use crate::domain::sanitize_line;
use crate::domain::versions::{LearnersProgress, Progress};
use crate::sync::author::{Difference, FieldChange};

/// The longest value of a field that is shown, in characters.
const SHOWN: usize = 60;

impl Meaning for LearnersProgress {
    fn said(&self, is_gone: bool) -> String {
        match (self.is_any(), is_gone) {
            (false, _) => String::new(),
            (true, false) if self.0 == 1 => ", 1 learner keeps their progress".to_owned(),
            (true, false) => format!(", {} keep their progress", learners(self.0)),
            (true, true) => format!(", with the progress of {}", learners(self.0)),
        }
    }

    fn field(&self) -> (&'static str, Value) {
        ("learners", self.0.into())
    }
}

fn learners(count: u64) -> String {
    counted(usize::try_from(count).unwrap_or(usize::MAX), "learner")
}

/// Says what is different.
pub(super) fn say(
    compared: &Compared,
    args: &PublishArgs,
    address: &str,
    output: &mut Output,
) -> Result<(), Failure> {
    let tree = &compared.loaded.tree;
    let title = sanitize_line(&tree.course.title);
    let Some(edition) = &compared.edition else {
        let modules = counted(tree.modules.len(), "module");
        let lessons = counted(tree.lessons().count(), "lesson");
        let images = counted(tree.images.len(), "image");
        let price = tree.course.price;
        return output.line(format!(
            "{title} is new at {address}: {modules}, {lessons}, {images}, {price}"
        ));
    };
    let difference = &compared.difference;
    let seen = match edition.outline.published {
        true => "published",
        false => "a draft",
    };
    let enrolled = learners(edition.learners.enrolled);
    output.line(format!("{title} at {address} ({seen}, {enrolled})"))?;
    if difference.is_none() && compared.open.is_empty() {
        output.line("  the same as here")?;
    }
    for field in &difference.course {
        output.line(format!("  {:<8} {}", field.name, change_of(field)))?;
    }
    for (what, titles) in [
        ("new", &difference.modules_added),
        ("changed", &difference.modules_changed),
        ("gone", &difference.modules_removed),
    ] {
        if !titles.is_empty() {
            output.line(format!(
                "  modules  {what}: {}",
                sanitize_line(&titles.join(", "))
            ))?;
        }
    }
    lesson_changes::say(&difference.lessons, output)?;
    renames::say(&compared.open, output)?;
    say_images(difference, output)?;
    say_lost(difference, output)?;
    if !edition.outline.published && !args.draft {
        output.line("  It was a draft until now; everybody will see it")?;
    }
    Ok(())
}

fn change_of(field: &FieldChange) -> String {
    let is_short = |text: &str| text.chars().count() <= SHOWN && !text.contains('\n');
    let (from, to) = (&field.from, &field.to);
    match is_short(from) && is_short(to) {
        true => format!("{} → {}", sanitize_line(from), sanitize_line(to)),
        false => "changed".to_owned(),
    }
}

fn say_images(difference: &Difference, output: &mut Output) -> Result<(), Failure> {
    let Difference {
        images_added,
        images_removed,
        ..
    } = difference;
    match (images_added, images_removed) {
        (0, 0) => Ok(()),
        (added, removed) => {
            output.line(format!("  images   {added} new or changed, {removed} gone"))
        }
    }
}

/// Names the lessons that take progress along, until they come back.
fn say_lost(difference: &Difference, output: &mut Output) -> Result<(), Failure> {
    let lost = difference.lessons.removed.iter();
    let lost = lost.filter(|lesson| lesson.progress.is_any()).count();
    if lost == 0 {
        return Ok(());
    }
    output.line(match lost {
        1 => "  The progress in 1 lesson goes with it, and comes back if a lesson returns with its id".to_owned(),
        _ => format!("  The progress in {lost} lessons goes with them, and comes back if lessons return with their ids"),
    })
}

pub(super) fn json(compared: &Compared) -> Value {
    let difference = &compared.difference;
    let fields = difference.course.iter();
    let fields: Vec<Value> = fields
        .map(|field| json!({"name": field.name, "from": field.from, "to": field.to}))
        .collect();
    json!({
        "is_new": difference.is_new,
        "enrolled": compared.edition.as_ref().map(|edition| edition.learners.enrolled),
        "course": fields,
        "modules": {
            "added": difference.modules_added,
            "changed": difference.modules_changed,
            "removed": difference.modules_removed,
        },
        "lessons": lesson_changes::json(&difference.lessons),
        "questions": renames::json(&compared.open),
        "images": {"added": difference.images_added, "removed": difference.images_removed},
    })
}
