//! Brings the state of cards up to date with their records.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::domain::RecordId;
use crate::domain::review::{CardState, Parameters, Rating, Recalled, Review, replay_telling};
use crate::store::columns::instant;
use crate::store::error::{At, Failure};
use crate::store::{Store, StoreError};

/// So many cards are brought up to date in one transaction, so that nobody waits long for the store.
const AT_ONCE: usize = 500;

impl Store {
    /// Replays the reviews of every card whose records changed, and finds the cards in lessons that changed.
    ///
    /// # Errors
    /// The store can't be read or written.
    pub async fn refresh_cards(&self) -> Result<(), StoreError> {
        self.refresh_author_cards().await?;
        const ANY: &str = "SELECT EXISTS (SELECT 1 FROM stale_cards)";
        let any: bool = sqlx::query_scalar(ANY)
            .fetch_one(&self.readers)
            .await
            .at(self.path())?;
        if any {
            let parameters = self.parameters().await?;
            while self.refresh_some(&parameters).await.at(self.path())? {}
        }
        Ok(())
    }

    /// The same for some of them; false where none was left.
    async fn refresh_some(&self, parameters: &Parameters) -> Result<bool, Failure> {
        const STALE: &str = "
            SELECT s.lesson_id, s.question,
                (SELECT course_id FROM records r WHERE r.lesson_id = s.lesson_id LIMIT 1)
            FROM stale_cards s
            LIMIT $1";
        let mut write = self.write().await?;
        let stale: Vec<(String, String, Option<String>)> = sqlx::query_as(STALE)
            .bind(i64::try_from(AT_ONCE).unwrap_or(i64::MAX))
            .fetch_all(&mut *write)
            .await?;
        for (lesson, question, course) in &stale {
            let reviews = reviews(&mut write, lesson, question).await?;
            forget(&mut write, lesson, question).await?;
            let mut recalled = Vec::new();
            let state = replay_telling(reviews, parameters, |review| recalled.push(review));
            if let (Some(state), Some(course)) = (state, course) {
                put(&mut write, [course, lesson, question], &state).await?;
                put_reviews(&mut write, [lesson, question], &recalled).await?;
            }
        }
        write.commit().await?;
        Ok(!stale.is_empty())
    }
}

/// The reviews of a card that count.
pub(super) async fn reviews(
    write: &mut SqliteConnection,
    lesson: &str,
    question: &str,
) -> Result<Vec<Review>, sqlx::Error> {
    const REVIEWS: &str = "
        SELECT id, at, day, kind, payload ->> '$.rating', payload ->> '$.right', payload ->> '$.recall'
        FROM records
        WHERE lesson_id = $1 AND payload ->> '$.question' = $2 AND kind IN ('attempt', 'recall', 'undo')
        ORDER BY at, id";
    type Row = (
        Uuid,
        i64,
        NaiveDate,
        String,
        Option<String>,
        Option<bool>,
        Option<String>,
    );
    let rows: Vec<Row> = sqlx::query_as(REVIEWS)
        .bind(lesson)
        .bind(question)
        .fetch_all(write)
        .await?;
    let undone: BTreeSet<&str> = rows.iter().filter_map(|row| row.6.as_deref()).collect();
    let mut reviews = Vec::new();
    for (id, at, day, kind, rating, right, _) in &rows {
        let rating = match (kind.as_str(), rating) {
            ("attempt", _) => Some(Rating::of_answer(*right == Some(true))),
            (_, Some(word)) => Rating::ALL.into_iter().find(|rating| rating.word() == word),
            _ => None,
        };
        let Some(rating) = rating.filter(|_| !undone.contains(id.to_string().as_str())) else {
            continue;
        };
        reviews.push(Review {
            at: instant(*at)?,
            record: RecordId(*id),
            day: *day,
            rating,
        });
    }
    Ok(reviews)
}

async fn forget(
    write: &mut SqliteConnection,
    lesson: &str,
    question: &str,
) -> Result<(), sqlx::Error> {
    const STALE: &str = "DELETE FROM stale_cards WHERE lesson_id = $1 AND question = $2";
    const STATE: &str = "DELETE FROM cards WHERE lesson_id = $1 AND question = $2";
    const REVIEWS: &str = "DELETE FROM reviews WHERE lesson_id = $1 AND question = $2";
    for statement in [STALE, STATE, REVIEWS] {
        sqlx::query(statement)
            .bind(lesson)
            .bind(question)
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}

async fn put(
    write: &mut SqliteConnection,
    [course, lesson, question]: [&str; 3],
    state: &CardState,
) -> Result<(), sqlx::Error> {
    const PUT: &str = "
        INSERT INTO cards (course_id, lesson_id, question, stability, difficulty, reviewed, due, reviews, lapses)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    sqlx::query(PUT)
        .bind(course)
        .bind(lesson)
        .bind(question)
        .bind(state.memory.stability)
        .bind(state.memory.difficulty)
        .bind(state.reviewed)
        .bind(state.due)
        .bind(state.reviews)
        .bind(state.lapses)
        .execute(write)
        .await?;
    Ok(())
}

async fn put_reviews(
    write: &mut SqliteConnection,
    [lesson, question]: [&str; 2],
    reviews: &[Recalled],
) -> Result<(), sqlx::Error> {
    const PUT: &str = "
        INSERT INTO reviews (lesson_id, question, day, predicted, known) VALUES ($1, $2, $3, $4, $5)";
    for review in reviews {
        sqlx::query(PUT)
            .bind(lesson)
            .bind(question)
            .bind(review.day)
            .bind(review.predicted)
            .bind(review.known)
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}
