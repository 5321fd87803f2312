//! Putting a course into the catalog. Progress hangs on ids, so it stays whatever becomes of the course.

use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::columns::column;
use super::error::{At, Failure};
use super::lesson::bind_head;
use super::search::index;
use super::{Store, StoreError, image, meta, removed_lessons, text};
use crate::domain::{Course, CourseId, CourseTree, Lesson, LessonKind, Module, Origin};

/// How putting a course changed the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourseChange {
    /// The course is new to it.
    Added,
    /// It had another revision.
    Updated,
    /// It has this revision already.
    Unchanged,
}

impl Store {
    /// Adds a course or brings it to `revision`, whole or not at all.
    ///
    /// A bundled course never replaces one with the same id that somebody imported or fetched: that one stays,
    /// and the answer is `Unchanged`.
    ///
    /// # Errors
    /// `IdTaken` where a module or lesson has the id of another one, in this course or any other.
    pub async fn put_course(
        &self,
        tree: &CourseTree,
        origin: Origin,
        revision: &str,
    ) -> Result<CourseChange, StoreError> {
        let put = async {
            let mut write = self.write().await?;
            let change = change(&mut write, &tree.course.id, origin, revision).await?;
            match change {
                CourseChange::Unchanged => return Ok(change),
                CourseChange::Added => insert_course(&mut write, tree, origin, revision).await?,
                CourseChange::Updated => {
                    take_content_out(&mut write, &tree.course.id).await?;
                    update_course(&mut write, tree, origin, revision).await?;
                }
            }
            put_content_in(&mut write, tree).await?;
            removed_lessons::forget_returned(&mut write, &tree.course.id).await?;
            image::replace(&mut write, &tree.course.id, &tree.images).await?;
            meta::count(&mut *write, meta::COURSE_CHANGES).await?;
            write.commit().await?;
            self.remove_gone_texts().await?;
            Ok::<_, Failure>(change)
        };
        put.await.at(self.path())
    }

    /// The revision of a course that the catalog has.
    pub async fn revision(&self, course: &CourseId) -> Result<Option<String>, StoreError> {
        sqlx::query_scalar("SELECT revision FROM courses WHERE id = $1")
            .bind(course.as_str())
            .fetch_optional(&self.readers)
            .await
            .at(self.path())
    }
}

async fn change(
    write: &mut SqliteConnection,
    course: &CourseId,
    origin: Origin,
    revision: &str,
) -> Result<CourseChange, sqlx::Error> {
    let here: Option<(String, String)> =
        sqlx::query_as("SELECT origin, revision FROM courses WHERE id = $1")
            .bind(course.as_str())
            .fetch_optional(write)
            .await?;
    Ok(match here {
        None => CourseChange::Added,
        Some((from, _)) if origin == Origin::Bundled && from != Origin::Bundled.as_str() => {
            CourseChange::Unchanged
        }
        Some((from, had)) if from == origin.as_str() && had == revision => CourseChange::Unchanged,
        Some(_) => CourseChange::Updated,
    })
}

pub(super) async fn insert_course(
    write: &mut SqliteConnection,
    tree: &CourseTree,
    origin: Origin,
    revision: &str,
) -> Result<(), sqlx::Error> {
    const INSERT: &str = "
        INSERT INTO courses (
            id, slug, origin, revision, title, difficulty, price, language, license,
            duration, module_count, lesson_count, objectives, prerequisites, description
        ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    write_course(write, INSERT, tree, origin, revision).await
}

pub(super) async fn update_course(
    write: &mut SqliteConnection,
    tree: &CourseTree,
    origin: Origin,
    revision: &str,
) -> Result<(), sqlx::Error> {
    const UPDATE: &str = "
        UPDATE courses SET
            slug = $2, origin = $3, revision = $4, title = $5, difficulty = $6, price = $7,
            language = $8, license = $9, duration = $10, module_count = $11, lesson_count = $12,
            objectives = $13, prerequisites = $14, description = $15
        WHERE id = $1";
    write_course(write, UPDATE, tree, origin, revision).await
}

async fn write_course(
    write: &mut SqliteConnection,
    sql: &'static str,
    tree: &CourseTree,
    origin: Origin,
    revision: &str,
) -> Result<(), sqlx::Error> {
    let CourseTree {
        course, modules, ..
    } = tree;
    let lessons: usize = modules.iter().map(|module| module.lessons.len()).sum();
    sqlx::query(sql)
        .bind(course.id.as_str())
        .bind(course.slug.as_str())
        .bind(origin.as_str())
        .bind(revision)
        .bind(&course.title)
        .bind(course.difficulty.as_str())
        .bind(course.price.0)
        .bind(&course.language)
        .bind(&course.license)
        .bind(tree.minutes().0)
        .bind(column(modules.len()))
        .bind(column(lessons))
        .bind(Json(&course.objectives))
        .bind(Json(&course.prerequisites))
        .bind(&course.description)
        .execute(write)
        .await?;
    Ok(())
}

/// Removes modules and lessons; those with progress are kept aside. Their texts are to be removed then.
pub(super) async fn take_content_out(
    write: &mut SqliteConnection,
    course: &CourseId,
) -> Result<(), sqlx::Error> {
    removed_lessons::keep(write, course).await?;
    sqlx::query("DELETE FROM modules WHERE course_id = $1")
        .bind(course.as_str())
        .execute(write)
        .await?;
    Ok(())
}

async fn put_content_in(write: &mut SqliteConnection, tree: &CourseTree) -> Result<(), Failure> {
    let course = &tree.course;
    for (order, module) in tree.modules.iter().enumerate() {
        insert_module(write, &course.id, order, module).await?;
        for (order, lesson) in module.lessons.iter().enumerate() {
            insert_lesson(write, course, module, order, lesson).await?;
        }
    }
    Ok(())
}

async fn insert_module(
    write: &mut SqliteConnection,
    course: &CourseId,
    order: usize,
    module: &Module,
) -> Result<(), Failure> {
    const INSERT: &str = r#"
        INSERT INTO modules (id, course_id, "order", title, description)
        VALUES ($1, $2, $3, $4, $5)"#;
    sqlx::query(INSERT)
        .bind(module.id.as_str())
        .bind(course.as_str())
        .bind(column(order + 1))
        .bind(&module.title)
        .bind(&module.description)
        .execute(write)
        .await
        .map_err(|error| taken(error, module.id.as_str(), &module.title))?;
    Ok(())
}

async fn insert_lesson(
    write: &mut SqliteConnection,
    course: &Course,
    module: &Module,
    order: usize,
    lesson: &Lesson,
) -> Result<(), Failure> {
    const INSERT: &str = r#"
        INSERT INTO lessons (
            id, module_id, course_id, "order", title, lesson_type, duration, duration_estimated,
            path, video_url, resource_url, objectives, text
        ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"#;
    let head = &lesson.head;
    let text = insert_text(write, &course.id, lesson).await?;
    let query = sqlx::query(INSERT)
        .bind(head.id.as_str())
        .bind(module.id.as_str())
        .bind(course.id.as_str())
        .bind(column(order + 1));
    bind_head(query, head)
        .bind(text)
        .execute(&mut *write)
        .await
        .map_err(|error| taken(error, head.id.as_str(), &head.title))?;
    index::put(write, &course.title, &module.title, &head.id).await?;
    Ok(())
}

/// Inserts the text of a lesson. Returns its row.
pub(super) async fn insert_text(
    write: &mut SqliteConnection,
    course: &CourseId,
    lesson: &Lesson,
) -> Result<i64, sqlx::Error> {
    let markdown = lesson.body.markdown();
    let reading_text = text::reading_text(markdown, lesson.head.kind == LessonKind::Quiz);
    text::insert(write, course.as_str(), markdown, &reading_text).await
}

fn taken(error: sqlx::Error, id: &str, title: &str) -> Failure {
    match &error {
        sqlx::Error::Database(said) if said.is_unique_violation() => StoreError::IdTaken {
            id: id.to_owned(),
            title: title.to_owned(),
        }
        .into(),
        _ => error.into(),
    }
}
