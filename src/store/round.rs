//! Rounds through quizzes that aren't over, and the tasks that were ticked.

use std::collections::BTreeMap;

use sqlx::types::Json;

use super::error::At;
use super::{Store, StoreError};
use crate::domain::LessonId;
use crate::domain::quiz::Round;

impl Store {
    /// The round through a lesson's quizzes as it was left; none where there was none, or another version wrote it.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn round(&self, lesson: &LessonId) -> Result<Option<Round>, StoreError> {
        const ROUND: &str = "SELECT round FROM rounds WHERE lesson_id = $1";
        let text: Option<String> = sqlx::query_scalar(ROUND)
            .bind(lesson.as_str())
            .fetch_optional(&self.readers)
            .await
            .at(self.path())?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps a round for when the lesson is opened again.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn keep_round(&self, lesson: &LessonId, round: &Round) -> Result<(), StoreError> {
        const KEEP: &str = "
            INSERT INTO rounds (lesson_id, round) VALUES ($1, $2)
            ON CONFLICT DO UPDATE SET round = excluded.round";
        sqlx::query(KEEP)
            .bind(lesson.as_str())
            .bind(Json(round))
            .execute(&self.writer)
            .await
            .at(self.path())?;
        Ok(())
    }

    /// The tasks of a lesson that the learner ticked or took the tick from.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn ticks(&self, lesson: &LessonId) -> Result<BTreeMap<String, bool>, StoreError> {
        const TICKS: &str = "SELECT task, done FROM ticks WHERE lesson_id = $1";
        let rows: Vec<(String, bool)> = sqlx::query_as(TICKS)
            .bind(lesson.as_str())
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        Ok(rows.into_iter().collect())
    }
}
