//! The keymap: which keys do what in which layer.

use std::path::Path;

use super::action::Action;
use super::layer::Layer;
use super::overrides;
use super::sequence::KeySequence;
use crate::domain::Diagnostic;

/// The keys that come with the program.
pub(super) const DEFAULT_TOML: &str = include_str!("../../assets/keymap.toml");

/// One binding: in this layer, these keys do this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) layer: Layer,
    pub(super) keys: KeySequence,
    pub(super) action: Action,
}

/// Which keys do what, per layer. Within an action the first keys are those that a footer shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    pub(super) bindings: Vec<Bound>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::default_keymap()
    }
}

impl Keymap {
    /// The keys that come with the program, `assets/keymap.toml`.
    pub fn default_keymap() -> Keymap {
        Self::read_default().0
    }

    /// The program's own keys with the user's over them, as far as those are right; and everything that is wrong
    /// in the user's text, each with its line.
    pub fn with_overrides(text: &str, path: &Path) -> (Keymap, Vec<Diagnostic>) {
        let mut keymap = Self::default_keymap();
        let problems = overrides::apply(&mut keymap, text, path);
        (keymap, problems)
    }

    pub(super) fn read_default() -> (Keymap, Vec<Diagnostic>) {
        let mut keymap = Keymap {
            bindings: Vec::new(),
        };
        let problems = overrides::apply(&mut keymap, DEFAULT_TOML, Path::new("assets/keymap.toml"));
        (keymap, problems)
    }

    pub(super) fn in_layer(&self, layer: Layer) -> impl Iterator<Item = &Bound> {
        self.bindings.iter().filter(move |b| b.layer == layer)
    }

    pub(super) fn find(&self, layer: Layer, keys: &KeySequence) -> Option<&Bound> {
        self.in_layer(layer).find(|bound| bound.keys == *keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_keys_are_without_fault() {
        assert_eq!(Keymap::read_default().1, []);
    }
}
