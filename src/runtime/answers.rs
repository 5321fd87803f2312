//! Finds out what update asks: reads of the store, and what keeps a processor busy on threads of its own.

use std::sync::Arc;

use super::driver::{World, failed};
use super::tasks::spawn_busy;
use super::writes::{BOOKMARKS, PREFERENCES};
use super::{lessons, pictures};
use crate::app::find::MOST_HITS;
use crate::app::picture::Unshown;
use crate::app::{Notice, Outcome, Question, RequestId};
use crate::domain::{CourseId, CourseSummary, Outline};
use crate::lesson::Document;
use crate::store::StoreError;

/// One more than are shown, so that it is known whether there are more.
const ENOUGH_HITS: u32 = MOST_HITS as u32 + 1;

pub(super) async fn find_out(world: &World, request: RequestId, question: Question) -> Outcome {
    let what = not_read(&question);
    let answer = match question {
        Question::Preferences => {
            let kept = world.store.setting(&PREFERENCES).await;
            kept.map(|kept| Outcome::Preferences(kept.unwrap_or_default()))
        }
        Question::Bookmarks => {
            let kept = world.store.setting(&BOOKMARKS).await;
            kept.map(|kept| Outcome::Bookmarks(kept.unwrap_or_default()))
        }
        Question::Catalog => world
            .store
            .catalog()
            .await
            .map(|list| Outcome::Catalog(list.into())),
        Question::Outline(course) => outline(world, &course).await.map(Outcome::Outline),
        Question::Lesson(lesson) => lessons::read(world, *lesson).await,
        Question::Opening { lesson, position } => lessons::open(world, *lesson, position).await,
        Question::Calendar => world.store.calendar().await.map(Outcome::Calendar),
        Question::Joined => joined(world).await.map(Outcome::Joined),
        Question::Highlight { language, code } => return highlight(world, language, code).await,
        Question::Picture {
            course,
            path,
            grid,
            mode,
        } => match world.store.image(&course, &path).await {
            Ok(Some(bytes)) => {
                let picture = pictures::picture(bytes, grid, mode).await;
                Ok(Outcome::Picture(picture.map(Arc::new)))
            }
            Ok(None) => Ok(Outcome::Picture(Err(Unshown::Gone))),
            Err(error) => Err(error),
        },
        Question::Find { document, query } => return find(document, query).await,
        Question::Search(query) => search(world, request, &query).await,
    };
    answer.unwrap_or_else(|error| failed(what, &error))
}

fn not_read(question: &Question) -> &'static str {
    match question {
        Question::Preferences => "Your choices could not be read",
        Question::Bookmarks => "Your bookmarks could not be read",
        Question::Catalog => "The courses could not be read",
        Question::Outline(_) => "The course could not be read",
        Question::Lesson(_) | Question::Opening { .. } => "The lesson could not be read",
        Question::Calendar | Question::Joined => "Your progress could not be read",
        Question::Highlight { .. } => "The code could not be coloured",
        Question::Picture { .. } => "The image could not be read",
        Question::Find { .. } | Question::Search(_) => "The search failed",
    }
}

/// What an outdated question would have found is worth nothing to anybody.
async fn search(world: &World, request: RequestId, query: &str) -> Result<Outcome, StoreError> {
    let hits = match world.searches.take(request).await {
        Some(_turn) => world.store.search(query, ENOUGH_HITS).await?,
        None => Vec::new(),
    };
    Ok(Outcome::Hits(hits.into()))
}

async fn outline(world: &World, course: &CourseId) -> Result<Option<Arc<Outline>>, StoreError> {
    Ok(world.store.outline(course).await?.map(Arc::new))
}

async fn highlight(world: &World, language: String, code: String) -> Outcome {
    let highlighter = Arc::clone(&world.highlighter);
    match spawn_busy(move || highlighter.highlight(&language, &code)).await {
        Ok(colours) => Outcome::Highlight(colours.map(Arc::new)),
        Err(_) => Outcome::Failed(defect("The code could not be coloured")),
    }
}

async fn find(document: Arc<Document>, query: String) -> Outcome {
    match spawn_busy(move || document.find(&query)).await {
        Ok(matches) => Outcome::Matches(matches),
        Err(_) => Outcome::Failed(defect("The search failed")),
    }
}

pub(super) fn defect(what: &str) -> Notice {
    Notice::error(what).with_detail("This is a defect in Lyceum; the log file says more.")
}

/// The outlines of joined courses, what was read last first.
async fn joined(world: &World) -> Result<Vec<Arc<Outline>>, StoreError> {
    let mut courses: Vec<CourseSummary> = world.store.catalog().await?;
    courses.retain(|course| course.enrolled_at.is_some());
    courses.sort_by_key(|course| std::cmp::Reverse(course.last_read));
    let mut outlines = Vec::new();
    for course in courses {
        outlines.extend(outline(world, &course.course.id).await?);
    }
    Ok(outlines)
}
