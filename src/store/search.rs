//! Full-text search over titles and lesson text.

use super::error::At;
use super::{Store, StoreError};
use crate::domain::{CourseId, LessonId, SearchHit, Snippet};

/// Stand around a word that was found, in what SQLite hands back: two private characters that no text needs.
const MARK_BEGINS: char = '\u{f8f0}';
const MARK_ENDS: char = '\u{f8f1}';

/// A pasted page is no query: what comes after that many words is left out.
const MOST_WORDS: usize = 32;

/// A title that fits weighs more than a text that does. Column 3 is the text.
///
/// Ordered by FTS5's own `rank`, so that only the hits that are wanted get a snippet.
const SEARCH: &str = "
    SELECT l.course_id, l.id, c.title, l.title,
           snippet(lessons_fts, 3, '\u{f8f0}', '\u{f8f1}', '…', 20)
    FROM lessons_fts f
    JOIN lessons l ON l.row = f.rowid
    JOIN courses c ON c.id = l.course_id
    WHERE lessons_fts MATCH $1 AND f.rank MATCH 'bm25(4.0, 4.0, 8.0, 1.0)'
    ORDER BY f.rank
    LIMIT $2";

impl Store {
    /// The lessons that contain every word of `query`, best first; the last word may be a beginning.
    ///
    /// Any text is a query: quotes and operators are words like others.
    pub async fn search(&self, query: &str, limit: u32) -> Result<Vec<SearchHit>, StoreError> {
        let Some(expression) = expression(query) else {
            return Ok(Vec::new());
        };
        let rows: Vec<(String, String, String, String, String)> = sqlx::query_as(SEARCH)
            .bind(expression)
            .bind(limit)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        Ok(rows.into_iter().map(hit).collect())
    }
}

fn hit(row: (String, String, String, String, String)) -> SearchHit {
    let (course, lesson, course_title, lesson_title, marked) = row;
    SearchHit {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        course_title,
        lesson_title,
        snippet: unmark(&marked),
    }
}

/// The query in FTS5's language: each word a quoted string, the last one a prefix. None without any word.
///
/// A word that the index takes apart, such as `built-in`, is searched for as a phrase.
fn expression(query: &str) -> Option<String> {
    let plain = query.replace(|c: char| c == '"' || c.is_control(), " ");
    let words: Vec<&str> = plain
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
        .take(MOST_WORDS)
        .collect();
    match words.as_slice() {
        [] => None,
        words => Some(format!("\"{}\"*", words.join("\" \""))),
    }
}

fn unmark(marked: &str) -> Snippet {
    let mut snippet = Snippet::default();
    let mut begun = None;
    for c in marked.chars() {
        match c {
            MARK_BEGINS => begun = Some(snippet.text.len()),
            MARK_ENDS => {
                if let Some(start) = begun.take() {
                    snippet.marks.push(start..snippet.text.len());
                }
            }
            c => snippet.text.push(c),
        }
    }
    snippet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_query_is_words() {
        assert_eq!(expression("neural net"), Some("\"neural\" \"net\"*".into()));
        assert_eq!(
            expression("c++ AND \"x\" OR NEAR("),
            Some("\"c++\" \"AND\" \"x\" \"OR\" \"NEAR(\"*".into())
        );
        assert_eq!(expression(" -* \"()\0"), None);
    }

    #[test]
    fn marks_are_ranges_of_the_text_without_them() {
        let snippet = unmark("ein \u{f8f0}Wörter\u{f8f1}buch \u{f8f1}\u{f8f0}x");
        assert_eq!(snippet.text, "ein Wörterbuch x");
        assert_eq!(snippet.marks, vec![4..11]);
    }
}
