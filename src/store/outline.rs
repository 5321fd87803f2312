//! A course's outline, and the text of one lesson.

use sqlx::types::Json;
use uuid::Uuid;

use super::catalog::CourseRow;
use super::columns::{instant, number, seconds, title, word};
use super::error::{At, Failure};
use super::lesson::HeadRow;
use super::modules::{self, ModuleRow};
use super::order::{self, Moment};
use super::{Store, StoreError};
use crate::domain::quiz::QuizResult;
use crate::domain::{
    Body, Completion, CourseId, LessonEntry, LessonId, LessonKind, LessonProgress, ModuleEntry,
    ModuleId, Outline, Percent, Position, RecordId,
};

const COURSE: &str = "
    SELECT id, slug, origin, title, difficulty, price, language, license, objectives,
           prerequisites, description
    FROM courses
    WHERE id = $1";

/// Time and places of open windows count as if they were records: times add up, the latest place wins.
const LESSONS: &str = r#"
    SELECT l.id, l.module_id, l.title, l.lesson_type, l.duration, l.duration_estimated, l.path,
           l.video_url, l.resource_url, l.objectives,
           coalesce(p.seconds, 0) + coalesce(s.seconds, 0) AS seconds, coalesce(b.percent, 0) AS read,
           CASE WHEN l.lesson_type = 'quiz' THEN (
               SELECT json_array(sum(known), count(*))
               FROM (
                   SELECT max(coalesce(payload ->> '$.right', is_right, 0)) AS known
                   FROM records
                   WHERE lesson_id = l.id AND kind IN ('attempt', 'submission')
                   GROUP BY payload ->> '$.question'
               )
           ) END AS result,
           p.completed_at, p.completion,
           CASE WHEN o.at >= coalesce(q.at, o.at) THEN o.position ELSE q.position END AS position,
           CASE WHEN o.at >= coalesce(q.at, o.at) THEN o.at ELSE q.at END AS at,
           CASE WHEN o.at >= coalesce(q.at, o.at) THEN o.device WHEN r.era IS NULL THEN r.device END AS device,
           CASE WHEN o.at >= coalesce(q.at, o.at) THEN NULL ELSE r.row END AS row
    FROM lessons l
    LEFT JOIN progress p ON p.lesson_id = l.id
    LEFT JOIN positions q ON q.lesson_id = l.id
    LEFT JOIN records r ON r.id = q.record
    LEFT JOIN place_starts b ON b.lesson_id = l.id
    LEFT JOIN open_seconds s ON s.lesson_id = l.id
    LEFT JOIN (
        SELECT lesson_id, position, device, max(at) AS at FROM open_positions GROUP BY lesson_id
    ) o ON o.lesson_id = l.id
    WHERE l.course_id = $1
    ORDER BY l."order""#;

#[derive(Debug, sqlx::FromRow)]
struct LessonRow {
    #[sqlx(flatten)]
    head: HeadRow,
    module_id: String,
    seconds: i64,
    read: i64,
    /// How many questions were answered right, and how many were answered.
    result: Option<Json<(Option<usize>, usize)>>,
    completed_at: Option<i64>,
    completion: Option<Uuid>,
    position: Option<Json<Position>>,
    #[sqlx(flatten)]
    left: Moment,
}

impl LessonRow {
    /// The lesson, behind its module's id.
    fn entry(self) -> Result<(String, LessonEntry), sqlx::Error> {
        let entry = LessonEntry {
            progress: self.progress()?,
            read: Percent::of(number(self.read)?, 100),
            result: self.result(),
            head: self.head.head()?,
        };
        Ok((self.module_id, entry))
    }

    fn result(&self) -> Option<QuizResult> {
        let Json((right, of)) = self.result?;
        right.map(|right| QuizResult { right, of })
    }

    fn progress(&self) -> Result<LessonProgress, sqlx::Error> {
        let completion = match (self.completion, self.completed_at) {
            (Some(record), Some(at)) => Some(Completion {
                record: RecordId(record),
                at: instant(at)?,
            }),
            _ => None,
        };
        let position = match (self.position, self.left.at) {
            (Some(Json(position)), Some(at)) => Some((position, instant(at)?)),
            _ => None,
        };
        Ok(LessonProgress {
            seconds: seconds(self.seconds)?,
            completion,
            position,
        })
    }
}

impl Store {
    /// A course's outline; none where the catalog doesn't have the course.
    pub async fn outline(&self, course: &CourseId) -> Result<Option<Outline>, StoreError> {
        self.read_outline(course).await.at(self.path())
    }

    async fn read_outline(&self, course: &CourseId) -> Result<Option<Outline>, Failure> {
        // One transaction, so that the three answers are of one moment.
        let mut read = self.readers.begin().await?;
        let found: Option<CourseRow> = sqlx::query_as(COURSE)
            .bind(course.as_str())
            .fetch_optional(&mut *read)
            .await?;
        let Some(found) = found else { return Ok(None) };
        let mut lessons: Vec<LessonRow> = sqlx::query_as(LESSONS)
            .bind(course.as_str())
            .fetch_all(&mut *read)
            .await?;
        order::set_right(lessons.iter_mut().map(|lesson| &mut lesson.left));
        let lessons: Vec<(String, LessonEntry)> = lessons
            .into_iter()
            .map(LessonRow::entry)
            .collect::<Result<_, _>>()?;
        let modules = modules::with_lessons(&mut read, course.as_str(), lessons).await?;
        let modules = modules.into_iter().map(module_entry).collect();
        let origin = word(&found.origin)?;
        Ok(Some(Outline::new(found.shown()?, origin, modules)))
    }

    /// The revision that a lesson's text and images belong to: that of its course; none if it is gone.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn lesson_revision(&self, lesson: &LessonId) -> Result<Option<String>, StoreError> {
        const REVISION: &str = "
            SELECT courses.origin || ' ' || courses.revision
            FROM lessons JOIN courses ON courses.id = lessons.course_id
            WHERE lessons.id = $1";
        sqlx::query_scalar(REVISION)
            .bind(lesson.as_str())
            .fetch_optional(&self.readers)
            .await
            .at(self.path())
    }

    /// A lesson's body; none where the catalog doesn't have the lesson.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn lesson_body(&self, lesson: &LessonId) -> Result<Option<Body>, StoreError> {
        let content: Option<String> =
            sqlx::query_scalar("SELECT content FROM lesson_bodies WHERE id = $1")
                .bind(lesson.as_str())
                .fetch_optional(&self.readers)
                .await
                .at(self.path())?;
        Ok(content.map(|text| Body::Text(text.into())))
    }

    /// A lesson's kind and its Markdown; none where it is gone.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn lesson_text(
        &self,
        lesson: &LessonId,
    ) -> Result<Option<(LessonKind, String)>, StoreError> {
        let row: Option<(String, String)> =
            sqlx::query_as("SELECT lesson_type, content FROM lesson_bodies WHERE id = $1")
                .bind(lesson.as_str())
                .fetch_optional(&self.readers)
                .await
                .at(self.path())?;
        let row = row.map(|(kind, content)| Ok::<_, sqlx::Error>((word(&kind)?, content)));
        row.transpose().at(self.path())
    }
}

fn module_entry((module, lessons): (ModuleRow, Vec<LessonEntry>)) -> ModuleEntry {
    ModuleEntry {
        id: ModuleId::new(module.id),
        title: title(module.title),
        description: module.description,
        lessons,
    }
}
