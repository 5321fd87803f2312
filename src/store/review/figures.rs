//! Figures of quizzes and reviews: what was tried, what is due, how well it was remembered.

use chrono::{Days, NaiveDate};

use crate::domain::quiz::{LessonAttempts, QuizFigures, Retention};
use crate::domain::review::schedule::LEECH;
use crate::domain::{CourseId, LessonId};
use crate::store::columns::{number, title};
use crate::store::error::At;
use crate::store::{Store, StoreError};

/// How many days of reviews say how well is remembered.
const RETENTION_DAYS: u64 = 30;

type LessonRow = (String, String, String, i64, i64, i64);

impl Store {
    /// The figures of quizzes and reviews on a day; none of the cards that are due on it, which are those of its queue.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn quiz_figures(&self, today: NaiveDate) -> Result<QuizFigures, StoreError> {
        Ok(QuizFigures {
            lessons: self.attempts().await?,
            due: self.due_after(today).await?,
            retention: self.retention(today).await?,
        })
    }

    /// The lessons with questions that were answered, in the order of their courses. Of a graded quiz what the academy
    /// graded counts.
    async fn attempts(&self) -> Result<Vec<LessonAttempts>, StoreError> {
        const ATTEMPTS: &str = "
            SELECT l.course_id, l.id, l.title, sum(tries), count(*), sum(known)
            FROM (
                SELECT lesson_id, payload ->> '$.question' AS question, count(*) AS tries,
                    max(coalesce(payload ->> '$.right', is_right, 0)) AS known
                FROM records
                WHERE kind IN ('attempt', 'submission')
                GROUP BY lesson_id, payload ->> '$.question'
            ) AS asked
            JOIN lessons l ON l.id = asked.lesson_id
            GROUP BY l.id
            ORDER BY l.course_id, l.row";
        let rows: Vec<LessonRow> = sqlx::query_as(ATTEMPTS)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        let lessons = rows
            .into_iter()
            .map(|(course, lesson, name, tries, asked, known)| {
                Ok(LessonAttempts {
                    course: CourseId::new(course),
                    lesson: LessonId::new(lesson),
                    title: title(name),
                    attempts: number(tries)?,
                    questions: number(asked)?,
                    right: number(known)?,
                })
            });
        lessons.collect::<Result<_, sqlx::Error>>().at(self.path())
    }

    /// How many cards come due on each of the six days after today; none for today.
    async fn due_after(&self, today: NaiveDate) -> Result<[usize; 7], StoreError> {
        const DUE: &str = "
            SELECT CAST(julianday(c.due) - julianday($1) AS INTEGER) AS ahead, count(*)
            FROM asked_cards c
            WHERE c.due > $1 AND c.due <= $2 AND c.lapses < $3
            GROUP BY ahead";
        let last = today.checked_add_days(Days::new(6)).unwrap_or(today);
        let rows: Vec<(i64, i64)> = sqlx::query_as(DUE)
            .bind(today)
            .bind(last)
            .bind(LEECH)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        let mut due = [0; 7];
        for (ahead, count) in rows {
            let ahead: usize = number(ahead).at(self.path())?;
            if let Some(slot) = due.get_mut(ahead) {
                *slot = number(count).at(self.path())?;
            }
        }
        Ok(due)
    }

    async fn retention(&self, today: NaiveDate) -> Result<Option<Retention>, StoreError> {
        const RETENTION: &str = "
            SELECT count(*), avg(known), avg(predicted) FROM reviews WHERE predicted IS NOT NULL AND day > $1";
        let since = today
            .checked_sub_days(Days::new(RETENTION_DAYS))
            .unwrap_or(today);
        let (count, known, predicted): (i64, Option<f64>, Option<f64>) = sqlx::query_as(RETENTION)
            .bind(since)
            .fetch_one(&self.readers)
            .await
            .at(self.path())?;
        let reviews = number(count).at(self.path())?;
        let both = known.zip(predicted);
        Ok(both.map(|(measured, predicted)| Retention {
            reviews,
            measured,
            predicted,
        }))
    }
}
