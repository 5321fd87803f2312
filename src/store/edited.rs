//! A course whose files are edited while it is read: only what changed is written.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::course::{insert_text, update_course};
use super::error::{At, Failure};
use super::lesson::bind_head;
use super::search::index;
use super::{Store, StoreError, image, meta, text};
use crate::domain::{CourseId, CourseTree, Lesson, LessonId, Module, Origin};

/// A version of a course that was put into the catalog: enough to tell what another one changes, without its texts.
#[derive(Debug)]
pub struct EditedCourse {
    course: CourseId,
    /// The digest of all titles and ids, in order.
    frame: u64,
    /// The digests of the lessons.
    lessons: HashMap<LessonId, u64>,
    images: u64,
}

impl EditedCourse {
    fn of(tree: &CourseTree) -> EditedCourse {
        let modules = tree.modules.iter().map(|module| {
            let lessons: Vec<&LessonId> = ids(module).collect();
            (&module.id, &module.title, &module.description, lessons)
        });
        let modules: Vec<_> = modules.collect();
        let lessons = tree.lessons().map(|lesson| {
            let digest = digest(&(&lesson.head, &lesson.body));
            (lesson.head.id.clone(), digest)
        });
        EditedCourse {
            course: tree.course.id.clone(),
            frame: digest(&(&tree.course.id, &tree.course.title, modules)),
            lessons: lessons.collect(),
            images: digest(&tree.images),
        }
    }

    /// The course.
    pub fn course(&self) -> &CourseId {
        &self.course
    }

    /// Takes a lesson for one that differs from every other version of it.
    pub fn forget(&mut self, lesson: &LessonId) {
        self.lessons.remove(lesson);
    }

    /// Whether only lessons and images differ.
    fn is_framed_like(&self, other: &EditedCourse) -> bool {
        self.frame == other.frame
    }

    /// The lessons of the tree that differ, each in its module.
    fn changed<'t>(
        &self,
        after: &EditedCourse,
        tree: &'t CourseTree,
    ) -> Vec<(&'t Module, &'t Lesson)> {
        let modules = tree.modules.iter();
        let lessons = modules.flat_map(|module| module.lessons.iter().map(move |l| (module, l)));
        let differs = |id: &LessonId| self.lessons.get(id) != after.lessons.get(id);
        lessons.filter(|(_, l)| differs(&l.head.id)).collect()
    }
}

fn digest(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

impl Store {
    /// Brings a course that the catalog has as `before` to `after`; gives what it has then.
    ///
    /// # Errors
    /// As for [`put_course`](Store::put_course).
    pub async fn put_edited(
        &self,
        before: Option<&EditedCourse>,
        after: &CourseTree,
        origin: Origin,
        revision: &str,
    ) -> Result<EditedCourse, StoreError> {
        let edition = EditedCourse::of(after);
        let Some(before) = before.filter(|before| before.is_framed_like(&edition)) else {
            self.put_course(after, origin, revision).await?;
            return Ok(edition);
        };
        let put = async {
            let mut write = self.write().await?;
            for (module, lesson) in before.changed(&edition, after) {
                change_lesson(&mut write, &after.course.id, lesson).await?;
                let course = &after.course.title;
                index::put(&mut write, course, &module.title, &lesson.head.id).await?;
            }
            if before.images != edition.images {
                image::replace(&mut write, &after.course.id, &after.images).await?;
            }
            update_course(&mut write, after, origin, revision).await?;
            meta::count(&mut *write, meta::COURSE_CHANGES).await?;
            write.commit().await?;
            self.remove_gone_texts().await?;
            Ok::<_, Failure>(())
        };
        put.await.at(self.path())?;
        Ok(edition)
    }

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
