//! The lessons of a course as they are stored, with the learner's progress: what a new version is held against.

use super::columns::{number, seconds};
use super::error::At;
use super::lesson::HeadRow;
use super::{Store, StoreError};
use crate::domain::versions::{KnownLesson, OwnProgress};
use crate::domain::{CourseId, LessonHead, LessonNumber, ModuleId, digest_of};

#[derive(Debug, sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    head: HeadRow,
    module_id: String,
    content: String,
    module: i64,
    lesson: i64,
    #[sqlx(flatten)]
    own: OwnRow,
}

/// The learner's progress in a lesson, in columns.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct OwnRow {
    seconds: i64,
    completed: bool,
}

impl OwnRow {
    /// The progress that a version is held against.
    pub(super) fn own(self) -> Result<OwnProgress, sqlx::Error> {
        Ok(OwnProgress {
            completed: self.completed,
            seconds: seconds(self.seconds)?,
        })
    }
}

impl Row {
    fn lesson(self) -> Result<KnownLesson<OwnProgress>, sqlx::Error> {
        let number = LessonNumber {
            module: number(self.module)?,
            lesson: number(self.lesson)?,
        };
        Ok(KnownLesson {
            head: LessonHead {
                number,
                ..self.head.stored()?
            },
            module: ModuleId::new(self.module_id),
            digest: digest_of(self.content.as_bytes()),
            progress: self.own.own()?,
        })
    }
}

impl Store {
    /// The lessons of a course, in order; none where it isn't here.
    ///
    /// # Errors
    /// The store could not be read.
    pub async fn known_lessons(
        &self,
        course: &CourseId,
    ) -> Result<Vec<KnownLesson<OwnProgress>>, StoreError> {
        const LESSONS: &str = r#"
            SELECT l.id, l.title, l.lesson_type, l.duration, l.duration_estimated, l.path,
                   l.video_url, l.resource_url, l.objectives, l.module_id, b.content,
                   m."order" AS module, l."order" AS lesson,
                   coalesce(p.seconds, 0) + coalesce(s.seconds, 0) AS seconds,
                   p.completed_at IS NOT NULL AS completed
            FROM lessons l
            JOIN lesson_bodies b ON b.id = l.id
            JOIN modules m ON m.id = l.module_id
            LEFT JOIN progress p ON p.lesson_id = l.id
            LEFT JOIN open_seconds s ON s.lesson_id = l.id
            WHERE l.course_id = $1
            ORDER BY module, lesson"#;
        let read = async {
            let rows: Vec<Row> = sqlx::query_as(LESSONS)
                .bind(course.as_str())
                .fetch_all(&self.readers)
                .await?;
            rows.into_iter()
                .map(Row::lesson)
                .collect::<Result<_, sqlx::Error>>()
        };
        read.await.at(self.path())
    }
}
