//! Open positions: a row for each window with a lesson open, and one record when it leaves the lesson.

use chrono::NaiveDate;
use sqlx::SqliteConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::columns::{column, instant, micros};
use super::error::{At, Failure};
use super::study::new_record_id;
use super::{Store, StoreError, log};
use crate::domain::{
    CourseId, DeviceId, Fact, LessonId, OpenPosition, Position, Record, RecordId, WindowId,
};

impl Store {
    /// Keeps the position at which a window has a lesson open; [`Store::seal`] makes it a record. Another lesson's
    /// position becomes one first.
    pub async fn keep_position(&self, place: &OpenPosition) -> Result<(), StoreError> {
        let keep = async {
            let mut write = self.write().await?;
            if is_elsewhere(&mut write, place).await? {
                seal(&mut write, place.window).await?;
            }
            save(&mut write, place).await?;
            save_start(&mut write, place).await?;
            write.commit().await?;
            Ok::<_, Failure>(())
        };
        keep.await.at(self.path())
    }

    /// The start of the block of the last place in a lesson, in bytes of its text.
    pub async fn place_start(&self, lesson: &LessonId) -> Result<Option<u32>, StoreError> {
        sqlx::query_scalar("SELECT start FROM place_starts WHERE lesson_id = $1")
            .bind(lesson.as_str())
            .fetch_optional(&self.readers)
            .await
            .at(self.path())
    }
}

async fn is_elsewhere(
    write: &mut SqliteConnection,
    place: &OpenPosition,
) -> Result<bool, sqlx::Error> {
    const OTHER: &str = "
        SELECT count(*) FROM open_positions
        WHERE window_id = $1 AND (lesson_id, course_id, device) <> ($2, $3, $4)";
    let others: i64 = sqlx::query_scalar(OTHER)
        .bind(place.window.0)
        .bind(place.lesson.as_str())
        .bind(place.course.as_str())
        .bind(place.device.0)
        .fetch_one(write)
        .await?;
    Ok(others > 0)
}

async fn save(write: &mut SqliteConnection, place: &OpenPosition) -> Result<(), sqlx::Error> {
    const SAVE: &str = "
        INSERT INTO open_positions (
            window_id, record_id, device, course_id, lesson_id, position, at, local_date,
            boot, checkpoint_at
        ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (window_id) DO UPDATE SET
            position = excluded.position, at = excluded.at, local_date = excluded.local_date,
            boot = excluded.boot, checkpoint_at = excluded.checkpoint_at";
    sqlx::query(SAVE)
        .bind(place.window.0)
        .bind(new_record_id(place.at).0)
        .bind(place.device.0)
        .bind(place.course.as_str())
        .bind(place.lesson.as_str())
        .bind(Json(&place.position))
        .bind(micros(place.at))
        .bind(place.local_date)
        .bind(&place.now.boot)
        .bind(column(place.now.millis))
        .execute(write)
        .await?;
    Ok(())
}

async fn save_start(write: &mut SqliteConnection, place: &OpenPosition) -> Result<(), sqlx::Error> {
    const SAVE: &str = "
        INSERT INTO place_starts (lesson_id, start, percent) VALUES ($1, $2, $3)
        ON CONFLICT (lesson_id) DO UPDATE SET start = excluded.start, percent = excluded.percent";
    sqlx::query(SAVE)
        .bind(place.lesson.as_str())
        .bind(place.start)
        .bind(place.read.value())
        .execute(write)
        .await?;
    Ok(())
}

/// Makes a window's position a record.
pub(super) async fn seal(
    write: &mut SqliteConnection,
    window: WindowId,
) -> Result<Option<Record>, Failure> {
    const TAKE: &str = "
        DELETE FROM open_positions WHERE window_id = $1
        RETURNING record_id, device, course_id, lesson_id, position, at, local_date";
    type Columns = (Uuid, Uuid, String, String, Json<Position>, i64, NaiveDate);
    let taken: Option<Columns> = sqlx::query_as(TAKE)
        .bind(window.0)
        .fetch_optional(&mut *write)
        .await?;
    let Some((record, device, course, lesson, Json(position), at, local_date)) = taken else {
        return Ok(None);
    };
    let record = Record {
        id: RecordId(record),
        device: DeviceId(device),
        occurred_at: instant(at)?,
        local_date,
        fact: Fact::Position {
            course: CourseId::new(course),
            lesson: LessonId::new(lesson),
            position,
        },
    };
    log::append_once(write, record).await
}
