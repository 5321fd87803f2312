//! Which key bindings apply right now, innermost first.

use super::model::{Model, Overlay, Pane};
use super::reader::Part;
use crate::keymap::Layer;

impl Model {
    /// The layers whose bindings apply.
    pub fn layers(&self) -> Vec<Layer> {
        let mut layers = match &self.overlay {
            Some(Overlay::Help(help)) if help.typing => {
                vec![Layer::Input, Layer::Help, Layer::Scroll]
            }
            Some(Overlay::Help(_)) => vec![Layer::Help, Layer::Scroll],
            Some(Overlay::Text(..)) => vec![Layer::Scroll],
            Some(Overlay::Contents(_) | Overlay::Find(_)) => vec![Layer::Input, Layer::List],
            Some(Overlay::Bookmarks(_)) => vec![Layer::Bookmarks, Layer::List],
            Some(Overlay::Confirm(_)) => vec![Layer::Confirm],
            None => self.pane_layers(),
        };
        layers.push(Layer::Global);
        layers
    }

    fn pane_layers(&self) -> Vec<Layer> {
        match self.pane {
            Pane::Catalog if self.catalog.typing => {
                vec![Layer::Input, Layer::Catalog, Layer::List]
            }
            Pane::Catalog => vec![Layer::Catalog, Layer::List],
            Pane::Course => self.outline_layers(),
            Pane::Lesson => self.lesson_layers(),
            Pane::Progress => vec![Layer::Progress, Layer::List, Layer::Scroll],
        }
    }

    /// Those of an outline: on its own or, with those of the lesson outside of them, beside a lesson.
    fn outline_layers(&self) -> Vec<Layer> {
        let mut layers = vec![Layer::Course, Layer::List];
        if self.pane == Pane::Lesson {
            layers.insert(0, Layer::Beside);
            layers.push(Layer::Lesson);
        }
        if self.filters_outline() {
            layers.insert(0, Layer::Input);
        }
        layers
    }

    fn lesson_layers(&self) -> Vec<Layer> {
        let search = self
            .reader
            .as_ref()
            .and_then(|reader| reader.search.as_ref());
        match search {
            _ if self.picks_by_letters() => vec![Layer::Input],
            Some(search) if search.typing => vec![Layer::Input],
            _ if self.part() == Some(Part::Outline) => self.outline_layers(),
            _ if self.part() == Some(Part::Contents) => {
                vec![Layer::Beside, Layer::List, Layer::Lesson]
            }
            Some(_) => vec![Layer::Matches, Layer::Lesson, Layer::Scroll],
            None => vec![Layer::Lesson, Layer::Scroll],
        }
    }
}
