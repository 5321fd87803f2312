//! The help screen: the keys that apply where it was opened, and a search in them.

use super::input::InputLine;
use crate::keymap::{Action, Keymap, Layer};

/// The help screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Help {
    /// The layers that were active when it was opened.
    pub layers: Vec<Layer>,
    /// What is typed into the search.
    pub search: InputLine,
    /// True while the search takes the keys.
    pub typing: bool,
    /// The first row on screen.
    pub top: usize,
}

/// A row of the help screen.
#[derive(Debug, Clone, PartialEq)]
pub enum HelpRow {
    /// A group's title.
    Title(&'static str),
    /// An action with all its keys.
    Binding {
        /// The keys, as a person reads them.
        keys: Vec<String>,
        /// What they do.
        title: &'static str,
        /// The action.
        action: Action,
    },
    /// Nothing.
    Blank,
    /// Nothing was found.
    NothingFound,
}

impl Help {
    /// The rows that match the search.
    pub fn rows(&self, keymap: &Keymap) -> Vec<HelpRow> {
        let wanted = self.search.text().trim().to_lowercase();
        let mut rows = Vec::new();
        for group in keymap.bindings(&self.layers) {
            let found: Vec<HelpRow> = group
                .bindings
                .iter()
                .map(|binding| {
                    let keys = binding.keys.iter().map(|keys| keys.pretty()).collect();
                    HelpRow::Binding {
                        keys,
                        title: binding.title,
                        action: binding.action,
                    }
                })
                .filter(|row| row.matches(&wanted))
                .collect();
            if !found.is_empty() {
                rows.push(HelpRow::Title(group.group.title()));
                rows.extend(found);
                rows.push(HelpRow::Blank);
            }
        }
        if rows.is_empty() {
            rows.push(HelpRow::NothingFound);
        }
        rows
    }
}

impl HelpRow {
    fn matches(&self, wanted: &str) -> bool {
        match self {
            HelpRow::Binding {
                keys,
                title,
                action,
            } => {
                wanted.is_empty()
                    || title.to_lowercase().contains(wanted)
                    || action.name().contains(wanted)
                    || keys.iter().any(|key| key.to_lowercase() == wanted)
            }
            HelpRow::Title(_) | HelpRow::Blank | HelpRow::NothingFound => true,
        }
    }
}
