//! Resolves a key press to an action.

use super::action::Action;
use super::key::Key;
use super::layer::Layer;
use super::map::Keymap;

/// The meaning of a key press in the active layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// The keys are bound to this.
    Action(Action),
    /// The keys are the beginning of a sequence: keep them and wait for the next.
    Pending,
    /// The keys mean nothing here; what was pending is over.
    Nothing,
}

impl Keymap {
    /// Resolves `key` after the keys in `pending`; the active layers come innermost first.
    ///
    /// The innermost layer that knows the keys decides, also where it only knows them as a beginning. Where a
    /// text is being typed, characters and editing keys that aren't bound there mean nothing: they are text.
    pub fn resolve(&self, layers: &[Layer], pending: &[Key], key: Key) -> Resolution {
        let pressed: Vec<Key> = pending.iter().copied().chain([key]).collect();
        for &layer in layers {
            match self.resolve_in(layer, &pressed) {
                Resolution::Nothing if layer.keeps(key) => return Resolution::Nothing,
                Resolution::Nothing => {}
                found => return found,
            }
        }
        Resolution::Nothing
    }

    fn resolve_in(&self, layer: Layer, pressed: &[Key]) -> Resolution {
        let mut begun = self
            .in_layer(layer)
            .filter(|bound| bound.keys.keys().starts_with(pressed));
        match begun.next() {
            Some(bound) if bound.keys.keys().len() == pressed.len() => {
                Resolution::Action(bound.action)
            }
            Some(_) => Resolution::Pending,
            None => Resolution::Nothing,
        }
    }
}
