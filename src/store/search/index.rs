//! The full-text index: which lesson has which words.

use sqlx::SqliteConnection;

use super::words::indexed;
use crate::domain::{CourseId, LessonId};

/// Indexes a lesson of the catalog anew, under the titles that its course and module have or get.
pub(in crate::store) async fn put(
    write: &mut SqliteConnection,
    course: &str,
    module: &str,
    lesson: &LessonId,
) -> Result<(), sqlx::Error> {
    const READ: &str = "SELECT row, title, reading_text FROM lessons WHERE id = $1";
    const PUT: &str = "
        INSERT OR REPLACE INTO lessons_fts (rowid, course, module, lesson, text)
        VALUES ($1, $2, $3, $4, $5)";
    let found: Option<(i64, String, String)> = sqlx::query_as(READ)
        .bind(lesson.as_str())
        .fetch_optional(&mut *write)
        .await?;
    if let Some((row, title, text)) = found {
        sqlx::query(PUT)
            .bind(row)
            .bind(indexed(course))
            .bind(indexed(module))
            .bind(indexed(&title))
            .bind(indexed(&text))
            .execute(write)
            .await?;
    }
    Ok(())
}

/// Removes the lessons of a course, as long as the catalog has them.
pub(in crate::store) async fn remove(
    write: &mut SqliteConnection,
    course: &CourseId,
) -> Result<(), sqlx::Error> {
    const REMOVE: &str =
        "DELETE FROM lessons_fts WHERE rowid IN (SELECT row FROM lessons WHERE course_id = $1)";
    sqlx::query(REMOVE)
        .bind(course.as_str())
        .execute(write)
        .await?;
    Ok(())
}
