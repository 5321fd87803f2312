//! A course whose files are edited while it is read: only what changed is written.

use std::collections::HashMap;

use super::course::{insert_text, update_course};
use super::error::{At, Failure};
use super::lesson::bind_head;
use super::search::index;
use super::{Store, StoreError, image, meta, text};
use crate::domain::{CourseId, CourseTree, Lesson, LessonId, Module, Origin};

/// The difference between two versions of a course.
#[derive(Debug, PartialEq, Eq)]
enum Difference<'t> {
    /// Only these lessons, each in its module.
    Lessons(Vec<(&'t Module, &'t Lesson)>),
    /// More than that.
    More,
}

impl Store {
    /// Brings a course that the catalog has as `before` to `after`.
    ///
    /// # Errors
    /// As for [`put_course`](Store::put_course).
    pub async fn put_edited(
        &self,
        before: Option<&CourseTree>,
        after: &CourseTree,
        origin: Origin,
        revision: &str,
    ) -> Result<(), StoreError> {
        let difference = before.map_or(Difference::More, |before| difference(before, after));
        let Difference::Lessons(lessons) = difference else {
            self.put_course(after, origin, revision).await?;
            return Ok(());
        };
        let has_other_images = before.is_some_and(|before| before.images != after.images);
        let put = async {
            let mut write = self.write().await?;
            for (module, lesson) in lessons {
                change_lesson(&mut write, &after.course.id, lesson).await?;
                let course = &after.course.title;
                index::put(&mut write, course, &module.title, &lesson.head.id).await?;
            }
            if has_other_images {
                image::replace(&mut write, &after.course.id, &after.images).await?;
            }
            update_course(&mut write, after, origin, revision).await?;
            meta::count(&mut *write, meta::COURSE_CHANGES).await?;
            write.commit().await?;
            self.remove_gone_texts().await?;
            Ok::<_, Failure>(())
        };
        put.await.at(self.path())
    }
}

impl Store {
    /// Gives a lesson another text, before it is known what else changed in its course.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn put_text(
        &self,
        lesson: &LessonId,
        markdown: &str,
        revision: &str,
    ) -> Result<(), StoreError> {
        const PLACE: &str = "
            SELECT l.course_id, l.lesson_type = 'quiz', c.title, m.title
            FROM lessons l JOIN modules m ON m.id = l.module_id JOIN courses c ON c.id = l.course_id
            WHERE l.id = $1";
        const TEXT: &str = "UPDATE lessons SET text = $2 WHERE id = $1";
        const REVISION: &str = "UPDATE courses SET revision = $2 WHERE id = $1";
        let put = async {
            let place: Option<(String, bool, String, String)> = sqlx::query_as(PLACE)
                .bind(lesson.as_str())
                .fetch_optional(&self.readers)
                .await?;
            let Some((course, is_quiz, course_title, module_title)) = place else {
                return Ok(());
            };
            let reading_text = text::reading_text(markdown, is_quiz);
            let mut write = self.write().await?;
            let row = text::insert(&mut write, &course, markdown, &reading_text).await?;
            let query = sqlx::query(TEXT).bind(lesson.as_str()).bind(row);
            query.execute(&mut *write).await?;
            index::put(&mut write, &course_title, &module_title, lesson).await?;
            let query = sqlx::query(REVISION).bind(&course).bind(revision);
            query.execute(&mut *write).await?;
            write.commit().await?;
            self.remove_gone_texts().await?;
            Ok::<_, Failure>(())
        };
        put.await.at(self.path())
    }
}

/// The lessons that differ, where the courses have the same modules and lessons under the same titles.
fn difference<'t>(before: &CourseTree, after: &'t CourseTree) -> Difference<'t> {
    let is_same_module = |(old, new): (&Module, &Module)| {
        old.id == new.id
            && old.title == new.title
            && old.description == new.description
            && old.lessons.len() == new.lessons.len()
            && ids(old).eq(ids(new))
    };
    let modules = || before.modules.iter().zip(&after.modules);
    let is_same = before.course.id == after.course.id
        && before.course.title == after.course.title
        && before.modules.len() == after.modules.len()
        && modules().all(is_same_module);
    if !is_same {
        return Difference::More;
    }
    let old: HashMap<&LessonId, &Lesson> = before.lessons().map(|l| (&l.head.id, l)).collect();
    let lessons = after
        .modules
        .iter()
        .flat_map(|module| module.lessons.iter().map(move |lesson| (module, lesson)));
    let changed = lessons.filter(|(_, lesson)| {
        let was = old.get(&lesson.head.id);
        was.is_none_or(|was| was.head != lesson.head || was.body != lesson.body)
    });
    Difference::Lessons(changed.collect())
}

fn ids(module: &Module) -> impl Iterator<Item = &LessonId> {
    module.lessons.iter().map(|lesson| &lesson.head.id)
}

async fn change_lesson(
    write: &mut sqlx::SqliteConnection,
    course: &CourseId,
    lesson: &Lesson,
) -> Result<(), sqlx::Error> {
    const CHANGE: &str = "
        UPDATE lessons SET
            title = $2, lesson_type = $3, duration = $4, duration_estimated = $5, path = $6, video_url = $7,
            resource_url = $8, objectives = $9, text = $10
        WHERE id = $1";
    let head = &lesson.head;
    let text = insert_text(write, course, lesson).await?;
    let query = sqlx::query(CHANGE).bind(head.id.as_str());
    bind_head(query, head).bind(text).execute(write).await?;
    Ok(())
}
