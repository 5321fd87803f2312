//! The full-text index: which lesson has which words.

use sqlx::SqliteConnection;

use super::words::indexed;
use crate::domain::CourseId;

/// A lesson's titles and its text.
pub(in crate::store) struct Indexed<'l> {
    pub(in crate::store) course: &'l str,
    pub(in crate::store) module: &'l str,
    pub(in crate::store) lesson: &'l str,
    pub(in crate::store) text: &'l str,
}

/// Adds the lesson of a row.
pub(in crate::store) async fn add(
    write: &mut SqliteConnection,
    row: i64,
    lesson: Indexed<'_>,
) -> Result<(), sqlx::Error> {
    const ADD: &str = "
        INSERT INTO lessons_fts (rowid, course, module, lesson, text) VALUES ($1, $2, $3, $4, $5)";
    sqlx::query(ADD)
        .bind(row)
        .bind(indexed(lesson.course))
        .bind(indexed(lesson.module))
        .bind(indexed(lesson.lesson))
        .bind(indexed(lesson.text))
        .execute(write)
        .await?;
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
