//! The layers whose key bindings apply right now, innermost first.

use crate::app::model::Model;
use crate::keymap::{Key, Layer, Resolution};

impl Model {
    /// The layers whose bindings apply: those of the overlay or else of the screen, then those of the whole program.
    pub fn layers(&self) -> Vec<Layer> {
        let mut layers = match &self.overlay {
            Some(overlay) => {
                let mut layers = overlay.panel().layers();
                layers.push(Layer::Overlay);
                layers
            }
            None => self.layers_of_screen(),
        };
        layers.push(Layer::Global);
        layers
    }

    /// The layers of the screen, whatever lies over it.
    fn layers_of_screen(&self) -> Vec<Layer> {
        let counts = self.typed.count.map(|_| Layer::Count);
        let previews = self.shared.preview.as_ref().map(|_| Layer::Preview);
        let own = counts.into_iter().chain(self.screen().layers());
        own.chain(previews).collect()
    }

    /// True for the key that opened the overlay and means nothing else in it: it closes it again.
    pub(in crate::app) fn closes_overlay(&self, key: Key) -> bool {
        let Some((overlay, opener)) = self.overlay.as_ref().zip(self.opener) else {
            return false;
        };
        let keymap = &self.shared.keymap;
        let own = overlay.panel().layers();
        if own.contains(&Layer::Input) || keymap.resolve(&own, &[], key) != Resolution::Nothing {
            return false;
        }
        let mut layers = self.layers_of_screen();
        layers.push(Layer::Global);
        keymap.resolve(&layers, &[], key) == Resolution::Action(opener)
    }
}
