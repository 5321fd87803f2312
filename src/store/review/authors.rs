//! Knows the cards of authors: reads the lessons whose text changed.

use sqlx::SqliteConnection;

use crate::domain::quiz::QuestionId;
use crate::lesson::quiz::Paper;
use crate::store::columns::column;
use crate::store::error::{At, Failure};
use crate::store::{Store, StoreError};

/// So many lessons are read in one transaction, so that nobody waits long for the store.
const AT_ONCE: i64 = 20;

impl Store {
    /// Finds the cards in every lesson that changed.
    ///
    /// # Errors
    /// The store can't be read or written.
    pub(super) async fn refresh_author_cards(&self) -> Result<(), StoreError> {
        const ANY: &str = "SELECT EXISTS (SELECT 1 FROM lessons_to_read)";
        let any: bool = sqlx::query_scalar(ANY)
            .fetch_one(&self.readers)
            .await
            .at(self.path())?;
        while any && self.read_some().await.at(self.path())? {}
        Ok(())
    }

    /// The same in some of them; false where none was left.
    async fn read_some(&self) -> Result<bool, Failure> {
        const CHANGED: &str = "
            SELECT l.id, l.lesson_type = 'quiz', l.content
            FROM lessons_to_read r
            JOIN lessons l ON l.id = r.lesson_id
            LIMIT $1";
        let mut write = self.write().await?;
        let changed: Vec<(String, bool, String)> = sqlx::query_as(CHANGED)
            .bind(AT_ONCE)
            .fetch_all(&mut *write)
            .await?;
        for (lesson, is_quiz, content) in &changed {
            let paper = Paper::of(content, *is_quiz, 0).unwrap_or_default();
            let cards = paper.cards.iter().map(|card| &card.question.id);
            put(&mut write, lesson, cards).await?;
        }
        write.commit().await?;
        Ok(!changed.is_empty())
    }
}

async fn put(
    write: &mut SqliteConnection,
    lesson: &str,
    cards: impl Iterator<Item = &QuestionId>,
) -> Result<(), sqlx::Error> {
    const FORGET: &str = "DELETE FROM author_cards WHERE lesson_id = $1";
    const READ: &str = "DELETE FROM lessons_to_read WHERE lesson_id = $1";
    const PUT: &str = "
        INSERT INTO author_cards (lesson_id, question, place, number, is_read, is_reviewed)
        SELECT l.id, $2, l.row, $3,
            EXISTS (SELECT 1 FROM progress p WHERE p.lesson_id = l.id),
            EXISTS (SELECT 1 FROM cards c WHERE c.lesson_id = l.id AND c.question = $2)
        FROM lessons l
        WHERE l.id = $1";
    for statement in [FORGET, READ] {
        sqlx::query(statement)
            .bind(lesson)
            .execute(&mut *write)
            .await?;
    }
    for (number, card) in cards.enumerate() {
        sqlx::query(PUT)
            .bind(lesson)
            .bind(card.as_str())
            .bind(column(number))
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}
