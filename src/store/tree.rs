//! A course read back whole, as it was put.

use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::catalog::CourseRow;
use super::columns::{number, word};
use super::error::garbage;
use super::{image, modules};
use crate::domain::{CourseTree, Lesson, LessonId, Minutes, Module, ModuleId, Origin};

/// A course with what the catalog knows beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) tree: CourseTree,
    pub(super) origin: Origin,
    pub(super) revision: String,
}

#[derive(Debug, sqlx::FromRow)]
struct KeptRow {
    #[sqlx(flatten)]
    course: CourseRow,
    revision: String,
    lesson_count: i64,
}

#[derive(Debug, sqlx::FromRow)]
struct LessonRow {
    id: String,
    module_id: String,
    title: String,
    lesson_type: String,
    duration: i64,
    duration_estimated: bool,
    path: String,
    video_url: Option<String>,
    resource_url: Option<String>,
    objectives: Json<Vec<String>>,
    content: String,
}

impl LessonRow {
    /// The lesson, behind its module's id.
    fn lesson(self) -> Result<(String, Lesson), sqlx::Error> {
        let lesson = Lesson {
            id: LessonId::new(self.id),
            title: self.title,
            kind: word(&self.lesson_type)?,
            minutes: Minutes(number(self.duration)?),
            minutes_estimated: self.duration_estimated,
            content: self.content,
            video_url: self.video_url,
            resource_url: self.resource_url,
            objectives: self.objectives.0,
            path: self.path,
        };
        Ok((self.module_id, lesson))
    }
}

/// The course with that id.
pub(super) async fn read(read: &mut SqliteConnection, course: &str) -> Result<Kept, sqlx::Error> {
    const COURSE: &str = "
        SELECT id, slug, origin, title, difficulty, price, language, license, objectives,
               prerequisites, description, revision, lesson_count
        FROM courses
        WHERE id = $1";
    const LESSONS: &str = r#"
        SELECT id, module_id, title, lesson_type, duration, duration_estimated, path,
               video_url, resource_url, objectives, content
        FROM lessons
        WHERE course_id = $1
        ORDER BY "order""#;
    let kept: KeptRow = sqlx::query_as(COURSE)
        .bind(course)
        .fetch_one(&mut *read)
        .await?;
    let lessons: Vec<LessonRow> = sqlx::query_as(LESSONS)
        .bind(course)
        .fetch_all(&mut *read)
        .await?;
    if i64::try_from(lessons.len()) != Ok(kept.lesson_count) {
        return Err(garbage("lessons are missing"));
    }
    let modules = modules(read, course, lessons).await?;
    // Texts are worth more than images: without these it is no known revision, so an import brings them back.
    let (images, revision) = match image::of_course(read, course).await {
        Ok(images) => (images, kept.revision),
        Err(_) => (Vec::new(), String::new()),
    };
    Ok(Kept {
        origin: word(&kept.course.origin)?,
        revision,
        tree: CourseTree {
            course: kept.course.course()?,
            modules,
            images,
        },
    })
}

async fn modules(
    read: &mut SqliteConnection,
    course: &str,
    rows: Vec<LessonRow>,
) -> Result<Vec<Module>, sqlx::Error> {
    let lessons: Vec<(String, Lesson)> = rows
        .into_iter()
        .map(LessonRow::lesson)
        .collect::<Result<_, _>>()?;
    let modules = modules::with_lessons(read, course, lessons).await?;
    Ok(modules
        .into_iter()
        .map(|(module, lessons)| Module {
            id: ModuleId::new(module.id),
            title: module.title,
            description: module.description,
            lessons,
        })
        .collect())
}
