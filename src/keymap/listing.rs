//! The bindings that apply in some layers, grouped: what the help screen lists.

use serde::Serialize;

use super::action::{Action, Group};
use super::key::Key;
use super::layer::Layer;
use super::map::{Bound, Keymap};
use super::resolve::Resolution;
use super::sequence::KeySequence;

/// The bindings of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BindingGroup<'k> {
    /// The group.
    pub group: Group,
    /// Its actions in the order of the table, those that have a key here.
    pub bindings: Vec<Binding<'k>>,
}

/// An action and all keys that do it here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Binding<'k> {
    /// The action.
    pub action: Action,
    /// Its description.
    pub title: &'static str,
    /// Its keys, the most prominent first.
    pub keys: Vec<&'k KeySequence>,
}

impl Keymap {
    /// All keys that do `action` while these layers are active (innermost first), the most prominent first.
    /// Keys that an inner layer uses for something else aren't among them.
    pub fn keys_for(&self, action: Action, layers: &[Layer]) -> Vec<&KeySequence> {
        let mut keys = Vec::new();
        for &layer in layers {
            let bound = self.in_layer(layer).filter(|bound| bound.action == action);
            for Bound { keys: sequence, .. } in bound {
                if !keys.contains(&sequence) && self.reaches(layers, sequence, action) {
                    keys.push(sequence);
                }
            }
        }
        keys
    }

    /// The bindings of the active layers (innermost first), grouped as on the help screen.
    pub fn bindings(&self, layers: &[Layer]) -> Vec<BindingGroup<'_>> {
        let of_group = |&group: &Group| BindingGroup {
            group,
            bindings: super::ACTIONS
                .iter()
                .filter(|info| info.group == group)
                .map(|info| Binding {
                    action: info.action,
                    title: info.title,
                    keys: self.keys_for(info.action, layers),
                })
                .filter(|binding| !binding.keys.is_empty())
                .collect(),
        };
        Group::ALL
            .iter()
            .map(of_group)
            .filter(|group| !group.bindings.is_empty())
            .collect()
    }

    /// Types the sequence and looks whether it arrives.
    fn reaches(&self, layers: &[Layer], sequence: &KeySequence, action: Action) -> bool {
        let keys: &[Key] = sequence.keys();
        let Some((last, start)) = keys.split_last() else {
            return false;
        };
        let waits = |(index, key): (usize, &Key)| {
            self.resolve(layers, start.get(..index).unwrap_or_default(), *key)
                == Resolution::Pending
        };
        start.iter().enumerate().all(waits)
            && self.resolve(layers, start, *last) == Resolution::Action(action)
    }
}
