//! Keys that are pressed one after the other: `g g`. Most sequences have one key.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::key::{Key, UnknownKey};

/// One key or several, pressed one after the other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeySequence(Vec<Key>);

impl KeySequence {
    /// The longest sequence that may be bound.
    pub const MAX_KEYS: usize = 4;

    /// The keys, in order; never none.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// True where `other` begins with this sequence and goes on.
    pub fn is_start_of(&self, other: &KeySequence) -> bool {
        self.0.len() < other.0.len() && other.0.starts_with(&self.0)
    }
}

impl FromStr for KeySequence {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let keys = text
            .split_whitespace()
            .map(Key::from_str)
            .collect::<Result<Vec<_>, _>>()?;
        if (1..=Self::MAX_KEYS).contains(&keys.len()) {
            return Ok(Self(keys));
        }
        Err(UnknownKey {
            found: text.to_owned(),
            meant: (!text.is_empty() && keys.is_empty()).then(|| "space".to_owned()),
        })
    }
}

/// The name as files write it.
impl fmt::Display for KeySequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, key) in self.0.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            write!(f, "{space}{key}")?;
        }
        Ok(())
    }
}

impl Serialize for KeySequence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
