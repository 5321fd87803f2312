//! Answers to questions that the academy grades, and their outcomes.

use sqlx::types::Json;

use super::error::{At, garbage};
use super::{Store, StoreError};
use crate::domain::quiz::{Answer, QuestionId, Revision, Submitted, Verdict};
use crate::domain::{Held, LessonId, Refused};

/// A row of [`SUBMISSIONS`].
#[derive(sqlx::FromRow)]
struct Row {
    question: String,
    revision: u32,
    answer: Json<Answer>,
    is_right: Option<bool>,
    held: Option<String>,
    refused: Option<String>,
    tries: u32,
}

/// The last answer to each version of a question, and how often it was answered; what the academy never took isn't
/// counted.
const SUBMISSIONS: &str = "
    SELECT question, revision, answer, is_right, held, refused, tries
    FROM (
        SELECT question, revision, answer, is_right, held, refused,
            count(*) FILTER (WHERE refused IS NULL) OVER (PARTITION BY question, revision) AS tries,
            row_number() OVER (PARTITION BY question, revision ORDER BY at DESC, id DESC) AS number
        FROM (
            SELECT payload ->> '$.question' AS question, payload ->> '$.revision' AS revision,
                payload -> '$.answer' AS answer, is_right, held_code AS held, NULL AS refused, at, id
            FROM records WHERE lesson_id = $1 AND kind = 'submission'
            UNION ALL
            SELECT payload ->> '$.question', payload ->> '$.revision', payload -> '$.answer', NULL, NULL, code,
                occurred_at, id
            FROM refused WHERE lesson_id = $1 AND kind = 'submission'
        )
    )
    WHERE number = 1
    ORDER BY question, revision";

impl Store {
    /// The answers in a lesson that the academy was asked to grade, by any device: the last one to each version of a
    /// question.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn submissions(&self, lesson: &LessonId) -> Result<Vec<Submitted>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(SUBMISSIONS)
            .bind(lesson.as_str())
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        let rows = rows.into_iter().map(submitted);
        rows.collect::<Result<_, _>>().at(self.path())
    }
}

fn submitted(row: Row) -> Result<Submitted, sqlx::Error> {
    let verdict = match (row.is_right, row.held, row.refused) {
        (Some(true), ..) => Verdict::Right,
        (Some(false), ..) => Verdict::Wrong,
        (None, Some(code), _) => Verdict::Held(Held::of(&code)),
        (None, None, Some(code)) => Verdict::Refused(Refused::of(&code)),
        (None, None, None) => Verdict::Waiting,
    };
    Ok(Submitted {
        question: QuestionId::try_from(row.question).map_err(garbage)?,
        revision: Revision(row.revision),
        answer: row.answer.0,
        verdict,
        tries: row.tries,
    })
}
