//! The rules of memory that were fitted to the learner, and the history to fit them to.

use sqlx::types::Json;

use super::refresh::reviews;
use crate::domain::CourseId;
use crate::domain::review::{Parameters, Review};
use crate::store::error::At;
use crate::store::{Store, StoreError};

impl Store {
    /// The rules of memory that were fitted last, on whatever device; everybody's where none were.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn parameters(&self) -> Result<Parameters, StoreError> {
        const LATEST: &str = "
            SELECT payload -> '$.parameters' FROM records WHERE kind = 'fit' ORDER BY at DESC, id DESC LIMIT 1";
        let numbers: Option<Json<Vec<u32>>> = sqlx::query_scalar(LATEST)
            .fetch_optional(&self.readers)
            .await
            .at(self.path())?;
        let fitted = numbers.and_then(|Json(numbers)| Parameters::fitted(&numbers));
        Ok(fitted.unwrap_or_default())
    }

    /// The reviews of every card that count, card by card.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn review_history(&self) -> Result<Vec<Vec<Review>>, StoreError> {
        const CARDS: &str = "SELECT lesson_id, question FROM cards ORDER BY lesson_id, question";
        let history = async {
            let mut read = self.readers.acquire().await?;
            let cards: Vec<(String, String)> = sqlx::query_as(CARDS).fetch_all(&mut *read).await?;
            let mut history = Vec::with_capacity(cards.len());
            for (lesson, question) in &cards {
                history.push(reviews(&mut read, lesson, question).await?);
            }
            Ok::<_, sqlx::Error>(history)
        };
        history.await.at(self.path())
    }

    /// The courses that were reviewed.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn reviewed_courses(&self) -> Result<Vec<CourseId>, StoreError> {
        const COURSES: &str = "SELECT DISTINCT course_id FROM cards ORDER BY course_id";
        let courses: Vec<String> = sqlx::query_scalar(COURSES)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        Ok(courses.into_iter().map(CourseId::new).collect())
    }
}
