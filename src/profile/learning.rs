//! Joining a course, marking a lesson as done, and taking that back: each is a record.

use crate::domain::quiz::{NotPassed, Round, Submitted};
use crate::domain::{CourseId, Fact, LessonId, LessonKind, Moment, Record};
use crate::lesson::quiz::Paper;
use crate::store::{Standing, Store, StoreError, new_record_id};

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
/// The store could not be read or written; inside, that the lesson is a quiz which has to be passed first.
pub async fn complete(
    store: &Store,
    course: CourseId,
    lesson: LessonId,
    at: Moment,
) -> Result<Result<(), NotPassed>, StoreError> {
    if let Err(not_passed) = lets_complete(store, &lesson).await? {
        return Ok(Err(not_passed));
    }
    let joins = match store.is_joined(&course).await? {
        true => None,
        false => Some(Fact::Enroll {
            course: course.clone(),
        }),
    };
    let completes = Fact::Complete { course, lesson };
    keep(store, at, joins.into_iter().chain([completes])).await?;
    Ok(Ok(()))
}

/// Whether a lesson may be done, by what the academy graded of it.
async fn lets_complete(
    store: &Store,
    lesson: &LessonId,
) -> Result<Result<(), NotPassed>, StoreError> {
    let text = store.lesson_text(lesson).await?;
    let Some((_, text)) = text.filter(|(kind, _)| *kind == LessonKind::Quiz) else {
        return Ok(Ok(()));
    };
    let paper = Paper::of(&text, true, 0).unwrap_or_default();
    let is_asked = |submitted: &Submitted| {
        let mut questions = paper.questions().map(|asked| &asked.question);
        questions.any(|question| {
            (&question.id, question.revision) == (&submitted.question, submitted.revision)
        })
    };
    let mut round = Round::default();
    let submitted = store.submissions(lesson).await?.into_iter();
    for submitted in submitted.filter(is_asked) {
        round.take(submitted);
    }
    let mut quizzes = paper.quizzes.iter();
    Ok(quizzes.try_for_each(|quiz| quiz.lets_complete(&round)))
}

/// Takes back everything that stands for a lesson's completion, by whatever device.
///
/// # Errors
/// The store could not be read or written.
pub async fn reopen(
    store: &Store,
    course: CourseId,
    lesson: LessonId,
    at: Moment,
) -> Result<(), StoreError> {
    let Standing { records, web } = store.standing(&lesson).await?;
    let reopens = Fact::Reopen {
        course,
        lesson,
        completions: records,
        web,
    };
    keep(store, at, [reopens]).await
}

/// Keeps facts of one moment, all or none.
///
/// # Errors
/// The store could not be read or written.
pub async fn keep(
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

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::content;
    use crate::domain::Origin;
    use crate::profile::import;

    #[tokio::test]
    async fn completing_a_lesson_joins_its_course_once() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("lyceum.db")).await.unwrap();
        let courses = content::bundled();
        import(&store, &courses[0], Origin::Bundled).await.unwrap();
        let id = courses[0].tree.course.id.clone();
        let outline = store.outline(&id).await.unwrap().unwrap();
        let at = Moment::from(DateTime::UNIX_EPOCH.fixed_offset());
        for (_, lesson) in outline.lessons().take(2) {
            let lesson = lesson.head.id.clone();
            let completed = complete(&store, id.clone(), lesson, at).await.unwrap();
            assert_eq!(completed, Ok(()));
        }
        assert!(store.is_joined(&id).await.unwrap());
        let records = store.records().await.unwrap();
        let joins = |record: &&Record| matches!(record.fact, Fact::Enroll { .. });
        assert_eq!(records.iter().filter(joins).count(), 1);
        assert_eq!(records.len(), 3);
    }
}
