//! The progress that a new version of a course leaves behind: in lessons that it no longer has.

use std::collections::HashSet;

use sqlx::SqliteConnection;

use super::columns::{number, seconds, title};
use crate::domain::{CourseTree, LessonId, LessonNumber, Seconds};

/// A lesson with progress that the new version of its course doesn't have. The records stay: a lesson with this id
/// has the progress again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftBehind {
    /// Its id, declared or made of its path.
    pub id: LessonId,
    /// Its number in the version before.
    pub number: LessonNumber,
    /// Its title there.
    pub title: String,
    /// Whether it was completed.
    pub completed: bool,
    /// The time studied in it.
    pub seconds: Seconds,
}

/// The fate of a learner's progress in a course when a new version replaces it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    /// How many lessons with progress the new version has as well.
    pub kept: usize,
    /// The lessons with progress that it doesn't have, in order.
    pub left_behind: Vec<LeftBehind>,
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: String,
    title: String,
    module: i64,
    lesson: i64,
    seconds: i64,
    completed: bool,
}

/// The lessons with progress of the stored version, held against the new one.
pub(super) async fn carried(
    write: &mut SqliteConnection,
    tree: &CourseTree,
) -> Result<Carried, sqlx::Error> {
    const WITH_PROGRESS: &str = r#"
        SELECT * FROM (
            SELECT l.id, l.title, m."order" AS module, l."order" AS lesson,
                   coalesce(p.seconds, 0) + coalesce(s.seconds, 0) AS seconds,
                   p.completed_at IS NOT NULL AS completed
            FROM lessons l
            JOIN modules m ON m.id = l.module_id
            LEFT JOIN progress p ON p.lesson_id = l.id
            LEFT JOIN (
                SELECT lesson_id, sum(millis / 1000) AS seconds FROM open_study GROUP BY lesson_id
            ) s ON s.lesson_id = l.id
            WHERE l.course_id = $1
        )
        WHERE seconds > 0 OR completed
        ORDER BY module, lesson"#;
    let rows: Vec<Row> = sqlx::query_as(WITH_PROGRESS)
        .bind(tree.course.id.as_str())
        .fetch_all(write)
        .await?;
    let here: HashSet<&str> = tree
        .lessons()
        .map(|lesson| lesson.head.id.as_str())
        .collect();
    let mut carried = Carried::default();
    for row in rows {
        match here.contains(row.id.as_str()) {
            true => carried.kept += 1,
            false => carried.left_behind.push(row.lesson()?),
        }
    }
    Ok(carried)
}

impl Row {
    fn lesson(self) -> Result<LeftBehind, sqlx::Error> {
        Ok(LeftBehind {
            id: LessonId::new(self.id),
            number: LessonNumber {
                module: number(self.module)?,
                lesson: number(self.lesson)?,
            },
            title: title(self.title),
            completed: self.completed,
            seconds: seconds(self.seconds)?,
        })
    }
}
