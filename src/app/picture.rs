//! Images of the lesson that is open, as what the terminal is to be told: plain data, made off the loop.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::effect::{Effect, Question};
use super::model::{Model, Pane};
use super::purpose::Purpose;
use crate::domain::LessonId;
use crate::lesson::{Canvas, CellSize, Pictured};

/// How images are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageMode {
    /// What the terminal understands.
    pub protocol: Protocol,
    /// The terminal's cells.
    pub cell: CellSize,
}

/// What a terminal understands of images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// Two pixels a cell: every terminal with colours.
    HalfBlocks,
    /// kitty's graphics, placed by characters.
    Kitty,
    /// DEC's sixels.
    Sixel,
    /// iTerm2's inline files.
    Iterm2,
}

/// A size in cells of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grid {
    /// From left to right.
    pub columns: u16,
    /// From top to bottom.
    pub rows: u16,
}

/// Red, green and blue, 0 to 255.
pub type Rgb = [u8; 3];

/// An image that is ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The cells that it takes.
    pub grid: Grid,
    /// The upper and the lower half of each cell, row by row.
    pub halves: Vec<[Rgb; 2]>,
    /// What shows it better, where the terminal can.
    pub graphics: Option<Graphics>,
}

/// An image in a terminal's own graphics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Graphics {
    /// The terminal is told the image once; characters of a colour then say where it is.
    Placed {
        /// What tells it.
        transmit: String,
        /// The colour that names the image.
        color: Rgb,
        /// The character of each cell, row by row.
        cells: Vec<String>,
    },
    /// All of it is written at its first cell; it can't be shown in part.
    Whole(String),
}

/// More than a screen shows at once.
const MOST_KEPT: usize = 12;

/// The pictures of the lesson that is open, near the screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pictures {
    /// By image; none where its file can't be decoded.
    kept: BTreeMap<usize, (Grid, Option<Arc<Picture>>)>,
}

impl Pictures {
    /// The picture of an image in that size; none while it is being made, `Some(None)` where it can't be.
    pub fn get(&self, image: usize, grid: Grid) -> Option<Option<&Picture>> {
        let (made, picture) = self.kept.get(&image)?;
        (*made == grid).then_some(picture.as_deref())
    }

    fn keep(&mut self, image: usize, grid: Grid, picture: Option<Arc<Picture>>, near: &[Pictured]) {
        if self.kept.len() >= MOST_KEPT {
            self.kept
                .retain(|kept, _| near.iter().any(|shown| shown.image == *kept));
        }
        self.kept.insert(image, (grid, picture));
    }

    /// Forgets all: the terminal no longer knows them.
    pub(super) fn clear(&mut self) {
        self.kept.clear();
    }
}

/// The cells of the screen that a part of a layout names, whose lines take `line_height` rows each.
pub fn grid(pictured: &Pictured, line_height: u16) -> Grid {
    Grid {
        columns: pictured.columns,
        rows: pictured.rows.saturating_mul(line_height.max(1)),
    }
}

impl Model {
    /// The room that images get on a page of `rows` rows: two thirds of it, so that text is beside them.
    pub(super) fn image_canvas(&self, rows: u16) -> Option<Canvas> {
        let ImageMode { cell, .. } = self.settings.images?;
        let line_height = self.line_height().max(1);
        Some(Canvas {
            cell: CellSize {
                height: cell.height.saturating_mul(line_height),
                ..cell
            },
            rows: (rows / line_height * 2 / 3).max(1),
        })
    }

    /// Asks for the pictures of the images on screen.
    pub(super) fn ask_for_pictures(&mut self) {
        let Some(mode) = self.settings.images.filter(|_| self.pane == Pane::Lesson) else {
            return;
        };
        let line_height = self.line_height();
        let Some(reader) = &self.reader else { return };
        let lesson = reader.lesson.id.clone();
        let course = reader.outline.course.id.clone();
        let document = Arc::clone(reader.text.layout().document());
        for pictured in reader.text.images_near() {
            let grid = grid(&pictured, line_height);
            let is_here = |model: &Model| {
                let reader = model.reader.as_ref();
                reader.is_some_and(|reader| reader.pictures.get(pictured.image, grid).is_some())
            };
            let purpose = Purpose::Picture(lesson.clone(), pictured.image, grid);
            if is_here(self) || self.requests.any(|waiting| *waiting == purpose) {
                continue;
            }
            let image = document.images().get(pictured.image);
            let Some(file) = image.and_then(|image| image.file.as_ref()) else {
                continue;
            };
            let question = Question::Picture {
                course: course.clone(),
                path: file.path.clone(),
                grid,
                mode,
            };
            self.ask(purpose, question);
        }
    }

    /// A picture came: it is told to the terminal, where that is needed, and kept while it is near.
    pub(super) fn take_picture(
        &mut self,
        lesson: &LessonId,
        image: usize,
        grid: Grid,
        picture: Option<Arc<Picture>>,
    ) {
        let Some(reader) = self.reader.as_mut().filter(|r| r.lesson.id == *lesson) else {
            return;
        };
        if let Some(Graphics::Placed { transmit, .. }) = picture
            .as_ref()
            .and_then(|picture| picture.graphics.as_ref())
        {
            self.outbox.push(Effect::Transmit(transmit.clone()));
        }
        let near = reader.text.images_near();
        reader.pictures.keep(image, grid, picture, &near);
    }
}
