//! Sample data: courses, people of all roles, enrollments, progress, reviews, a payment and certificates, as the
//! platform's documentation describes. Running it again changes nothing.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use include_dir::{Dir, include_dir};
use sqlx::types::Json;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use super::AcademyError;
use crate::content::{self, Loaded, Problem, native};
use crate::domain::{CourseTree, DeviceId, Fact, LessonId, Record, RecordId, Seconds, Timestamp};
use crate::wire::{Batch, Published, PushAnswer};

static SAMPLES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets/seed");

/// The sample courses: `applied-ai`, `ai-web-development`, `enterprise-ai`.
///
/// # Errors
/// Every problem of a course that can't be read; a test holds that there is none.
pub fn sample_courses() -> Result<Vec<Loaded>, Vec<Problem>> {
    SAMPLES.dirs().map(native::load_embedded).collect()
}

/// What seeding did.
#[derive(Debug, Default)]
pub struct SeedReport {
    /// Slugs of courses that are new.
    pub created: Vec<String>,
    /// Slugs of courses that were there.
    pub present: Vec<String>,
    /// Accounts that are new.
    pub accounts: u64,
    /// Records that took effect now.
    pub records: usize,
}

/// Somebody in the sample.
struct Person {
    email: &'static str,
    name: &'static str,
    role: &'static str,
}

const ADMIN: Person = Person {
    email: "admin@example.org",
    name: "Robin Admin",
    role: "ADMIN",
};
const INSTRUCTOR: Person = Person {
    email: "instructor@example.org",
    name: "Grace Instructor",
    role: "INSTRUCTOR",
};
const ADA: Person = Person {
    email: "ada@example.org",
    name: "Ada Student",
    role: "STUDENT",
};
const BO: Person = Person {
    email: "bo@example.org",
    name: "Bo Student",
    role: "STUDENT",
};

/// Seeds the academy.
///
/// # Errors
/// Where a sample course can't be published, for instance because another one has its slug.
pub async fn seed(connection: &mut PgConnection) -> Result<SeedReport, AcademyError> {
    let mut courses = content::bundled();
    courses.extend(sample_courses().map_err(|problems| unreadable(&problems))?);
    let trees: Vec<CourseTree> = courses.into_iter().map(|loaded| loaded.tree).collect();

    let mut transaction = connection.begin().await?;
    let mut report = SeedReport::default();
    for person in [&ADMIN, &INSTRUCTOR, &ADA, &BO] {
        report.accounts += add_person(&mut transaction, person).await?;
    }
    let instructor = id_of(&mut transaction, &INSTRUCTOR).await?;
    for tree in &trees {
        let published = publish(&mut transaction, &instructor, tree).await?;
        let slug = tree.course.slug.to_string();
        if published.created {
            report.created.push(slug);
        } else {
            report.present.push(slug);
        }
    }
    report.records += people_learn(&mut transaction, &trees).await?;
    transaction.commit().await?;
    Ok(report)
}

fn unreadable(problems: &[Problem]) -> AcademyError {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    AcademyError::Unknown(lines.join("\n"))
}

async fn add_person(connection: &mut PgConnection, person: &Person) -> Result<u64, AcademyError> {
    let done = sqlx::query(
        "insert into public.users (id, email, name, role, email_verified, created_at, updated_at)
         select lyceum.new_id(), $1, $2, $3::text::public.user_role, now() at time zone 'UTC',
                now() at time zone 'UTC', now() at time zone 'UTC'
          where not exists (select from public.users where email = $1)",
    )
    .bind(person.email)
    .bind(person.name)
    .bind(person.role)
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

async fn id_of(connection: &mut PgConnection, person: &Person) -> Result<String, AcademyError> {
    let id = sqlx::query_scalar("select id from public.users where email = $1")
        .bind(person.email)
        .fetch_one(connection)
        .await?;
    Ok(id)
}

async fn publish(
    connection: &mut PgConnection,
    instructor: &str,
    tree: &CourseTree,
) -> Result<Published, AcademyError> {
    let Json(published) = sqlx::query_scalar(
        "select lyceum.publish_for($1, $2, jsonb_build_object('base', case
                    when exists (select from public.courses where id = $2 #>> '{course,id}')
                    then lyceum.content_revision($2 #>> '{course,id}') || '.edit' end))",
    )
    .bind(instructor)
    .bind(Json(tree))
    .fetch_one(connection)
    .await?;
    Ok(published)
}

/// Ada is in the middle of a free course; Bo bought one and completed it. Both wrote a review.
async fn people_learn(
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
        records: story(user, tree, lessons),
    };
    let Json(answer): Json<PushAnswer> = sqlx::query_scalar("select lyceum.push_for($1, $2)")
        .bind(user)
        .bind(Json(&batch))
        .fetch_one(connection)
        .await?;
    let applied = answer
        .receipts
        .iter()
        .filter(|receipt| matches!(receipt.outcome, crate::wire::Outcome::Applied { .. }));
    Ok(applied.count())
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
        let lesson: &LessonId = &lesson.id;
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

async fn pay(
    connection: &mut PgConnection,
    user: &str,
    tree: &CourseTree,
) -> Result<(), AcademyError> {
    sqlx::query(
        "insert into public.payments (id, user_id, course_id, amount, currency, status, provider,
                                      provider_transaction_id, created_at, processed_at)
         select lyceum.new_id(), $1, $2, price, 'USD', 'COMPLETED', 'sample', 'sample-1',
                timestamp '2026-01-12', timestamp '2026-01-12'
           from public.courses
          where id = $2
            and not exists (select from public.payments where user_id = $1 and course_id = $2)",
    )
    .bind(user)
    .bind(tree.course.id.as_str())
    .execute(connection)
    .await?;
    Ok(())
}

async fn review(
    connection: &mut PgConnection,
    user: &str,
    tree: &CourseTree,
    rating: i32,
    comment: &str,
) -> Result<(), AcademyError> {
    sqlx::query(
        "insert into public.course_reviews (id, user_id, course_id, rating, comment, created_at, updated_at)
         select lyceum.new_id(), $1, $2, $3, $4, timestamp '2026-02-01', timestamp '2026-02-01'
          where not exists (select from public.course_reviews where user_id = $1 and course_id = $2)",
    )
    .bind(user)
    .bind(tree.course.id.as_str())
    .bind(rating)
    .bind(comment)
    .execute(connection)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_courses_are_without_a_flaw() {
        let courses = sample_courses().unwrap();
        let mut listed: Vec<_> = courses
            .iter()
            .map(|loaded| {
                assert_eq!(loaded.warnings, []);
                let course = &loaded.tree.course;
                let lessons: Vec<usize> = loaded
                    .tree
                    .modules
                    .iter()
                    .map(|m| m.lessons.len())
                    .collect();
                (
                    course.slug.as_str(),
                    course.price.to_string(),
                    course.difficulty.as_str(),
                    lessons,
                )
            })
            .collect();
        listed.sort_unstable();
        assert_eq!(
            listed,
            [
                (
                    "ai-web-development",
                    "$1299".to_owned(),
                    "advanced",
                    vec![3, 3]
                ),
                ("applied-ai", "$599".to_owned(), "intermediate", vec![3, 3]),
                ("enterprise-ai", "$1799".to_owned(), "expert", vec![3, 3]),
            ]
        );
    }
}
