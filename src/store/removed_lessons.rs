//! Lessons that left the catalog and have progress: kept with their texts, so that a later version of their course is
//! held against them.

use sqlx::SqliteConnection;

use super::columns::{number, title};
use super::error::At;
use super::known::OwnRow;
use super::{Store, StoreError};
use crate::domain::versions::{KnownLesson, OwnProgress};
use crate::domain::{
    CourseId, LessonHead, LessonId, LessonKind, LessonNumber, Minutes, ModuleId, digest_of,
};

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: String,
    title: String,
    path: String,
    content: String,
    module: i64,
    lesson: i64,
    #[sqlx(flatten)]
    own: OwnRow,
}

impl Row {
    fn lesson(self) -> Result<(KnownLesson<OwnProgress>, String), sqlx::Error> {
        let head = LessonHead {
            id: LessonId::new(self.id),
            number: LessonNumber {
                module: number(self.module)?,
                lesson: number(self.lesson)?,
            },
            title: title(self.title),
            kind: LessonKind::default(),
            minutes: Minutes::default(),
            estimated: true,
            video: None,
            resource: None,
            objectives: Vec::new(),
            path: self.path,
        };
        let lesson = KnownLesson {
            head,
            module: ModuleId::new(""),
            digest: digest_of(self.content.as_bytes()),
            progress: self.own.own()?,
        };
        Ok((lesson, self.content))
    }
}

impl Store {
    /// The lessons with progress that were in a course and aren't any more, in order, each with its text.
    ///
    /// # Errors
    /// The store could not be read.
    pub async fn left_lessons(
        &self,
        course: &CourseId,
    ) -> Result<Vec<(KnownLesson<OwnProgress>, String)>, StoreError> {
        const LESSONS: &str = "
            SELECT l.id, l.title, l.path, l.content, l.module, l.lesson,
                   coalesce(p.seconds, 0) + coalesce(s.seconds, 0) AS seconds,
                   p.completed_at IS NOT NULL AS completed
            FROM left_lessons l
            LEFT JOIN progress p ON p.lesson_id = l.id
            LEFT JOIN open_seconds s ON s.lesson_id = l.id
            WHERE l.course_id = $1
            ORDER BY l.module, l.lesson";
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

/// Keeps the lessons of a course that have progress, before its content is taken out. A course of an academy needs none:
/// its lessons have ids of their own.
pub(super) async fn keep(
    write: &mut SqliteConnection,
    course: &CourseId,
) -> Result<(), sqlx::Error> {
    const KEEP: &str = r#"
        INSERT INTO left_lessons (id, course_id, module, lesson, title, path, content)
        SELECT l.id, l.course_id, m."order", l."order", l.title, l.path, b.content
        FROM lessons l
        JOIN lesson_bodies b ON b.id = l.id
        JOIN modules m ON m.id = l.module_id
        JOIN courses c ON c.id = l.course_id
        WHERE l.course_id = $1 AND c.origin <> 'remote'
          AND (
              EXISTS (
                  SELECT 1 FROM progress p
                  WHERE p.lesson_id = l.id AND (p.seconds > 0 OR p.completed_at IS NOT NULL)
              )
              OR EXISTS (SELECT 1 FROM open_study s WHERE s.lesson_id = l.id)
          )
        ON CONFLICT (id) DO UPDATE SET
            module = excluded.module, lesson = excluded.lesson, title = excluded.title,
            path = excluded.path, content = excluded.content"#;
    sqlx::query(KEEP)
        .bind(course.as_str())
        .execute(write)
        .await?;
    Ok(())
}

/// Forgets those that are in the catalog again.
pub(super) async fn forget_returned(
    write: &mut SqliteConnection,
    course: &CourseId,
) -> Result<(), sqlx::Error> {
    const FORGET: &str =
        "DELETE FROM left_lessons WHERE id IN (SELECT id FROM lessons WHERE course_id = $1)";
    sqlx::query(FORGET)
        .bind(course.as_str())
        .execute(write)
        .await?;
    Ok(())
}
