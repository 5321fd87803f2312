//! The texts of lessons: their Markdown, and what of it search reads. In pieces, so that a long one arrives and goes in
//! steps; a lesson shows it once it is whole.

use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::Store;
use super::pace::Steps;
use super::search::index;
use crate::lesson::Document;
use crate::lesson::quiz::Paper;

/// How many bytes of Markdown, and of what search reads, are in one piece at most: what a step takes in a few milliseconds.
pub(super) const PIECE: usize = 32 * 1024;
/// How many bits of a piece's row are its number.
const NUMBER: u32 = 16;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    number: i64,
    content: &'t str,
    reading_text: &'t str,
}

/// The pieces of a text: one at least.
pub(super) fn pieces<'t>(content: &'t str, reading_text: &'t str) -> Vec<Piece<'t>> {
    let (mut content, mut reading_text) = (content, reading_text);
    let mut pieces = Vec::new();
    for number in 0.. {
        let piece = Piece {
            number,
            content: cut(&mut content),
            reading_text: cut(&mut reading_text),
        };
        pieces.push(piece);
        if content.is_empty() && reading_text.is_empty() {
            break;
        }
    }
    pieces
}

/// Takes a piece from the front of a text: up to the end of a line if there is one, or of a word.
fn cut<'t>(text: &mut &'t str) -> &'t str {
    let most = text.floor_char_boundary(PIECE);
    let (front, _) = text.split_at(most);
    let end = match most == text.len() {
        true => most,
        false => front
            .rfind('\n')
            .or_else(|| front.rfind(' '))
            .map_or(most, |at| at + 1),
    };
    let (piece, rest) = text.split_at(end);
    *text = rest;
    piece
}

/// What search reads of a lesson: of a quiz what is shown before it is answered.
pub(super) fn reading_text(markdown: &str, is_quiz: bool) -> String {
    let asked = Paper::without_answers(markdown, is_quiz);
    Document::parse(asked.as_deref().unwrap_or(markdown)).reading_text()
}

/// Begins a text of a course, without its pieces. Returns its row.
pub(super) async fn begin(
    write: &mut SqliteConnection,
    course: &str,
    content: &str,
) -> Result<i64, sqlx::Error> {
    let has_cards = content.contains("<!-- card") || content.contains("<!--card");
    sqlx::query_scalar("INSERT INTO texts (course_id, has_cards) VALUES ($1, $2) RETURNING row")
        .bind(course)
        .bind(has_cards)
        .fetch_one(write)
        .await
}

/// Inserts a piece of the text in that row. The first is indexed together with the lesson's titles, once that shows it.
pub(super) async fn insert_piece(
    write: &mut SqliteConnection,
    text: i64,
    piece: Piece<'_>,
) -> Result<(), sqlx::Error> {
    let row = text << NUMBER | piece.number;
    sqlx::query("INSERT INTO text_pieces (row, content, reading_text) VALUES ($1, $2, $3)")
        .bind(row)
        .bind(piece.content)
        .bind(piece.reading_text)
        .execute(&mut *write)
        .await?;
    if piece.number > 0 {
        index::put_passage(write, row, piece.reading_text).await?;
    }
    Ok(())
}

/// Inserts a text whole. Returns its row.
pub(super) async fn insert(
    write: &mut SqliteConnection,
    course: &str,
    content: &str,
    reading_text: &str,
) -> Result<i64, sqlx::Error> {
    let text = begin(write, course, content).await?;
    for piece in pieces(content, reading_text) {
        insert_piece(write, text, piece).await?;
    }
    Ok(text)
}

impl Store {
    /// Gives up the texts of a course that were arriving when it was interrupted.
    pub(super) async fn give_up_texts(&self, course: &str) -> Result<(), sqlx::Error> {
        const ARRIVING: &str = "
            SELECT row FROM texts
            WHERE course_id = $1 AND is_gone = 0 AND row NOT IN (SELECT text FROM lessons WHERE course_id = $1)";
        let arriving: Vec<i64> = sqlx::query_scalar(ARRIVING)
            .bind(course)
            .fetch_all(&self.readers)
            .await?;
        if !arriving.is_empty() {
            let mut write = self.write_repeatable().await?;
            sqlx::query(
                "UPDATE texts SET is_gone = 1 WHERE row IN (SELECT value FROM json_each($1))",
            )
            .bind(Json(arriving))
            .execute(&mut *write)
            .await?;
            write.commit().await?;
        }
        Ok(())
    }

    /// Removes the texts that are gone, with what search knows of them. No lesson shows them any more, and where it is
    /// interrupted, the next change of any course goes on with it.
    pub(super) async fn remove_gone_texts(&self) -> Result<(), sqlx::Error> {
        const PIECES: &str = "
            SELECT p.row
            FROM texts t
            JOIN text_pieces p ON p.row BETWEEN t.row << 16 AND (t.row << 16) + 65535
            WHERE t.is_gone = 1";
        const REMOVE_PIECES: [&str; 2] = [
            "DELETE FROM lessons_fts WHERE rowid IN (SELECT value FROM json_each($1))",
            "DELETE FROM text_pieces WHERE row IN (SELECT value FROM json_each($1))",
        ];
        const TEXTS: &str = "SELECT row FROM texts WHERE is_gone = 1";
        const REMOVE: &str = "
            DELETE FROM texts
            WHERE row IN (SELECT value FROM json_each($1)) AND NOT EXISTS (
                SELECT 1 FROM text_pieces p WHERE p.row BETWEEN texts.row << 16 AND (texts.row << 16) + 65535
            )";
        self.remove_rows(PIECES, &REMOVE_PIECES).await?;
        self.remove_rows(TEXTS, &[REMOVE]).await
    }

    /// Removes the rows that a query finds, a few at a time.
    async fn remove_rows(
        &self,
        which: &'static str,
        remove: &[&'static str],
    ) -> Result<(), sqlx::Error> {
        let rows: Vec<i64> = sqlx::query_scalar(which).fetch_all(&self.readers).await?;
        for rows in Steps::over(&rows) {
            let mut write = self.write_repeatable().await?;
            for sql in remove {
                sqlx::query(*sql)
                    .bind(Json(rows))
                    .execute(&mut *write)
                    .await?;
            }
            write.commit().await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_ends_with_a_line_or_a_word_and_together_they_are_the_text() {
        let lines = "A line of text.\n".repeat(10_000);
        let words = "word ".repeat(20_000);
        let letters = "é".repeat(PIECE);
        for text in [&lines, &words, &letters, "short", ""] {
            let pieces = pieces(text, "read");
            let joined: String = pieces.iter().map(|piece| piece.content).collect();
            assert_eq!(joined, text);
            assert_eq!(pieces[0].reading_text, "read");
            assert!(pieces.iter().all(|piece| piece.content.len() <= PIECE));
            let cut = &pieces[..pieces.len() - 1];
            assert!(cut.iter().all(|piece| piece.content.len() > PIECE / 2));
            let whole = |piece: &Piece<'_>| piece.content.ends_with(['\n', ' ', 'é']);
            assert!(cut.iter().all(whole));
        }
    }
}
