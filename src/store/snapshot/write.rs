//! Writes the rows that differ.

use sqlx::SqliteConnection;

use super::SnapshotChange;
use super::rows::{CertificateRow, Difference, EnrollmentRow};

/// Writes the rows of progress that differ in these lessons, which are in order.
pub(in crate::store) async fn write_progress(
    write: &mut SqliteConnection,
    change: &SnapshotChange,
    lessons: &[String],
) -> Result<(), sqlx::Error> {
    const PUT: &str = "
        INSERT INTO snapshot_progress (course_id, lesson_id, seconds, web_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO UPDATE SET seconds = excluded.seconds, web_at = excluded.web_at";
    const REMOVE: &str = "DELETE FROM snapshot_progress WHERE course_id = $1 AND lesson_id = $2";
    for row in of_lessons(&change.progress.put, lessons, |row| &row.lesson_id) {
        sqlx::query(PUT)
            .bind(&row.course_id)
            .bind(&row.lesson_id)
            .bind(row.seconds)
            .bind(row.web_at)
            .execute(&mut *write)
            .await?;
    }
    for (course, lesson) in of_lessons(&change.progress.gone, lessons, |(_, lesson)| lesson) {
        sqlx::query(REMOVE)
            .bind(course)
            .bind(lesson)
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}

/// The rows from the first of these lessons to the last; both are in the order of lessons.
fn of_lessons<'r, R>(rows: &'r [R], lessons: &[String], lesson: impl Fn(&R) -> &String) -> &'r [R] {
    let (Some(first), Some(last)) = (lessons.first(), lessons.last()) else {
        return &[];
    };
    let start = rows.partition_point(|row| lesson(row) < first);
    let end = rows.partition_point(|row| lesson(row) <= last);
    &rows[start..end]
}

/// Writes enrollments. Records that were held for their courses are pushed again.
pub(in crate::store) async fn put_enrollments(
    write: &mut SqliteConnection,
    rows: &[EnrollmentRow],
) -> Result<(), sqlx::Error> {
    const PUT: &str = "
        INSERT INTO snapshot_enrollments (course_id, status, percent, enrolled_at, completed_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO UPDATE SET status = excluded.status, percent = excluded.percent,
            enrolled_at = excluded.enrolled_at, completed_at = excluded.completed_at";
    const RETRY: &str =
        "UPDATE records SET retry = 1 WHERE course_id = $1 AND held_code IS NOT NULL";
    for row in rows {
        sqlx::query(PUT)
            .bind(&row.course_id)
            .bind(&row.status)
            .bind(row.percent)
            .bind(row.enrolled_at)
            .bind(row.completed_at)
            .execute(&mut *write)
            .await?;
        sqlx::query(RETRY)
            .bind(&row.course_id)
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}

/// Removes the enrollments that are gone, and writes the certificates that differ.
pub(in crate::store) async fn write_the_rest(
    write: &mut SqliteConnection,
    change: &SnapshotChange,
) -> Result<(), sqlx::Error> {
    for course in &change.enrollments.gone {
        sqlx::query("DELETE FROM snapshot_enrollments WHERE course_id = $1")
            .bind(course)
            .execute(&mut *write)
            .await?;
    }
    write_certificates(write, &change.certificates).await
}

async fn write_certificates(
    write: &mut SqliteConnection,
    change: &Difference<CertificateRow>,
) -> Result<(), sqlx::Error> {
    const PUT: &str = "
        INSERT INTO snapshot_certificates (number, course_id, issued_at, url) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO UPDATE SET
            course_id = excluded.course_id, issued_at = excluded.issued_at, url = excluded.url";
    for row in &change.put {
        sqlx::query(PUT)
            .bind(&row.number)
            .bind(&row.course_id)
            .bind(row.issued_at)
            .bind(&row.url)
            .execute(&mut *write)
            .await?;
    }
    for number in &change.gone {
        sqlx::query("DELETE FROM snapshot_certificates WHERE number = $1")
            .bind(number)
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}
