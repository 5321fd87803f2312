//! A lesson's text, read and parsed, and what is made of it: colours, renderings, matches. All of it off the loop.

use std::collections::HashMap;
use std::sync::Arc;

use super::last_lesson::Version;
use super::{Order, Task, Topic, Work, World};
use crate::app::image::{RenderingId, Unshown};
use crate::app::request::lesson::{Extent, Highlight, ReadLesson, RenderImage, SearchLesson};
use crate::domain::LessonEntry;
use crate::lesson::{Document, Highlight as Colours, ImageFile, Match, Opening, Source, headed};
use crate::runtime::failure::Problem;
use crate::runtime::images;
use crate::runtime::tasks::spawn_busy;
use crate::store::LessonImages;

impl Work for ReadLesson {
    const ORDER: Order = Order::Beside(&[Topic::Learning]);

    fn complaint(&self) -> &'static str {
        "The lesson couldn't be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<Option<Arc<Document>>, Problem> {
        let world = &task.world;
        let position = match self.extent {
            Extent::Whole => return parsed(world, *self.lesson, Document::parse).await,
            Extent::FirstFrame(position) => position,
        };
        let start = match position {
            Some(_) => world.store.place_start(&self.lesson.head.id).await?,
            None => None,
        };
        let start = start.map(|start| start as usize);
        let opening = Opening { position, start };
        let parse = move |text| Document::opened(text, opening);
        parsed(world, *self.lesson, parse).await
    }
}

async fn parsed(
    world: &World,
    lesson: LessonEntry,
    parse: impl FnOnce(Source) -> Document + Send + 'static,
) -> Result<Option<Arc<Document>>, Problem> {
    // The revision before the text: a course that changes in between is read again the next time.
    let Some(revision) = world.store.lesson_revision(&lesson.head.id).await? else {
        return Ok(None);
    };
    let version = Version {
        lesson: lesson.head.id.clone(),
        revision,
    };
    let source = match world.last_lesson.of(&version) {
        Some(document) if !document.is_excerpt() => return Ok(Some(document)),
        Some(excerpt) => excerpt.source().clone(),
        None => match world.store.lesson_body(&lesson.head.id).await? {
            Some(body) => headed(&lesson.head, body, 0),
            None => return Ok(None),
        },
    };
    if let Some(document) = world.last_lesson.with_text(&lesson.head.id, &source) {
        world.last_lesson.set(version, &document);
        return Ok(Some(document));
    }
    let images = world.store.lesson_images(&lesson.head.id).await?;
    let document = Arc::new(spawn_busy(move || with_images(parse(source), images)).await?);
    world.last_lesson.set(version, &document);
    Ok(Some(document))
}

/// The document, whose images know their files.
fn with_images(mut document: Document, images: LessonImages) -> Document {
    let files = images.images.into_iter();
    let files: HashMap<String, ImageFile> = files.map(|file| (file.path.clone(), file)).collect();
    document.find_images(&images.lesson, |path| files.get(path).cloned());
    document
}

impl Work for Highlight {
    const ORDER: Order = Order::Beside(&[]);

    fn complaint(&self) -> &'static str {
        "The code couldn't be highlighted"
    }

    async fn work(self, task: &Task<Self>) -> Result<Option<Arc<Colours>>, Problem> {
        let highlighter = Arc::clone(&task.world.highlighter);
        let Highlight { language, code } = self;
        let colours = spawn_busy(move || highlighter.highlight(&language, &code)).await?;
        Ok(colours.map(Arc::new))
    }
}

impl Work for RenderImage {
    const ORDER: Order = Order::Beside(&[]);

    fn complaint(&self) -> &'static str {
        "The image couldn't be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<Result<RenderingId, Unshown>, Problem> {
        let world = &task.world;
        let Some(bytes) = world.store.image(&self.course, &self.path).await? else {
            return Ok(Err(Unshown::Gone));
        };
        let rendering = images::render(bytes, self.grid, self.mode).await;
        Ok(rendering.map(|rendering| {
            world
                .gallery
                .with(|gallery| gallery.add(task.id, rendering))
        }))
    }
}

impl Work for SearchLesson {
    const ORDER: Order = Order::Beside(&[]);

    fn complaint(&self) -> &'static str {
        "The search failed"
    }

    async fn work(self, _: &Task<Self>) -> Result<Vec<Match>, Problem> {
        let SearchLesson { document, query } = self;
        Ok(spawn_busy(move || document.find(&query)).await?)
    }
}
