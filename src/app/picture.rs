//! Images of the lesson that is open, as what the terminal is to be told: plain data, made off the loop.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::effect::Question;
use super::model::{Model, Pane};
use super::purpose::Purpose;
use super::request::RequestId;
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
    /// The terminal is told the image once; characters then say where it is.
    Placed(Placed),
    /// Pixels that are written over cells, from their first one on.
    Written {
        /// All of it at once; none where the terminal can move rows by themselves, so that only what comes into view
        /// is sent.
        whole: Option<String>,
        /// Each row of cells by itself, for an image that is cut or partly covered.
        rows: Vec<String>,
    },
}

/// An image that the terminal keeps under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The name.
    pub id: u32,
    /// What tells the terminal the image.
    pub transmit: Arc<str>,
    /// The character of each cell, row by row.
    pub cells: Vec<String>,
}

/// Why an image can't be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unshown {
    /// The course no longer has its file.
    Gone,
    /// The store could not be read.
    Unread,
    /// It takes more memory than an image may.
    TooLarge,
    /// Its file can't be decoded.
    Damaged,
}

/// More than a screen shows at once.
const MOST_KEPT: usize = 12;

/// How many are asked for at a time: one is made while the terminal is told another. Whoever pages on has what is
/// on screen then made next, not what was.
const MOST_ASKED: usize = 2;

/// The pictures of the lesson that is open, near the screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pictures {
    /// By image.
    kept: BTreeMap<usize, (Grid, Result<Arc<Picture>, Unshown>)>,
}

impl Pictures {
    /// The picture of an image in that size; none while it is being made.
    pub fn get(&self, image: usize, grid: Grid) -> Option<Result<&Picture, Unshown>> {
        let (made, picture) = self.kept.get(&image)?;
        let picture = picture.as_deref().map_err(|unshown| *unshown);
        (*made == grid).then_some(picture)
    }

    fn keep(
        &mut self,
        image: usize,
        grid: Grid,
        picture: Result<Arc<Picture>, Unshown>,
        near: &[Pictured],
    ) {
        if self.kept.len() >= MOST_KEPT {
            self.kept
                .retain(|kept, _| near.iter().any(|shown| shown.image == *kept));
        }
        self.kept.insert(image, (grid, picture));
    }

    /// Those that the terminal is to keep.
    fn placed(&self) -> impl Iterator<Item = &Placed> {
        let pictures = self
            .kept
            .values()
            .filter_map(|(_, made)| made.as_ref().ok());
        pictures.filter_map(|picture| match &picture.graphics {
            Some(Graphics::Placed(placed)) => Some(placed),
            _ => None,
        })
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

    fn pictures_asked(&self) -> usize {
        self.requests
            .count(|waiting| matches!(waiting, Purpose::Picture(..)))
    }

    /// Asks for the pictures of the images on screen, the first ones first.
    pub(super) fn ask_for_pictures(&mut self) {
        let Some(mode) = self.settings.images.filter(|_| self.pane == Pane::Lesson) else {
            return;
        };
        let line_height = self.line_height();
        let Some(reader) = self.reader.as_ref().filter(|reader| !reader.is_excerpt()) else {
            return;
        };
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
            if self.pictures_asked() >= MOST_ASKED {
                return;
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

    /// A picture came: it is kept while it is near.
    pub(super) fn take_picture(
        &mut self,
        lesson: &LessonId,
        image: usize,
        grid: Grid,
        picture: Result<Arc<Picture>, Unshown>,
    ) {
        let Some(reader) = self.reader.as_mut().filter(|r| r.lesson.id == *lesson) else {
            return;
        };
        let near = reader.text.images_near();
        reader.pictures.keep(image, grid, picture, &near);
    }

    /// The images that the terminal is to keep of those that it was told.
    pub fn placed_images(&self) -> impl Iterator<Item = &Placed> {
        let reader = self.reader.as_ref();
        reader
            .into_iter()
            .flat_map(|reader| reader.pictures.placed())
    }

    /// Whether somebody still waits for an answer.
    pub fn awaits(&self, request: RequestId) -> bool {
        self.requests.awaits(request)
    }

    /// The terminal said what it understands of images.
    pub(super) fn take_image_mode(&mut self, mode: ImageMode) {
        if self.settings.images == Some(mode) {
            return;
        }
        self.settings.images = Some(mode);
        self.forget_pictures();
        self.fit();
    }

    /// The pictures are to be made anew: of other images, or in another form.
    pub(super) fn forget_pictures(&mut self) {
        self.requests
            .cancel(|purpose| matches!(purpose, Purpose::Picture(..)));
        if let Some(reader) = &mut self.reader {
            reader.pictures = Pictures::default();
        }
    }
}
