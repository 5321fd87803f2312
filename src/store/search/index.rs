//! The full-text index: which lesson has which words.

use sqlx::SqliteConnection;

use super::words::indexed;
use crate::domain::LessonId;

/// Indexes a lesson of the catalog anew, under the titles that its course and module have or get: these and the first piece
/// of its text.
pub(in crate::store) async fn put(
    write: &mut SqliteConnection,
    course: &str,
    module: &str,
    lesson: &LessonId,
) -> Result<(), sqlx::Error> {
    const READ: &str = "
        SELECT p.row, l.title, p.reading_text
        FROM lessons l JOIN text_pieces p ON p.row = l.text << 16
        WHERE l.id = $1";
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

/// Indexes a later piece of a text.
pub(in crate::store) async fn put_passage(
    write: &mut SqliteConnection,
    row: i64,
    text: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO lessons_fts (rowid, text) VALUES ($1, $2)")
        .bind(row)
        .bind(indexed(text))
        .execute(write)
        .await?;
    Ok(())
}
