//! Lessons that left the catalog and have progress: kept with their texts, so that a later version of their course is
//! held against them.

use sqlx::SqliteConnection;

use crate::domain::CourseId;

/// Keeps the lessons of a course that have progress, before its content is taken out. A course of an academy needs none:
/// its lessons have ids of their own.
pub(super) async fn keep(
    write: &mut SqliteConnection,
    course: &CourseId,
) -> Result<(), sqlx::Error> {
    const KEEP: &str = r#"
        INSERT INTO left_lessons (id, course_id, module, lesson, title, path, content)
        SELECT l.id, l.course_id, m."order", l."order", l.title, l.path, l.content
        FROM lessons l
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
