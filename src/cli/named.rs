//! Finds the course and lesson that a command names.

use super::output::Failure;
use crate::domain::diagnostic::closest;
use crate::domain::{LessonEntry, LessonNumber, Outline, Slug};
use crate::store::Store;

/// The outline of the course with that slug.
pub(super) async fn course(store: &Store, slug: &Slug) -> Result<Outline, Failure> {
    let ids = store.find_course(slug).await?;
    let outline = match ids.first() {
        Some(id) => store.outline(id).await?,
        None => None,
    };
    match outline {
        Some(outline) => Ok(outline),
        None => Err(unknown(store, slug).await?),
    }
}

/// Says that there is no such course, and which one may be meant: one whose slug goes on so, or is much like it.
async fn unknown(store: &Store, slug: &Slug) -> Result<Failure, Failure> {
    let courses = store.catalog().await?;
    let known = || courses.iter().map(|course| course.course.slug.as_str());
    let written = slug.as_str();
    let begun = known().find(|known| known.starts_with(written));
    let meant = begun.or_else(|| closest(written, known()));
    Ok(Failure::said(match meant {
        Some(meant) => format!(
            "there is no course `{slug}`: did you mean `{meant}`? `lyceum courses` lists all"
        ),
        None => format!("there is no course `{slug}`: `lyceum courses` lists them"),
    }))
}

/// The lesson with that number.
pub(super) fn lesson(outline: &Outline, number: LessonNumber) -> Result<&LessonEntry, Failure> {
    outline.lesson(number).ok_or_else(|| {
        let last = outline.lessons().last().map(|(number, _)| number);
        let range = last.map_or_else(
            || "it has none".to_owned(),
            |last| format!("its lessons go from 1.1 to {last}"),
        );
        Failure::said(format!(
            "{} has no lesson {number}: {range}",
            outline.course.title
        ))
    })
}
