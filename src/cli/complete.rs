//! `lyceum complete`: marks a lesson as done.

use super::environment::Environment;
use super::named;
use super::output::{Failure, Output};
use crate::domain::{LessonNumber, Slug};
use crate::profile;
use crate::runtime::clock::moment;
use crate::store::Store;

pub(super) async fn run(
    environment: &Environment,
    slug: &Slug,
    number: LessonNumber,
    output: &mut Output,
) -> Result<(), Failure> {
    let store = environment.store().await?;
    let said = complete(&store, slug, number).await;
    store.close().await;
    output.line(said?)
}

async fn complete(store: &Store, slug: &Slug, number: LessonNumber) -> Result<String, Failure> {
    let outline = named::course(store, slug).await?;
    let lesson = named::lesson(&outline, number)?;
    if lesson.progress.completion.is_some() {
        return Ok(format!(
            "{number} “{}” was already completed",
            lesson.head.title
        ));
    }
    let course = outline.course.id.clone();
    let completed = profile::complete(store, course, lesson.head.id.clone(), moment()).await?;
    completed.map_err(Failure::other)?;
    let percent = named::course(store, slug).await?.percent();
    Ok(format!(
        "✓ Completed {number} “{}”; {} is at {percent}",
        lesson.head.title, outline.course.title
    ))
}
