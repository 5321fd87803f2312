//! Full-text search over titles and lesson text.

pub(super) mod index;
mod passage;
mod query;
mod words;

use std::cmp::Reverse;
use std::ops::Range;

use sqlx::types::Json;

use super::columns::title;
use super::error::At;
use super::{Store, StoreError};
use crate::domain::{CourseId, LessonId, LessonNumber, SearchHit, Snippet};
use passage::{Phrase, passage};
use query::Query;

/// Some 200 characters of a text around the first of what must stand in it.
macro_rules! passage {
    () => {
        "iif(instr(lower(t.text), $3 ->> 0) > 60, '…', '')
         || substr(t.text, max(1, instr(lower(t.text), $3 ->> 0) - 60), 200)"
    };
}

/// A lesson's number: its module's place in the course, and its own in the module.
macro_rules! number {
    () => {
        r#"(SELECT count(*) FROM modules o WHERE o.course_id = m.course_id AND o."order" <= m."order"),
           (SELECT count(*) FROM lessons o WHERE o.module_id = l.module_id AND o."order" <= l."order")"#
    };
}

/// Whether each text of the JSON array `$3` stands in a lesson or its titles.
macro_rules! has_signs {
    () => {
        "NOT EXISTS (
             SELECT 1 FROM json_each($3) sign
             WHERE instr(lower(t.text), sign.value) = 0
               AND instr(lower(t.course || char(10) || t.module || char(10) || t.lesson), sign.value) = 0
         )"
    };
}

/// Whether no earlier piece of the lesson's text has the words: a lesson is found once.
macro_rules! is_first {
    () => {
        "(f.rowid & 65535 = 0 OR NOT EXISTS (
             SELECT 1 FROM lessons_fts e
             WHERE e.lessons_fts MATCH $1 AND e.rowid BETWEEN l.text << 16 AND f.rowid - 1
         ))"
    };
}

/// A title that fits weighs more than a text that does. Column 3 is the text.
///
/// Ordered by FTS5's own `rank`, so that only the texts of the hits that are wanted are read.
const BY_WORDS: &str = concat!(
    "SELECT l.course_id, l.id, c.title, l.title, p.reading_text, ",
    number!(),
    " FROM lessons_fts f
      JOIN text_pieces p ON p.row = f.rowid
      JOIN lessons l ON l.text = f.rowid >> 16
      JOIN modules m ON m.id = l.module_id
      JOIN courses c ON c.id = l.course_id
      WHERE lessons_fts MATCH $1 AND f.rank MATCH 'bm25(4.0, 4.0, 8.0, 1.0)' AND ",
    is_first!(),
    " ORDER BY f.rank
      LIMIT $2"
);

/// Of the lessons with the words, those that have each text of a JSON array as well; the passage is around the first.
const BY_WORDS_AND_SIGNS: &str = concat!(
    "SELECT t.course_id, l.id, t.course, t.lesson, ",
    passage!(),
    ", ",
    number!(),
    " FROM lessons_fts f
      JOIN lessons l ON l.text = f.rowid >> 16
      JOIN modules m ON m.id = l.module_id
      JOIN lesson_texts t ON t.row = l.row
      WHERE lessons_fts MATCH $1 AND f.rank MATCH 'bm25(4.0, 4.0, 8.0, 1.0)' AND ",
    is_first!(),
    " AND ",
    has_signs!(),
    " ORDER BY f.rank LIMIT $2"
);

/// The lessons that have each text of a JSON array.
const BY_SIGNS: &str = concat!(
    "SELECT t.course_id, l.id, t.course, t.lesson, ",
    passage!(),
    ", ",
    number!(),
    " FROM lesson_texts t
      JOIN lessons l ON l.row = t.row
      JOIN modules m ON m.id = l.module_id
      WHERE $1 IS NULL AND ",
    has_signs!(),
    " LIMIT $2"
);

/// The lessons of more than one piece that have each word of the JSON array `$1` in some piece, and each text of `$3`.
const IN_LONG_TEXTS: &str = concat!(
    "SELECT t.course_id, l.id, t.course, t.lesson, iif(json_array_length($3) > 0, ",
    passage!(),
    ", (
         SELECT p.reading_text
         FROM lessons_fts f JOIN text_pieces p ON p.row = f.rowid
         WHERE f.lessons_fts MATCH $1 ->> 0 AND f.rowid BETWEEN l.text << 16 AND (l.text << 16) + 65535
         ORDER BY f.rowid
         LIMIT 1
     )), ",
    number!(),
    " FROM text_pieces long
      JOIN lessons l ON l.text = long.row >> 16
      JOIN modules m ON m.id = l.module_id
      JOIN lesson_texts t ON t.row = l.row
      WHERE long.row & 65535 = 1 AND NOT EXISTS (
          SELECT 1 FROM json_each($1) word
          WHERE NOT EXISTS (
              SELECT 1 FROM lessons_fts f
              WHERE f.lessons_fts MATCH word.value AND f.rowid BETWEEN l.text << 16 AND (l.text << 16) + 65535
          )
      ) AND ",
    has_signs!(),
    " LIMIT $2"
);

impl Store {
    /// The lessons that contain every word of `query`, best first; the last word may be a beginning.
    ///
    /// Any text is a query: a passage in quotes is found as a whole, operators are words like others, and signs
    /// like those of `C++` are looked for as they stand.
    pub async fn search(&self, query: &str, limit: u32) -> Result<Vec<SearchHit>, StoreError> {
        let query = Query::parse(query);
        let words = query.all_words();
        let sql = match (&words, query.literal.is_empty()) {
            (None, true) => return Ok(Vec::new()),
            (Some(_), true) => BY_WORDS,
            (Some(_), false) => BY_WORDS_AND_SIGNS,
            (None, false) => BY_SIGNS,
        };
        let mut asked = sqlx::query_as(sql).bind(words).bind(limit);
        if !query.literal.is_empty() {
            asked = asked.bind(Json(&query.literal));
        }
        let rows: Vec<Row> = asked.fetch_all(&self.readers).await.at(self.path())?;
        let found = |row| hit(row, &query.phrases, &query.literal);
        let mut hits: Vec<SearchHit> = rows.into_iter().map(found).collect();
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        if hits.len() < most && query.words.len() > 1 {
            let scattered = self.in_long_texts(&query, limit).await.at(self.path())?;
            for hit in scattered.into_iter().map(found) {
                if hits.len() < most && hits.iter().all(|found| found.lesson != hit.lesson) {
                    hits.push(hit);
                }
            }
        }
        Ok(hits)
    }

    /// The lessons whose words stand in several pieces of their texts.
    async fn in_long_texts(&self, query: &Query, limit: u32) -> Result<Vec<Row>, sqlx::Error> {
        sqlx::query_as(IN_LONG_TEXTS)
            .bind(Json(&query.words))
            .bind(limit)
            .bind(Json(&query.literal))
            .fetch_all(&self.readers)
            .await
    }
}

/// Ids of course and lesson, their titles, the text or, where signs were looked for, a passage of it, and the lesson's
/// number.
type Row = (String, String, String, String, String, i64, i64);

fn hit(row: Row, phrases: &[Phrase], literal: &[String]) -> SearchHit {
    let (course, lesson, course_title, lesson_title, text, module, place) = row;
    let part = |number: i64| usize::try_from(number).unwrap_or_default();
    SearchHit {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        number: LessonNumber {
            module: part(module),
            lesson: part(place),
        },
        course_title: title(course_title),
        lesson_title: title(lesson_title),
        snippet: match literal {
            [] => passage(&text, phrases),
            literal => marked(text, literal),
        },
    }
}

/// A passage with what stands in it as it was typed marked; words that were cut at its ends are left out.
fn marked(passage: String, literal: &[String]) -> Snippet {
    let passage = with_whole_words(passage);
    let lower = passage.to_ascii_lowercase();
    let found = literal
        .iter()
        .flat_map(|text| lower.match_indices(text.as_str()));
    let mut found: Vec<_> = found.map(|(at, text)| at..at + text.len()).collect();
    found.sort_by_key(|range| (range.start, Reverse(range.end)));
    let mut marks: Vec<Range<usize>> = Vec::new();
    for range in found {
        if marks.last().is_none_or(|last| last.end <= range.start) {
            marks.push(range);
        }
    }
    Snippet {
        text: passage,
        marks,
    }
}

/// The characters of a passage that was cut out of a text.
const CUT: usize = 200;

fn with_whole_words(passage: String) -> String {
    let (begins, text) = match passage.strip_prefix('…') {
        Some(text) => ("…", text),
        None => ("", &*passage),
    };
    let start = match begins {
        "" => 0,
        _ => text.find(char::is_whitespace).map_or(0, |at| at + 1),
    };
    let is_cut = text.chars().count() >= CUT;
    let end = text.rfind(char::is_whitespace).filter(|_| is_cut);
    match text.get(start..end.unwrap_or(text.len())) {
        Some(whole) => format!("{begins}{whole}{}", if end.is_some() { "…" } else { "" }),
        None => passage,
    }
}
