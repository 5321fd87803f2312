//! Reads lessons from the store and parses them, on threads of their own.

use std::collections::HashMap;
use std::sync::Arc;

use super::answers::defect;
use super::driver::World;
use super::last_lesson::Version;
use super::tasks::spawn_busy;
use crate::app::Outcome;
use crate::domain::{LessonEntry, Position};
use crate::lesson::{Document, ImageFile, Opening, Source, headed};
use crate::store::{LessonImages, StoreError};

/// All of a lesson.
pub(super) async fn read(world: &World, lesson: LessonEntry) -> Result<Outcome, StoreError> {
    parsed(world, lesson, Document::parse).await
}

/// A lesson for its first frame at a place: of a long one perhaps only the part around it.
pub(super) async fn open(
    world: &World,
    lesson: LessonEntry,
    position: Option<Position>,
) -> Result<Outcome, StoreError> {
    let start = match position {
        Some(_) => world.store.place_start(&lesson.id).await?,
        None => None,
    };
    let start = start.map(|start| start as usize);
    let opening = Opening { position, start };
    parsed(world, lesson, move |text| Document::opened(text, opening)).await
}

async fn parsed(
    world: &World,
    lesson: LessonEntry,
    parse: impl FnOnce(Source) -> Document + Send + 'static,
) -> Result<Outcome, StoreError> {
    // The revision before the text: a course that changes in between is read again the next time.
    let Some(revision) = world.store.lesson_revision(&lesson.id).await? else {
        return Ok(Outcome::Lesson(None));
    };
    let version = Version {
        lesson: lesson.id.clone(),
        revision,
    };
    let source = match world.last_lesson.of(&version) {
        Some(document) if !document.is_excerpt() => return Ok(Outcome::Lesson(Some(document))),
        Some(excerpt) => excerpt.source().clone(),
        None => match world.store.lesson_body(&lesson.id).await? {
            Some(body) => headed(&lesson, body),
            None => return Ok(Outcome::Lesson(None)),
        },
    };
    let images = world.store.lesson_images(&lesson.id).await?;
    Ok(
        match spawn_busy(move || with_images(parse(source), images)).await {
            Ok(document) => {
                let document = Arc::new(document);
                world.last_lesson.set(version, &document);
                Outcome::Lesson(Some(document))
            }
            Err(_) => Outcome::Failed(defect("The lesson could not be laid out")),
        },
    )
}

/// The document, whose images know their files.
fn with_images(mut document: Document, images: LessonImages) -> Document {
    let files = images.images.into_iter();
    let files: HashMap<String, ImageFile> = files.map(|file| (file.path.clone(), file)).collect();
    document.find_images(&images.lesson, |path| files.get(path).cloned());
    document
}
