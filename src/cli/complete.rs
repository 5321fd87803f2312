//! `lyceum complete`: marks a lesson as done.

use super::environment::Environment;
use super::find;
use super::output::{Failure, Output};
use crate::domain::{Fact, LessonNumber, Record, Slug};
use crate::runtime::clock::stamp;
use crate::runtime::record;
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
    let outline = find::course(store, slug).await?;
    let lesson = find::lesson(&outline, number)?;
    if lesson.progress.completion.is_some() {
        return Ok(format!("{number} {} was done already", lesson.title));
    }
    let course = outline.course.id.clone();
    let mut facts = Vec::new();
    if !is_joined(store, &outline).await? {
        facts.push(Fact::Enroll {
            course: course.clone(),
        });
    }
    facts.push(Fact::Complete {
        course,
        lesson: lesson.id.clone(),
    });
    let device = store.device().await?;
    let now = stamp();
    let records: Vec<Record> = facts
        .into_iter()
        .map(|fact| record(device, now, fact))
        .collect();
    store.append_all(&records).await?;
    let percent = find::course(store, slug).await?.percent();
    Ok(format!(
        "✓ {number} {} is done; {} is at {percent}",
        lesson.title, outline.course.title
    ))
}

async fn is_joined(store: &Store, outline: &crate::domain::Outline) -> Result<bool, Failure> {
    let courses = store.catalog().await?;
    let course = courses
        .iter()
        .find(|course| course.course.id == outline.course.id);
    Ok(course.is_some_and(|course| course.enrolled_at.is_some()))
}
