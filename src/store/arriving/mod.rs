//! A course that comes from the academy, lesson by lesson. Each step is small and leaves a course that can be read, so
//! that nobody waits for the store, and a course that was interrupted goes on where it stopped.

mod images;
mod rows;

use std::collections::{HashMap, HashSet};

use sqlx::types::Json;

use super::course::update_course;
use super::error::{At, Failure};
use super::pace::{Pace, Steps};
use super::search::index;
use super::{Store, StoreError, meta};
use crate::domain::{CourseTree, Lesson, LessonId, LessonKind, Module, Origin};
use crate::lesson::Document;
use crate::lesson::quiz::Paper;

/// After how many bytes of text a step ends, however fast those before it were.
const BYTES_AT_ONCE: usize = 32 * 1024;

/// A lesson's body, as the academy sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivedBody {
    /// The lesson.
    pub lesson: LessonId,
    /// Compared for equality only.
    pub digest: String,
    /// Markdown.
    pub content: String,
}

impl Store {
    /// Gives a course that arrives its modules, and the lessons that are here what the academy says of them now. The
    /// texts come afterwards; what is gone stays until the end.
    ///
    /// # Errors
    /// `IdTaken` where another course has a module or lesson with one of the ids: then nothing changes.
    pub async fn begin_course(&self, outline: &CourseTree) -> Result<(), StoreError> {
        self.ids_are_free(outline).await.at(self.path())?;
        let begin = async {
            let mut write = self.write_repeatable().await?;
            rows::make_modules(&mut write, outline).await?;
            write.commit().await?;
            let lessons: Vec<PlacedLesson<'_>> = placed_lessons(outline).collect();
            for lessons in Steps::over(&lessons) {
                let mut write = self.write_repeatable().await?;
                for place in lessons {
                    rows::change_head(&mut write, outline, place).await?;
                }
                write.commit().await?;
            }
            Ok::<_, Failure>(())
        };
        begin.await.at(self.path())
    }

    /// Puts bodies into a course that arrives, a few at a time; each can be read from then on.
    ///
    /// # Errors
    /// `IdTaken` where a lesson came into another course since the beginning.
    pub async fn put_bodies(
        &self,
        outline: &CourseTree,
        bodies: &[ArrivedBody],
    ) -> Result<(), StoreError> {
        let places: HashMap<&LessonId, PlacedLesson<'_>> = placed_lessons(outline)
            .map(|place| (&place.lesson.head.id, place))
            .collect();
        let course_title = &outline.course.title;
        let put = async {
            let mut pace = Pace::new();
            let mut rest = bodies;
            while !rest.is_empty() {
                let (now, later) = rest.split_at(fitting(rest, pace.next()));
                let kind = |body: &ArrivedBody| {
                    places.get(&body.lesson).map(|place| place.lesson.head.kind)
                };
                let texts: Vec<String> = now
                    .iter()
                    .map(|body| reading_text(body, kind(body) == Some(LessonKind::Quiz)))
                    .collect();
                let mut write = self.write_repeatable().await?;
                for (body, text) in now.iter().zip(&texts) {
                    if let Some(place) = places.get(&body.lesson) {
                        rows::put_body(&mut write, outline, place, body, text).await?;
                        index::put(&mut write, course_title, &place.module.title, &body.lesson)
                            .await?;
                    }
                }
                write.commit().await?;
                rest = later;
            }
            self.shorten_log().await;
            Ok::<_, Failure>(())
        };
        put.await.at(self.path())
    }

    /// Ends the arrival: what the course doesn't have any more goes, and it has the revision.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn finish_course(
        &self,
        outline: &CourseTree,
        revision: &str,
    ) -> Result<(), StoreError> {
        let finish = async {
            self.index_new_titles(outline).await?;
            self.remove_gone(outline).await?;
            let mut write = self.write_repeatable().await?;
            rows::name_modules(&mut write, outline).await?;
            update_course(&mut write, outline, Origin::Remote, revision).await?;
            meta::count(&mut *write, meta::COURSE_CHANGES).await?;
            write.commit().await?;
            Ok::<_, Failure>(())
        };
        finish.await.at(self.path())
    }

    async fn ids_are_free(&self, outline: &CourseTree) -> Result<(), Failure> {
        const TAKEN: &str = "
            SELECT id, title FROM modules
            WHERE course_id <> $1 AND id IN (SELECT value FROM json_each($2))
            UNION ALL
            SELECT id, title FROM lessons
            WHERE course_id <> $1 AND id IN (SELECT value FROM json_each($3))
            LIMIT 1";
        let modules: Vec<&str> = outline.modules.iter().map(|m| m.id.as_str()).collect();
        let lessons: Vec<&str> = outline.lessons().map(|l| l.head.id.as_str()).collect();
        let taken: Option<(String, String)> = sqlx::query_as(TAKEN)
            .bind(outline.course.id.as_str())
            .bind(Json(modules))
            .bind(Json(lessons))
            .fetch_optional(&self.readers)
            .await?;
        match taken {
            Some((id, title)) => Err(StoreError::IdTaken { id, title }.into()),
            None => Ok(()),
        }
    }

    /// Indexes the lessons anew whose course or module gets another title: before that, so that it is done again where
    /// it was interrupted.
    async fn index_new_titles(&self, outline: &CourseTree) -> Result<(), sqlx::Error> {
        const TITLES: &str = "
            SELECT m.id, m.title, c.title
            FROM modules m JOIN courses c ON c.id = m.course_id
            WHERE m.course_id = $1";
        let titles: Vec<(String, String, String)> = sqlx::query_as(TITLES)
            .bind(outline.course.id.as_str())
            .fetch_all(&self.readers)
            .await?;
        let course_title = &outline.course.title;
        for module in &outline.modules {
            let is_named = |(id, title, course): &(String, String, String)| {
                id == module.id.as_str() && *title == module.title && course == course_title
            };
            if titles.iter().any(is_named) {
                continue;
            }
            for lessons in Steps::over(&module.lessons) {
                let mut write = self.write_repeatable().await?;
                for lesson in lessons {
                    index::put(&mut write, course_title, &module.title, &lesson.head.id).await?;
                }
                write.commit().await?;
            }
        }
        Ok(())
    }

    async fn remove_gone(&self, outline: &CourseTree) -> Result<(), sqlx::Error> {
        let wanted: HashSet<&str> = outline.lessons().map(|l| l.head.id.as_str()).collect();
        let here: Vec<String> = sqlx::query_scalar("SELECT id FROM lessons WHERE course_id = $1")
            .bind(outline.course.id.as_str())
            .fetch_all(&self.readers)
            .await?;
        let gone: Vec<String> = here
            .into_iter()
            .filter(|id| !wanted.contains(id.as_str()))
            .collect();
        for lessons in Steps::over(&gone) {
            let mut write = self.write_repeatable().await?;
            for lesson in lessons {
                rows::remove_lesson(&mut write, lesson).await?;
            }
            write.commit().await?;
        }
        Ok(())
    }
}

/// A lesson's place in a course that arrives.
struct PlacedLesson<'t> {
    module: &'t Module,
    order: usize,
    lesson: &'t Lesson,
}

fn placed_lessons(outline: &CourseTree) -> impl Iterator<Item = PlacedLesson<'_>> {
    outline.modules.iter().flat_map(|module| {
        (1..)
            .zip(&module.lessons)
            .map(move |(order, lesson)| PlacedLesson {
                module,
                order,
                lesson,
            })
    })
}

/// How many of these bodies one step takes: at least one, and at most so many.
fn fitting(bodies: &[ArrivedBody], most: usize) -> usize {
    let mut bytes = 0;
    let fitting = bodies.iter().take(most).take_while(|body| {
        bytes += body.content.len();
        bytes <= BYTES_AT_ONCE
    });
    fitting.count().max(1)
}

/// The words that search finds a lesson by; `whole` is for a lesson that is a quiz.
fn reading_text(body: &ArrivedBody, whole: bool) -> String {
    let asked = Paper::without_answers(&body.content, whole);
    Document::parse(asked.as_deref().unwrap_or(&body.content)).reading_text()
}
