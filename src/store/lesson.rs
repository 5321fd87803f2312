//! A lesson's head in columns.

use sqlx::types::Json;

use super::columns::{number, title, word};
use super::log::Query;
use crate::domain::{LessonHead, LessonId, LessonNumber, Minutes};

/// Binds what a head says beside its id and place, in this order: `title`, `lesson_type`, `duration`,
/// `duration_estimated`, `path`, `video_url`, `resource_url`, `objectives`.
pub(super) fn bind_head<'q>(query: Query<'q>, head: &'q LessonHead) -> Query<'q> {
    let Minutes(minutes) = head.minutes;
    query
        .bind(&head.title)
        .bind(head.kind.as_str())
        .bind(minutes)
        .bind(head.estimated)
        .bind(&head.path)
        .bind(&head.video)
        .bind(&head.resource)
        .bind(Json(&head.objectives))
}

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
