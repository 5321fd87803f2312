//! A course read back whole, as it was put.

use sqlx::SqliteConnection;

use super::catalog::CourseRow;
use super::columns::word;
use super::error::{At, garbage};
use super::lesson::HeadRow;
use super::{Store, StoreError, image, modules};
use crate::domain::{Body, CourseId, CourseTree, Lesson, Module, ModuleId, Origin};

/// A course with what the catalog knows beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StoredCourse {
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
    #[sqlx(flatten)]
    head: HeadRow,
    module_id: String,
    content: String,
}

impl LessonRow {
    /// The lesson, behind its module's id.
    fn lesson(self) -> Result<(String, Lesson), sqlx::Error> {
        let lesson = Lesson::new(self.head.stored()?, Body::Text(self.content.into()));
        Ok((self.module_id, lesson))
    }
}

impl Store {
    /// A course as it was put; none where it isn't here.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn course_tree(&self, course: &CourseId) -> Result<Option<CourseTree>, StoreError> {
        let read = async {
            let mut connection = self.readers.acquire().await?;
            match read(&mut connection, course.as_str()).await {
                Err(sqlx::Error::RowNotFound) => Ok(None),
                kept => kept.map(|kept| Some(kept.tree)),
            }
        };
        read.await.at(self.path())
    }
}

/// The course with that id.
pub(super) async fn read(
    read: &mut SqliteConnection,
    course: &str,
) -> Result<StoredCourse, sqlx::Error> {
    const COURSE: &str = "
        SELECT id, slug, origin, title, difficulty, price, language, license, objectives,
               prerequisites, description, revision, lesson_count
        FROM courses
        WHERE id = $1";
    const LESSONS: &str = r#"
        SELECT l.id, l.module_id, l.title, l.lesson_type, l.duration, l.duration_estimated, l.path,
               l.video_url, l.resource_url, l.objectives, b.content
        FROM lessons l
        JOIN lesson_bodies b ON b.id = l.id
        WHERE l.course_id = $1
        ORDER BY l."order""#;
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
    Ok(StoredCourse {
        origin: word(&kept.course.origin)?,
        revision,
        tree: CourseTree::new(kept.course.course()?, modules, images),
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
