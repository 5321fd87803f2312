//! The catalog: one query, whatever the number of courses.

use sqlx::types::Json;

use super::columns::{instant, number, seconds, title, word};
use super::error::At;
use super::order::{self, Moment};
use super::{Store, StoreError};
use crate::domain::collation::Collation;
use crate::domain::{Cents, Course, CourseId, CourseSummary, Minutes, Slug};

/// The columns of a course's metadata.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct CourseRow {
    id: String,
    slug: String,
    pub(super) origin: String,
    title: String,
    difficulty: String,
    price: i64,
    language: String,
    license: Option<String>,
    objectives: Json<Vec<String>>,
    prerequisites: Json<Vec<String>>,
    description: String,
}

impl CourseRow {
    pub(super) fn course(self) -> Result<Course, sqlx::Error> {
        Ok(Course {
            id: CourseId::new(self.id),
            slug: word(&self.slug)?,
            title: self.title,
            description: self.description,
            difficulty: word(&self.difficulty)?,
            price: Cents(number(self.price)?),
            language: self.language,
            license: self.license,
            objectives: self.objectives.0,
            prerequisites: self.prerequisites.0,
        })
    }

    /// The course under a title that can be shown.
    pub(super) fn shown(self) -> Result<Course, sqlx::Error> {
        let course = self.course()?;
        Ok(Course {
            title: title(course.title),
            ..course
        })
    }
}

#[derive(Debug, sqlx::FromRow)]
struct SummaryRow {
    #[sqlx(flatten)]
    course: CourseRow,
    duration: i64,
    module_count: i64,
    lesson_count: i64,
    lessons_done: i64,
    seconds: i64,
    enrolled_at: Option<i64>,
    archived: bool,
    #[sqlx(flatten)]
    last_read: Moment,
}

impl SummaryRow {
    fn summary(self) -> Result<CourseSummary, sqlx::Error> {
        Ok(CourseSummary {
            origin: word(&self.course.origin)?,
            course: self.course.shown()?,
            archived: self.archived,
            minutes: Minutes(number(self.duration)?),
            modules: number(self.module_count)?,
            lessons: number(self.lesson_count)?,
            lessons_done: number(self.lessons_done)?,
            seconds: seconds(self.seconds)?,
            enrolled_at: self.enrolled_at.map(instant).transpose()?,
            last_read: self.last_read.at.map(instant).transpose()?,
        })
    }
}

/// Time and places of windows that are open right now count as if they were sealed.
const CATALOG: &str = "
    WITH done AS (
        SELECT l.course_id, count(*) AS lessons
        FROM progress p
        JOIN lessons l ON l.id = p.lesson_id
        WHERE p.completed_at IS NOT NULL
        GROUP BY l.course_id
    ), running AS (
        SELECT course_id, sum(millis / 1000) AS seconds, device, max(at) AS at
        FROM (
            SELECT course_id, millis, device, started_at AS at FROM open_study
            UNION ALL
            SELECT course_id, 0, device, at FROM open_positions
        )
        GROUP BY course_id
    )
    SELECT c.id, c.slug, c.origin, c.title, c.difficulty, c.price, c.language, c.license,
           c.objectives, c.prerequisites, c.description,
           c.duration, c.module_count, c.lesson_count,
           coalesce(done.lessons, 0) AS lessons_done,
           coalesce(a.seconds, 0) + coalesce(running.seconds, 0) AS seconds,
           e.enrolled_at,
           c.origin = 'remote' AND EXISTS (
               SELECT 1 FROM academy_courses WHERE course_id = c.id AND named = 0
           ) AS archived,
           CASE WHEN running.at >= coalesce(a.last_read, 0) THEN running.at ELSE a.last_read END AS at,
           CASE WHEN running.at >= coalesce(a.last_read, 0) THEN running.device WHEN r.era IS NULL THEN r.device END AS device,
           CASE WHEN running.at >= coalesce(a.last_read, 0) THEN NULL ELSE r.row END AS row
    FROM courses c
    LEFT JOIN done ON done.course_id = c.id
    LEFT JOIN running ON running.course_id = c.id
    LEFT JOIN course_activity a ON a.course_id = c.id
    LEFT JOIN records r ON r.id = a.record
    LEFT JOIN enrollments e ON e.course_id = c.id
    ORDER BY c.row";

impl Store {
    /// Every course with how far the learner is, by title.
    pub async fn catalog(&self) -> Result<Vec<CourseSummary>, StoreError> {
        let mut rows: Vec<SummaryRow> = sqlx::query_as(CATALOG)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        order::set_right(rows.iter_mut().map(|row| &mut row.last_read));
        let courses = rows.into_iter().map(SummaryRow::summary);
        let mut courses: Vec<CourseSummary> = courses.collect::<Result<_, _>>().at(self.path())?;
        let collation = Collation::new();
        courses.sort_by_cached_key(|summary| collation.key(&summary.course.title));
        Ok(courses)
    }

    /// The courses with that slug, in the order in which they were added: one slug may stand under several ids.
    pub async fn find_course(&self, slug: &Slug) -> Result<Vec<CourseId>, StoreError> {
        let ids: Vec<String> =
            sqlx::query_scalar("SELECT id FROM courses WHERE slug = $1 ORDER BY row")
                .bind(slug.as_str())
                .fetch_all(&self.readers)
                .await
                .at(self.path())?;
        Ok(ids.into_iter().map(CourseId::new).collect())
    }

    /// True where the learner joined the course.
    pub async fn is_joined(&self, course: &CourseId) -> Result<bool, StoreError> {
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM enrollments WHERE course_id = $1)")
            .bind(course.as_str())
            .fetch_one(&self.readers)
            .await
            .at(self.path())
    }
}
