//! The layers whose key bindings apply right now, innermost first.

use crate::app::model::Model;
use crate::keymap::Layer;

impl Model {
    /// The layers whose bindings apply: those of the overlay or else of the screen, then those of the whole program.
    pub fn layers(&self) -> Vec<Layer> {
        let mut layers = match &self.overlay {
            Some(overlay) => overlay.panel().layers(),
            None => self.screen().layers(),
        };
        layers.push(Layer::Global);
        layers
    }
}
