//! The rows of a course that arrives. Each statement changes only what differs.

use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::PlacedLesson;
use crate::domain::{CourseTree, Origin};
use crate::store::StoreError;
use crate::store::columns::column;
use crate::store::course::insert_course;
use crate::store::error::Failure;
use crate::store::lesson::bind_head;
use crate::store::search::index;

/// Makes the course and its modules where they aren't here. The titles of those that are change at the end, together
/// with the index.
pub(super) async fn make_modules(
    write: &mut SqliteConnection,
    outline: &CourseTree,
) -> Result<(), sqlx::Error> {
    const MODULE: &str = r#"
        INSERT INTO modules (id, course_id, "order", title, description) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO UPDATE SET "order" = excluded."order""#;
    let id = outline.course.id.as_str();
    let is_here: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM courses WHERE id = $1)")
        .bind(id)
        .fetch_one(&mut *write)
        .await?;
    if !is_here {
        insert_course(write, outline, Origin::Remote, "").await?;
    }
    for (order, module) in (1_usize..).zip(&outline.modules) {
        sqlx::query(MODULE)
            .bind(module.id.as_str())
            .bind(id)
            .bind(column(order))
            .bind(&module.title)
            .bind(&module.description)
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}

/// Gives modules their titles, and removes those that are gone.
pub(super) async fn name_modules(
    write: &mut SqliteConnection,
    outline: &CourseTree,
) -> Result<(), sqlx::Error> {
    const GONE: &str = "
        DELETE FROM modules WHERE course_id = $1 AND id NOT IN (SELECT value FROM json_each($2))";
    for module in &outline.modules {
        sqlx::query("UPDATE modules SET title = $2, description = $3 WHERE id = $1")
            .bind(module.id.as_str())
            .bind(&module.title)
            .bind(&module.description)
            .execute(&mut *write)
            .await?;
    }
    let modules: Vec<&str> = outline.modules.iter().map(|m| m.id.as_str()).collect();
    sqlx::query(GONE)
        .bind(outline.course.id.as_str())
        .bind(Json(modules))
        .execute(write)
        .await?;
    Ok(())
}

/// Gives a lesson that is here its new place, title and the rest, where one of these differs.
pub(super) async fn change_head(
    write: &mut SqliteConnection,
    outline: &CourseTree,
    place: &PlacedLesson<'_>,
) -> Result<(), sqlx::Error> {
    const HEAD: &str = r#"
        UPDATE lessons SET
            module_id = $2, "order" = $3, title = $4, lesson_type = $5, duration = $6, duration_estimated = $7,
            path = $8, video_url = $9, resource_url = $10, objectives = $11
        WHERE id = $1
            AND (module_id, "order", title, lesson_type, duration, duration_estimated, path, video_url,
                 resource_url, objectives)
                IS NOT ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"#;
    let head = &place.lesson.head;
    let query = sqlx::query(HEAD)
        .bind(head.id.as_str())
        .bind(place.module.id.as_str())
        .bind(column(place.order));
    let changed = bind_head(query, head).execute(&mut *write).await?;
    if changed.rows_affected() > 0 {
        index::put(write, &outline.course.title, &place.module.title, &head.id).await?;
    }
    Ok(())
}

/// Gives a lesson its text, which is here whole; a lesson that isn't here comes with it.
pub(super) async fn put_body(
    write: &mut SqliteConnection,
    outline: &CourseTree,
    place: &PlacedLesson<'_>,
    digest: &str,
    text: i64,
) -> Result<(), Failure> {
    const PUT: &str = r#"
        INSERT INTO lessons (
            id, module_id, course_id, "order", title, lesson_type, duration, duration_estimated,
            path, video_url, resource_url, objectives, digest, text
        ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT (id) DO UPDATE SET digest = excluded.digest, text = excluded.text
        WHERE course_id = excluded.course_id"#;
    let head = &place.lesson.head;
    let query = sqlx::query(PUT)
        .bind(head.id.as_str())
        .bind(place.module.id.as_str())
        .bind(outline.course.id.as_str())
        .bind(column(place.order));
    let put = bind_head(query, head)
        .bind(digest)
        .bind(text)
        .execute(write)
        .await?;
    match put.rows_affected() {
        0 => Err(StoreError::IdTaken {
            id: head.id.as_str().to_owned(),
            title: head.title.clone(),
        }
        .into()),
        _ => Ok(()),
    }
}

/// Removes a lesson. Its text is to be removed then.
pub(super) async fn remove_lesson(
    write: &mut SqliteConnection,
    lesson: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM lessons WHERE id = $1")
        .bind(lesson)
        .execute(write)
        .await?;
    Ok(())
}
