//! Things of which a course may have one only: ids, and numbers in one folder.

use std::collections::HashMap;
use std::hash::Hash;

/// Remembers where each was seen first.
#[derive(Debug)]
pub(in crate::content) struct Unique<T>(HashMap<T, String>);

impl<T> Default for Unique<T> {
    fn default() -> Self {
        Unique(HashMap::new())
    }
}

impl<T: Hash + Eq> Unique<T> {
    /// The path that had it before, if one had.
    pub(in crate::content) fn claim(&mut self, what: T, path: &str) -> Option<&str> {
        use std::collections::hash_map::Entry;
        match self.0.entry(what) {
            Entry::Vacant(entry) => {
                entry.insert(path.to_owned());
                None
            }
            Entry::Occupied(entry) => Some(entry.into_mut()),
        }
    }
}
