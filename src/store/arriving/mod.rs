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
use super::{Store, StoreError, meta, text};
use crate::domain::{CourseTree, Lesson, LessonId, LessonKind, Module, Origin};

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
            self.give_up_texts(outline.course.id.as_str()).await?;
            self.remove_gone_texts().await?;
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
        let put = async {
            let mut pace = Pace::new();
            let mut rest = bodies;
            while !rest.is_empty() {
                let (now, later) = rest.split_at(fitting(rest, pace.next()));
                let placed = now
                    .iter()
                    .filter_map(|body| Some(Placed::new(places.get(&body.lesson)?, body)));
                self.put_step(outline, &placed.collect::<Vec<_>>()).await?;
                rest = later;
            }
            self.remove_gone_texts().await?;
            Ok::<_, Failure>(())
        };
        put.await.at(self.path())
    }

    /// Puts bodies in one step; one that is long comes piece by piece before, and shows with its last.
    async fn put_step(&self, outline: &CourseTree, bodies: &[Placed<'_>]) -> Result<(), Failure> {
        let course = &outline.course;
        let mut write = self.write_repeatable().await?;
        for Placed {
            place,
            body,
            reading_text,
        } in bodies
        {
            let text = text::begin(&mut write, course.id.as_str(), &body.content).await?;
            for (number, piece) in text::pieces(&body.content, reading_text)
                .into_iter()
                .enumerate()
            {
                if number > 0 {
                    write.commit().await?;
                    write = self.write_repeatable().await?;
                }
                text::insert_piece(&mut write, text, piece).await?;
            }
            rows::put_body(&mut write, outline, place, &body.digest, text).await?;
            let module = &place.module.title;
            index::put(&mut write, &course.title, module, &body.lesson).await?;
        }
        write.commit().await?;
        Ok(())
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
            self.remove_gone_texts().await?;
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

/// A body that arrived, its lesson's place, and what search reads of it.
struct Placed<'t> {
    place: &'t PlacedLesson<'t>,
    body: &'t ArrivedBody,
    reading_text: String,
}

impl<'t> Placed<'t> {
    fn new(place: &'t PlacedLesson<'t>, body: &'t ArrivedBody) -> Placed<'t> {
        let is_quiz = place.lesson.head.kind == LessonKind::Quiz;
        Placed {
            place,
            body,
            reading_text: text::reading_text(&body.content, is_quiz),
        }
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
        bytes <= text::PIECE
    });
    fitting.count().max(1)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::domain::{
        Body, Cents, Course, CourseId, Difficulty, LessonHead, LessonNumber, Minutes, ModuleId,
    };

    fn course(texts: &[String]) -> CourseTree {
        let lesson = |(number, text): (usize, &String)| {
            let head = LessonHead {
                id: LessonId::new(format!("lesson-{number}")),
                number: LessonNumber::default(),
                title: String::new(),
                kind: LessonKind::Text,
                minutes: Minutes(5),
                estimated: false,
                video: None,
                resource: None,
                objectives: Vec::new(),
                path: String::new(),
            };
            Lesson::new(head, Body::Text(text.as_str().into()))
        };
        let course = Course {
            id: CourseId::new("course"),
            slug: "course".parse().unwrap(),
            title: String::new(),
            description: String::new(),
            difficulty: Difficulty::Beginner,
            price: Cents(0),
            language: "en".to_owned(),
            license: None,
            objectives: Vec::new(),
            prerequisites: Vec::new(),
        };
        let module = Module {
            id: ModuleId::new("module"),
            title: String::new(),
            description: String::new(),
            lessons: texts.iter().enumerate().map(lesson).collect(),
        };
        CourseTree::new(course, vec![module], Vec::new())
    }

    /// The most pieces of texts that a transaction of this store changes from now on.
    async fn most_pieces(store: &Store) -> Arc<AtomicUsize> {
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::default());
        let mut writer = store.writer.acquire().await.unwrap();
        let mut handle = writer.lock_handle().await.unwrap();
        let changed = now.clone();
        handle.set_update_hook(move |update| {
            if update.table == "text_pieces" {
                changed.fetch_add(1, Ordering::Relaxed);
            }
        });
        let kept: Arc<AtomicUsize> = Arc::clone(&most);
        handle.set_commit_hook(move || {
            kept.fetch_max(now.swap(0, Ordering::Relaxed), Ordering::Relaxed);
            true
        });
        most
    }

    #[tokio::test]
    async fn a_step_writes_one_piece_of_a_long_text_or_short_ones_of_that_size_together() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("lyceum.db")).await.unwrap();
        let mut texts = vec!["A line.\n".repeat(100_000)];
        texts.extend(vec!["A line.\n".repeat(500); 20]);
        let outline = course(&texts);
        store.begin_course(&outline).await.unwrap();
        let bodies = (0..).zip(&texts).map(|(number, text)| ArrivedBody {
            lesson: LessonId::new(format!("lesson-{number}")),
            digest: String::new(),
            content: text.clone(),
        });
        let most = most_pieces(&store).await;
        let bodies: Vec<ArrivedBody> = bodies.collect();
        store.put_bodies(&outline, &bodies[..1]).await.unwrap();
        assert_eq!(most.load(Ordering::Relaxed), 1);
        store.put_bodies(&outline, &bodies[1..]).await.unwrap();
        assert!((1..=text::PIECE / texts[1].len()).contains(&most.load(Ordering::Relaxed)));
    }
}
