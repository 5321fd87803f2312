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

    /// The same in some of them; false where none was left. Who writes doesn't wait until they are read.
    async fn read_some(&self) -> Result<bool, Failure> {
        const CHANGED: &str = "
            SELECT l.id, l.text, l.lesson_type = 'quiz', b.content
            FROM lessons_to_read r
            JOIN lessons l ON l.id = r.lesson_id
            JOIN lesson_bodies b ON b.id = l.id
            LIMIT $1";
        let changed: Vec<(String, i64, bool, String)> = sqlx::query_as(CHANGED)
            .bind(AT_ONCE)
            .fetch_all(&self.readers)
            .await?;
        let cards = changed.iter().map(|(lesson, text, is_quiz, content)| {
            let paper = Paper::of(content, *is_quiz, 0).unwrap_or_default();
            (lesson, *text, paper.cards)
        });
        let cards: Vec<_> = cards.collect();
        let mut write = self.write().await?;
        for (lesson, text, cards) in &cards {
            if is_text_of(&mut write, lesson, *text).await? {
                put(
                    &mut write,
                    lesson,
                    cards.iter().map(|card| &card.question.id),
                )
                .await?;
            }
        }
        write.commit().await?;
        Ok(!changed.is_empty())
    }
}

/// Whether a lesson still shows that text.
async fn is_text_of(
    write: &mut SqliteConnection,
    lesson: &str,
    text: i64,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM lessons WHERE id = $1 AND text = $2)")
        .bind(lesson)
        .bind(text)
        .fetch_one(write)
        .await
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
