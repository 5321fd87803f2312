//! The lessons of a course as they are stored, with the learner's progress: what a new version is held against.

use super::columns::{number, seconds, title};
use super::error::At;
use super::{Store, StoreError};
use crate::domain::{CourseId, LessonId, LessonNumber, Seconds};

/// A lesson of the stored version of a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownLesson {
    /// Its id, declared or made of its path.
    pub id: LessonId,
    /// Its number.
    pub number: LessonNumber,
    /// Its title.
    pub title: String,
    /// Its file.
    pub path: String,
    /// Its text.
    pub markdown: String,
    /// Whether it was completed.
    pub completed: bool,
    /// The time studied in it.
    pub seconds: Seconds,
}

impl KnownLesson {
    /// Whether anything was learned in it.
    pub fn has_progress(&self) -> bool {
        self.completed || self.seconds > Seconds(0)
    }
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: String,
    title: String,
    path: String,
    content: String,
    module: i64,
    lesson: i64,
    seconds: i64,
    completed: bool,
}

impl Row {
    fn lesson(self) -> Result<KnownLesson, sqlx::Error> {
        Ok(KnownLesson {
            id: LessonId::new(self.id),
            number: LessonNumber {
                module: number(self.module)?,
                lesson: number(self.lesson)?,
            },
            title: title(self.title),
            path: self.path,
            markdown: self.content,
            completed: self.completed,
            seconds: seconds(self.seconds)?,
        })
    }
}

impl Store {
    /// The lessons of a course, in order; none where it isn't here.
    ///
    /// # Errors
    /// The store could not be read.
    pub async fn known_lessons(&self, course: &CourseId) -> Result<Vec<KnownLesson>, StoreError> {
        const LESSONS: &str = r#"
            SELECT l.id, l.title, l.path, l.content, m."order" AS module, l."order" AS lesson,
                   coalesce(p.seconds, 0) + coalesce(s.seconds, 0) AS seconds,
                   p.completed_at IS NOT NULL AS completed
            FROM lessons l
            JOIN modules m ON m.id = l.module_id
            LEFT JOIN progress p ON p.lesson_id = l.id
            LEFT JOIN (
                SELECT lesson_id, sum(millis / 1000) AS seconds FROM open_study GROUP BY lesson_id
            ) s ON s.lesson_id = l.id
            WHERE l.course_id = $1
            ORDER BY module, lesson"#;
        self.known(LESSONS, course).await
    }

    /// The lessons with progress that were in a course and aren't any more, in order, as they were last.
    ///
    /// # Errors
    /// The store could not be read.
    pub async fn left_lessons(&self, course: &CourseId) -> Result<Vec<KnownLesson>, StoreError> {
        const LESSONS: &str = r#"
            SELECT l.id, l.title, l.path, l.content, l.module, l.lesson,
                   coalesce(p.seconds, 0) + coalesce(s.seconds, 0) AS seconds,
                   p.completed_at IS NOT NULL AS completed
            FROM left_lessons l
            LEFT JOIN progress p ON p.lesson_id = l.id
            LEFT JOIN (
                SELECT lesson_id, sum(millis / 1000) AS seconds FROM open_study GROUP BY lesson_id
            ) s ON s.lesson_id = l.id
            WHERE l.course_id = $1
            ORDER BY l.module, l.lesson"#;
        self.known(LESSONS, course).await
    }

    async fn known(
        &self,
        lessons: &'static str,
        course: &CourseId,
    ) -> Result<Vec<KnownLesson>, StoreError> {
        let read = async {
            let rows: Vec<Row> = sqlx::query_as(lessons)
                .bind(course.as_str())
                .fetch_all(&self.readers)
                .await?;
            rows.into_iter()
                .map(Row::lesson)
                .collect::<Result<_, sqlx::Error>>()
        };
        read.await.at(self.path())
    }
}
