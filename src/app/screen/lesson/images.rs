//! The images of the lesson that is open: asked for when they come near the screen.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::LessonScreen;
use crate::app::image::{Grid, ImageMode, RenderingId, Unshown};
use crate::app::request::lesson::RenderImage;
use crate::app::request::{Answered, Reply};
use crate::app::shared::Shared;
use crate::lesson::{Canvas, ImageRow};

/// More than a screen shows at once.
const MOST_KEPT: usize = 12;

/// How many are asked for at a time: one is made while the terminal is told another. Whoever pages on has what is
/// on screen then made next, not what was.
const MOST_ASKED: usize = 2;

/// The renderings of the lesson's images near the screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Renderings {
    /// By image.
    kept: BTreeMap<usize, (Grid, Result<RenderingId, Unshown>)>,
}

impl Renderings {
    /// The rendering of an image in that size; none while it is being made.
    pub fn get(&self, image: usize, grid: Grid) -> Option<Result<RenderingId, Unshown>> {
        let (made, rendering) = self.kept.get(&image)?;
        (*made == grid).then_some(*rendering)
    }

    fn keep(
        &mut self,
        image: usize,
        grid: Grid,
        rendering: Result<RenderingId, Unshown>,
        near: &[ImageRow],
    ) {
        if self.kept.len() >= MOST_KEPT {
            self.kept
                .retain(|kept, _| near.iter().any(|shown| shown.image == *kept));
        }
        self.kept.insert(image, (grid, rendering));
    }

    /// All that are kept.
    pub(in crate::app) fn all(&self) -> impl Iterator<Item = RenderingId> {
        self.kept.values().filter_map(|(_, made)| made.ok())
    }
}

/// The room that images get on a page of `rows` rows: two thirds of it, so that text is beside them.
pub(super) fn canvas(rows: u16, shared: &Shared) -> Option<Canvas> {
    let ImageMode { cell, .. } = shared.settings.images?;
    let rows = (rows * 2 / 3).max(1);
    Some(Canvas { cell, rows })
}

impl LessonScreen {
    /// Asks for the renderings of the images on screen, the first ones first.
    pub(in crate::app) fn ask_for_images(&mut self, shared: &mut Shared) {
        let Some(mode) = shared.settings.images else {
            return;
        };
        let Some(reader) = self.reader.as_ref().filter(|reader| !reader.is_excerpt()) else {
            return;
        };
        let document = Arc::clone(reader.text.layout().document());
        for row in reader.text.images_near() {
            let grid = Grid::of(&row);
            let purpose = (reader.lesson.head.id.clone(), row.image, grid);
            let is_here = reader.renderings.get(row.image, grid).is_some();
            if is_here || self.rendering.any(|asked| *asked == purpose) {
                continue;
            }
            if self.rendering.len() >= MOST_ASKED {
                return;
            }
            let image = document.images().get(row.image);
            let Some(file) = image.and_then(|image| image.file.as_ref()) else {
                continue;
            };
            let question = RenderImage {
                course: reader.outline.course.id.clone(),
                path: file.path.clone(),
                grid,
                mode,
            };
            self.rendering.ask(question, purpose, shared);
        }
    }

    /// A rendering came: it is kept while it is near.
    pub(in crate::app) fn take_image(
        &mut self,
        answered: Answered<RenderImage>,
        shared: &mut Shared,
    ) {
        let Some(((lesson, image, grid), reply)) = self.rendering.take(answered) else {
            return;
        };
        let rendering = match reply {
            Reply::Progress(_) => return,
            Reply::Done(rendering) => rendering,
            Reply::Failed(failure) => {
                shared.tell(failure.notice);
                Err(Unshown::Unread)
            }
        };
        if let Some(reader) = self.reader.as_mut().filter(|r| r.lesson.head.id == lesson) {
            let near = reader.text.images_near();
            reader.renderings.keep(image, grid, rendering, &near);
        }
    }

    /// The renderings are to be made anew: of other images, or in another form.
    pub(in crate::app) fn forget_images(&mut self, shared: &mut Shared) {
        self.rendering.cancel(|_| true, shared);
        if let Some(reader) = &mut self.reader {
            reader.renderings = Renderings::default();
        }
    }
}
