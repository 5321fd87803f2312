//! Cards of the learner's own.

use uuid::Uuid;

use crate::domain::quiz::QuestionId;
use crate::domain::{CourseId, LessonId, RecordId};
use crate::store::error::{At, garbage};
use crate::store::{Store, StoreError};

/// A card of the learner's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCard {
    /// The record that made it.
    pub record: RecordId,
    /// The course of its lesson.
    pub course: CourseId,
    /// The lesson that it was made in.
    pub lesson: LessonId,
    /// The question.
    pub front: String,
    /// The answer.
    pub back: String,
}

type Row = (String, String, String, String, String);

impl Store {
    /// The card of the learner's own with that identity; none where it is another question, or was thrown away.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn own_card(&self, question: &QuestionId) -> Result<Option<OwnCard>, StoreError> {
        const CARD: &str =
            "SELECT question, course_id, lesson_id, front, back FROM own_cards WHERE question = $1";
        let Some(record) = question.as_record() else {
            return Ok(None);
        };
        let row: Option<Row> = sqlx::query_as(CARD)
            .bind(record.to_string())
            .fetch_optional(&self.readers)
            .await
            .at(self.path())?;
        row.map(own).transpose().at(self.path())
    }

    /// All cards of the learner's own, the oldest first.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn own_cards(&self) -> Result<Vec<OwnCard>, StoreError> {
        const CARDS: &str = "SELECT question, course_id, lesson_id, front, back FROM own_cards ORDER BY at, question";
        let rows: Vec<Row> = sqlx::query_as(CARDS)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        rows.into_iter()
            .map(own)
            .collect::<Result<_, _>>()
            .at(self.path())
    }
}

fn own((question, course, lesson, front, back): Row) -> Result<OwnCard, sqlx::Error> {
    Ok(OwnCard {
        record: RecordId(Uuid::parse_str(&question).map_err(garbage)?),
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        front,
        back,
    })
}
