//! Joining a course, marking a lesson as done, and taking that back: each is a record.

use crate::domain::{CourseId, Fact, LessonId, Moment, Record, RecordId};
use crate::store::{Store, StoreError, new_record_id};

/// Joins a course.
///
/// # Errors
/// The store could not be written.
pub async fn join(store: &Store, course: CourseId, at: Moment) -> Result<(), StoreError> {
    keep(store, at, [Fact::Enroll { course }]).await
}

/// Marks a lesson as done, and joins its course where the learner hasn't yet.
///
/// # Errors
/// The store could not be read or written.
pub async fn complete(
    store: &Store,
    course: CourseId,
    lesson: LessonId,
    at: Moment,
) -> Result<(), StoreError> {
    let joins = match is_joined(store, &course).await? {
        true => None,
        false => Some(Fact::Enroll {
            course: course.clone(),
        }),
    };
    let completes = Fact::Complete { course, lesson };
    keep(store, at, joins.into_iter().chain([completes])).await
}

/// Takes a completion back.
///
/// # Errors
/// The store could not be written.
pub async fn reopen(
    store: &Store,
    course: CourseId,
    lesson: LessonId,
    completion: RecordId,
    at: Moment,
) -> Result<(), StoreError> {
    let reopens = Fact::Reopen {
        course,
        lesson,
        completion,
    };
    keep(store, at, [reopens]).await
}

async fn is_joined(store: &Store, course: &CourseId) -> Result<bool, StoreError> {
    let courses = store.catalog().await?;
    let course = courses.iter().find(|known| known.course.id == *course);
    Ok(course.is_some_and(|course| course.enrolled_at.is_some()))
}

/// Keeps facts of one moment, all or none.
async fn keep(
    store: &Store,
    at: Moment,
    facts: impl IntoIterator<Item = Fact>,
) -> Result<(), StoreError> {
    let device = store.device().await?;
    let record = |fact| Record {
        id: new_record_id(at.at),
        device,
        occurred_at: at.at,
        local_date: at.local_date,
        fact,
    };
    let records: Vec<Record> = facts.into_iter().map(record).collect();
    store.append_all(&records).await?;
    Ok(())
}
