//! Puts a new snapshot in the place of the one before: lesson by lesson and course by course, so that nobody waits. Each
//! figure is the old one until it is the new one. Where it is interrupted, the next sync asks for the snapshot again, and
//! goes on with what still differs.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::columns::column;
use super::error::Failure;
use super::pace::Steps;
use super::pulled::{End, Taken};
use super::{Store, snapshot};
use crate::domain::receipt::LogPlace;

/// The place up to which a snapshot contains the log of an era.
#[derive(Debug, Clone, Copy)]
struct Contained {
    era: i64,
    seq: i64,
}

impl Store {
    /// Swaps in the state at the end of the log, if the pull is still there.
    pub(super) async fn swap(
        &self,
        era: i64,
        cursor: LogPlace,
        end: &End<'_>,
    ) -> Result<Taken, Failure> {
        let contained = Contained {
            era,
            seq: column(end.head.seq),
        };
        let Some(mut write) = self.write_at(era, cursor).await? else {
            return Ok(Taken::Elsewhere);
        };
        begin(&mut write).await?;
        write.commit().await?;
        for lessons in Steps::over(&self.lessons_to_swap(contained, end).await?) {
            let Some(mut write) = self.write_at(era, cursor).await? else {
                return Ok(Taken::Elsewhere);
            };
            snapshot::write_progress(&mut write, end.change, lessons).await?;
            contain(&mut write, contained, lessons).await?;
            write.commit().await?;
        }
        for enrollments in Steps::over(end.change.enrollments()) {
            let Some(mut write) = self.write_at(era, cursor).await? else {
                return Ok(Taken::Elsewhere);
            };
            snapshot::put_enrollments(&mut write, enrollments).await?;
            write.commit().await?;
        }
        let Some(mut write) = self.write_at(era, cursor).await? else {
            return Ok(Taken::Elsewhere);
        };
        snapshot::write_the_rest(&mut write, end.change).await?;
        contain_the_rest(&mut write, contained).await?;
        finish(&mut write, contained, end).await?;
        write.commit().await?;
        Ok(Taken::Yes)
    }

    /// The lessons whose figures the snapshot changes, or in which it contains other records than the one before.
    async fn lessons_to_swap(
        &self,
        contained: Contained,
        end: &End<'_>,
    ) -> Result<Vec<String>, sqlx::Error> {
        const CONTAINED: &str = "
            SELECT DISTINCT lesson_id FROM records
            WHERE replayed = 1 AND +era = $1 AND seq <= $2 AND lesson_id IS NOT NULL";
        const LOST: &str = "
            SELECT DISTINCT lesson_id FROM records
            WHERE replayed = 0 AND (era IS NOT $1 OR seq > $2) AND lesson_id IS NOT NULL
                AND (SELECT shown_era FROM remote) <> $1";
        let mut lessons: BTreeSet<String> = end.change.lessons().map(str::to_owned).collect();
        for sql in [CONTAINED, LOST] {
            let more: Vec<String> = sqlx::query_scalar(sql)
                .bind(contained.era)
                .bind(contained.seq)
                .fetch_all(&self.readers)
                .await?;
            lessons.extend(more);
        }
        Ok(lessons.into_iter().collect())
    }
}

/// Forgets which snapshot is shown: until the end it is none.
async fn begin(write: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE remote SET snapshot = ''")
        .execute(write)
        .await?;
    Ok(())
}

/// Has what is shown of these lessons add the records to the snapshot that it doesn't contain, and no others.
async fn contain(
    write: &mut SqliteConnection,
    contained: Contained,
    lessons: &[String],
) -> Result<(), sqlx::Error> {
    // The plus keeps the planner from reading the whole era.
    const CONTAINED: &str = "
        UPDATE records SET replayed = 0
        WHERE replayed = 1 AND lesson_id IN (SELECT value FROM json_each($3)) AND +era = $1 AND seq <= $2";
    const LOST: &str = "
        UPDATE records SET replayed = 1
        WHERE replayed = 0 AND lesson_id IN (SELECT value FROM json_each($3)) AND (era IS NOT $1 OR seq > $2)
            AND (SELECT shown_era FROM remote) <> $1";
    for sql in [CONTAINED, LOST] {
        sqlx::query(sql)
            .bind(contained.era)
            .bind(contained.seq)
            .bind(Json(lessons))
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}

/// The same for records of no lesson: enrollments, and few others.
async fn contain_the_rest(
    write: &mut SqliteConnection,
    contained: Contained,
) -> Result<(), sqlx::Error> {
    const CONTAINED: &str = "
        UPDATE records SET replayed = 0
        WHERE replayed = 1 AND lesson_id IS NULL AND +era = $1 AND seq <= $2";
    const LOST: &str = "
        UPDATE records SET replayed = 1
        WHERE replayed = 0 AND lesson_id IS NULL AND (era IS NOT $1 OR seq > $2)
            AND (SELECT shown_era FROM remote) <> $1";
    for sql in [CONTAINED, LOST] {
        sqlx::query(sql)
            .bind(contained.era)
            .bind(contained.seq)
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}

async fn finish(
    write: &mut SqliteConnection,
    contained: Contained,
    end: &End<'_>,
) -> Result<(), sqlx::Error> {
    const HEAD: &str = "
        UPDATE remote SET head_seq = $2, head_record = $3, snapshot = $4, shown_era = $1";
    sqlx::query(HEAD)
        .bind(contained.era)
        .bind(contained.seq)
        .bind(end.head.record.map(|record| record.0))
        .bind(end.digest)
        .execute(write)
        .await?;
    Ok(())
}
