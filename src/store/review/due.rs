//! The cards that are due on a day.

use chrono::NaiveDate;

use crate::domain::quiz::QuestionId;
use crate::domain::review::schedule::LEECH;
use crate::domain::review::{CardState, Memory};
use crate::domain::{CourseId, LessonId};
use crate::store::columns::{column, number};
use crate::store::error::{At, garbage};
use crate::store::{Store, StoreError};

/// A card that is due.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// Its course.
    pub course: CourseId,
    /// Its lesson.
    pub lesson: LessonId,
    /// The question or card.
    pub question: QuestionId,
    /// Where it stands; none for a card that was never reviewed.
    pub state: Option<CardState>,
}

/// The reviews of a day, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReviewDay {
    /// Cards that are due, those that were never reviewed among them; leeches are left out. Counted up to
    /// [`ReviewDay::MOST_DUE`]: a review opens as fast however many there are.
    pub due: u64,
    /// Reviews of this day, without those that were taken back.
    pub done: u64,
    /// Leeches: set aside.
    pub leeches: u64,
}

impl ReviewDay {
    /// So many due cards are counted.
    pub const MOST_DUE: u64 = 1_000;
}

/// Read in the order of the index `cards_due`, up to the limit. `$1` is the day, `$2` from how many lapses on a card is a
/// leech.
const DUE: &str = "
    SELECT c.course_id, c.lesson_id, c.question, c.stability, c.difficulty, c.reviewed, c.due, c.reviews, c.lapses
    FROM asked_cards c
    WHERE c.due <= $1 AND c.lapses < $2
    ORDER BY c.due, c.stability, c.lesson_id, c.question
    LIMIT $3";

const NEW_OF_ONES_OWN: &str = "
    SELECT course_id, lesson_id, question FROM new_own_cards ORDER BY at, question LIMIT $1";

const NEW_OF_AUTHORS: &str = "
    SELECT course_id, lesson_id, question FROM new_author_cards ORDER BY place, number, question LIMIT $1";

const COUNTS: &str = "
    SELECT
        (SELECT count(*) FROM (
            SELECT 1 FROM asked_cards c WHERE c.due <= $1 AND c.lapses < $2
            UNION ALL
            SELECT 1 FROM new_author_cards
            UNION ALL
            SELECT 1 FROM new_own_cards
            LIMIT $3
        )),
        (SELECT coalesce(sum(CASE kind WHEN 'recall' THEN 1 ELSE -1 END), 0)
            FROM records WHERE kind IN ('recall', 'undo') AND local_date = $1),
        (SELECT count(*) FROM asked_cards c WHERE c.lapses >= $2)";

type DueRow = (
    String,
    String,
    String,
    f32,
    f32,
    NaiveDate,
    NaiveDate,
    i64,
    i64,
);

impl Store {
    /// The cards that are due on a day, those that wait longest first; leeches are left out.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn due_cards(&self, day: NaiveDate, most: usize) -> Result<Vec<Due>, StoreError> {
        let rows: Vec<DueRow> = sqlx::query_as(DUE)
            .bind(day)
            .bind(LEECH)
            .bind(column(most))
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        rows.into_iter()
            .map(due)
            .collect::<Result<_, _>>()
            .at(self.path())
    }

    /// How many cards are due on a day, and how many were done.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn review_day(&self, day: NaiveDate) -> Result<ReviewDay, StoreError> {
        let (due, done, leeches): (i64, i64, i64) = sqlx::query_as(COUNTS)
            .bind(day)
            .bind(LEECH)
            .bind(column(ReviewDay::MOST_DUE))
            .fetch_one(&self.readers)
            .await
            .at(self.path())?;
        let count = |number: i64| u64::try_from(number).unwrap_or(0);
        Ok(ReviewDay {
            due: count(due),
            done: count(done),
            leeches: count(leeches),
        })
    }

    /// Cards that were never reviewed: the learner's own, the oldest first, then those of authors as their courses have
    /// them.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn new_cards(&self, most: usize) -> Result<Vec<Due>, StoreError> {
        let mut cards = Vec::new();
        for statement in [NEW_OF_ONES_OWN, NEW_OF_AUTHORS] {
            let rows: Vec<(String, String, String)> = sqlx::query_as(statement)
                .bind(column(most.saturating_sub(cards.len())))
                .fetch_all(&self.readers)
                .await
                .at(self.path())?;
            for row in rows {
                cards.push(new(row).at(self.path())?);
            }
        }
        Ok(cards)
    }
}

fn new((course, lesson, question): (String, String, String)) -> Result<Due, sqlx::Error> {
    Ok(Due {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        question: QuestionId::try_from(question).map_err(garbage)?,
        state: None,
    })
}

fn due(row: DueRow) -> Result<Due, sqlx::Error> {
    let (course, lesson, question, stability, difficulty, reviewed, due, reviews, lapses) = row;
    Ok(Due {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        question: QuestionId::try_from(question).map_err(garbage)?,
        state: Some(CardState {
            memory: Memory {
                stability,
                difficulty,
            },
            reviewed,
            due,
            reviews: number(reviews)?,
            lapses: number(lapses)?,
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn plan(store: &Store, statement: &str) -> String {
        let explain = format!("EXPLAIN QUERY PLAN {statement}");
        let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(sqlx::AssertSqlSafe(explain))
            .fetch_all(&store.readers)
            .await
            .unwrap();
        let steps: Vec<String> = steps.into_iter().map(|(.., step)| step).collect();
        steps.join("\n")
    }

    #[tokio::test]
    async fn what_is_due_is_read_in_its_order_and_no_further() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("lyceum.db")).await.unwrap();
        for (statement, index) in [
            (DUE, "cards_due"),
            (NEW_OF_AUTHORS, "author_cards_new"),
            (COUNTS, "cards_due"),
        ] {
            let plan = plan(&store, statement).await;
            let goes_by = format!("USING COVERING INDEX {index}");
            let goes_by =
                plan.contains(&goes_by) || plan.contains(&goes_by.replace("COVERING ", ""));
            assert!(goes_by && !plan.contains("TEMP B-TREE"), "{plan}");
            assert!(
                !plan.contains("SCAN d "),
                "all discards for each card: {plan}"
            );
        }
    }
}
