//! The renderings that were made of images: their cells, and what shows them better in a terminal's own graphics. The
//! model knows them by handles.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::Model;
use crate::app::image::{Grid, RenderingId};
use crate::app::request::RequestId;

/// Red, green and blue, 0 to 255.
pub type Rgb = [u8; 3];

/// An image that is ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    /// The cells that it takes.
    pub grid: Grid,
    /// The upper and the lower half of each cell, row by row.
    pub halves: Vec<[Rgb; 2]>,
    /// A better rendering, where the terminal supports one.
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
    /// The commands that transmit the image to the terminal.
    pub transmit: Arc<str>,
    /// The character of each cell, row by row.
    pub cells: Vec<String>,
}

/// The renderings by their handles.
#[derive(Debug, Default)]
pub struct Gallery {
    last: u32,
    renderings: BTreeMap<RenderingId, (RequestId, Rendering)>,
}

impl Gallery {
    /// Adds the rendering that answers a request.
    pub fn add(&mut self, request: RequestId, rendering: Rendering) -> RenderingId {
        self.last += 1;
        let id = RenderingId(self.last);
        self.renderings.insert(id, (request, rendering));
        id
    }

    /// A rendering; none where it is gone.
    pub fn get(&self, id: RenderingId) -> Option<&Rendering> {
        self.renderings.get(&id).map(|(_, rendering)| rendering)
    }

    /// The image to transmit for a rendering, where there is one.
    pub fn placed(&self, id: RenderingId) -> Option<&Placed> {
        match &self.get(id)?.graphics {
            Some(Graphics::Placed(placed)) => Some(placed),
            _ => None,
        }
    }

    /// Drops the renderings that the model no longer has and no longer awaits.
    pub fn follow(&mut self, model: &Model) {
        let kept: Vec<RenderingId> = model.renderings().collect();
        self.renderings
            .retain(|id, (request, _)| kept.contains(id) || model.awaits(*request));
    }
}
