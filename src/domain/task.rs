//! Tasks: the boxes of a lesson's task lists, which a learner ticks.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::quiz::QuestionId;

/// Identifies a task in its lesson: made of its words, and of its number where several say the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskId(QuestionId);

impl TaskId {
    /// The tasks that have these words, in their order.
    pub fn of_texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<TaskId> {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let id = |text| {
            let before = seen.entry(text).or_default();
            *before += 1;
            match *before {
                1 => TaskId(QuestionId::of_text(text)),
                number => TaskId(QuestionId::of_text(&format!("{number} {text}"))),
            }
        };
        texts.into_iter().map(id).collect()
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_with_the_same_words_are_two() {
        let ids = TaskId::of_texts(["Run it", "Run it", "Read it"]);
        assert_ne!(ids[0], ids[1]);
        assert_eq!(ids[..1], TaskId::of_texts(["Run  it"])[..]);
    }
}
