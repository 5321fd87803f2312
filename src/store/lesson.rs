//! A lesson's head in columns.

use sqlx::types::Json;

use super::columns::{number, title, word};
use crate::domain::{LessonHead, LessonId, LessonNumber, Minutes};

/// The columns of a lesson that make its head; their names are the platform's.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct HeadRow {
    id: String,
    title: String,
    lesson_type: String,
    duration: i64,
    duration_estimated: bool,
    path: String,
    video_url: Option<String>,
    resource_url: Option<String>,
    objectives: Json<Vec<String>>,
}

impl HeadRow {
    /// The head as it was put.
    pub(super) fn stored(self) -> Result<LessonHead, sqlx::Error> {
        Ok(LessonHead {
            id: LessonId::new(self.id),
            number: LessonNumber::default(),
            title: self.title,
            kind: word(&self.lesson_type)?,
            minutes: Minutes(number(self.duration)?),
            estimated: self.duration_estimated,
            video: self.video_url,
            resource: self.resource_url,
            objectives: self.objectives.0,
            path: self.path,
        })
    }

    /// The head for a screen: with a clean title.
    pub(super) fn head(mut self) -> Result<LessonHead, sqlx::Error> {
        self.title = title(self.title);
        self.stored()
    }
}
