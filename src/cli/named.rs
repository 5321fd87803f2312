//! Finds the course and lesson that a command names.

use super::output::Failure;
use crate::domain::{LessonEntry, LessonNumber, Outline, Slug};
use crate::store::Store;

/// The outline of the course with that slug.
pub(super) async fn course(store: &Store, slug: &Slug) -> Result<Outline, Failure> {
    let ids = store.find_course(slug).await?;
    let unknown = || {
        Failure::said(format!(
            "there is no course `{slug}`: `lyceum courses` lists them"
        ))
    };
    let id = ids.first().ok_or_else(unknown)?;
    store.outline(id).await?.ok_or_else(unknown)
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
