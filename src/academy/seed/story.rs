//! The learning history of the sample data's people, as records of a made-up device.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::people::{ADA, BO, id_of, pay, review};
use crate::academy::AcademyError;
use crate::domain::{
    CourseTree, DeviceId, Fact, LessonId, RawRecord, Record, RecordId, Seconds, Timestamp,
};
use crate::wire::{Batch, Outcome, PushAnswer, Pushed};

/// Ada is in the middle of a free course; Bo bought one and completed it. Both wrote a review.
pub(super) async fn people_learn(
    connection: &mut PgConnection,
    trees: &[CourseTree],
) -> Result<usize, AcademyError> {
    let (ada, bo) = (
        id_of(connection, &ADA).await?,
        id_of(connection, &BO).await?,
    );
    let course = |slug: &str| trees.iter().find(|tree| tree.course.slug.as_str() == slug);
    let mut applied = 0;
    if let Some(tree) = course("ai-foundations") {
        applied += push(connection, &ada, tree, 5).await?;
        review(connection, &ada, tree, 5, "Clear from the first page on.").await?;
    }
    if let Some(tree) = course("applied-ai") {
        pay(connection, &bo, tree).await?;
        applied += push(connection, &bo, tree, usize::MAX).await?;
        review(
            connection,
            &bo,
            tree,
            4,
            "The test set in an afternoon was worth it alone.",
        )
        .await?;
    }
    Ok(applied)
}

/// Enrolls, and studies and completes the course's first lessons, a lesson a day.
async fn push(
    connection: &mut PgConnection,
    user: &str,
    tree: &CourseTree,
    lessons: usize,
) -> Result<usize, AcademyError> {
    let (instance, now): (Uuid, DateTime<Utc>) =
        sqlx::query_as("select id, now() from lyceum.instance")
            .fetch_one(&mut *connection)
            .await?;
    let batch = Batch {
        instance,
        device: DeviceId(Uuid::nil()),
        base: None,
        sent_at: Timestamp::new(now),
        records: pushed(&story(user, tree, lessons))?,
    };
    let Json(answer): Json<PushAnswer> = sqlx::query_scalar("select lyceum.push_for($1, $2)")
        .bind(user)
        .bind(Json(&batch))
        .fetch_one(connection)
        .await?;
    let applied = answer
        .receipts
        .iter()
        .filter(|receipt| matches!(receipt.outcome, Outcome::Applied { .. }));
    Ok(applied.count())
}

/// The records as a device pushes them for the first time.
fn pushed(records: &[Record]) -> Result<Vec<Pushed>, AcademyError> {
    let first_time = |record| {
        Ok(Pushed {
            record: RawRecord::try_from(record)?,
            effective_at: None,
            counted: None,
        })
    };
    records.iter().map(first_time).collect()
}

fn story(user: &str, tree: &CourseTree, lessons: usize) -> Vec<Record> {
    let course = &tree.course.id;
    let mut facts = vec![(
        0,
        Fact::Enroll {
            course: course.clone(),
        },
    )];
    let all = tree.modules.iter().flat_map(|module| &module.lessons);
    for (day, lesson) in (0_i64..).zip(all.take(lessons)) {
        let lesson: &LessonId = &lesson.head.id;
        facts.push((
            day,
            Fact::Study {
                course: course.clone(),
                lesson: lesson.clone(),
                seconds: Seconds(240),
            },
        ));
        facts.push((
            day,
            Fact::Complete {
                course: course.clone(),
                lesson: lesson.clone(),
            },
        ));
    }
    (0_i64..)
        .zip(facts)
        .map(|(number, (day, fact))| record(user, number, day, fact))
        .collect()
}

/// A record whose id follows from its place in the story, so that it is the same the next time.
fn record(user: &str, number: i64, day: i64, fact: Fact) -> Record {
    let name = format!("lyceum seed/{user}/{}/{number}", fact.course());
    let date = NaiveDate::from_ymd_opt(2026, 1, 12).unwrap_or_default() + TimeDelta::days(day);
    let at = date.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::minutes(18 * 60 + number);
    Record {
        id: RecordId(Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())),
        device: DeviceId(Uuid::nil()),
        occurred_at: Timestamp::new(at),
        local_date: date,
        fact,
    }
}
