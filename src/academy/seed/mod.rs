//! Sample data: courses, people of all roles, enrollments, progress, reviews, a payment and certificates, as the
//! platform's documentation describes. Running it again changes nothing.

use include_dir::{Dir, include_dir};
use sqlx::types::Json;
use sqlx::{Connection, PgConnection};

use super::AcademyError;
use crate::content::{self, Loaded};
use crate::domain::{CourseTree, Diagnostic};
use crate::wire::Published;

mod people;
mod story;

use people::{ADA, ADMIN, BO, INSTRUCTOR, add_person, id_of};

static SAMPLES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets/seed");

/// The sample courses: `applied-ai`, `ai-web-development`, `enterprise-ai`.
///
/// # Errors
/// Every problem of a course that can't be read; a test holds that there is none.
pub fn sample_courses() -> Result<Vec<Loaded>, Vec<Diagnostic>> {
    SAMPLES.dirs().map(content::load_embedded).collect()
}

/// The result of seeding.
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

/// Whether sample data may go into this database without being asked for twice: nobody and nothing is in it but
/// sample data. The sample has an admin, whom nobody should find among their people.
///
/// # Errors
/// [`AcademyError::Unknown`] with what is there.
pub async fn check_empty(connection: &mut PgConnection) -> Result<(), AcademyError> {
    let samples = sample_courses().map_err(|problems| unreadable(&problems))?;
    let ids: Vec<String> = content::bundled()
        .iter()
        .chain(&samples)
        .map(|loaded| loaded.tree.course.id.to_string())
        .collect();
    let (people, courses): (i64, i64) = sqlx::query_as(
        "select (select count(*) from public.users where email <> all ($1)),
                (select count(*) from public.courses where id <> all ($2))",
    )
    .bind(people::ADDRESSES)
    .bind(ids)
    .fetch_one(connection)
    .await?;
    if people + courses == 0 {
        return Ok(());
    }
    Err(AcademyError::Unknown(format!(
        "this academy has {people} accounts and {courses} courses of its own, and the sample data has an admin: \
         say --into-existing where it shall go among them"
    )))
}

/// Seeds the academy.
///
/// # Errors
/// Where a sample course can't be published, for instance because another one has its slug.
pub async fn seed(connection: &mut PgConnection) -> Result<SeedReport, AcademyError> {
    let mut courses = content::bundled();
    courses.extend(sample_courses().map_err(|problems| unreadable(&problems))?);
    let trees: Vec<CourseTree> = courses.into_iter().map(|loaded| loaded.tree).collect();

    let mut transaction = connection.begin().await?;
    super::accounts::one_at_a_time(&mut transaction).await?;
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
    report.records += story::people_learn(&mut transaction, &trees).await?;
    transaction.commit().await?;
    Ok(report)
}

fn unreadable(problems: &[Diagnostic]) -> AcademyError {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    AcademyError::Unknown(lines.join("\n"))
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
