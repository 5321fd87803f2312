//! Filters many texts by a few letters, anew at each key: 100,000 of them within a frame.

use std::sync::Arc;

use nucleo_matcher::Utf32String;

use super::fuzzy::{Fuzzy, folded, narrows};
use crate::domain::folding::Likeness;

/// An order of texts, and the place of each in it: sorting again at each key would take too long.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::app) struct Order {
    /// Indices of texts, in order.
    rows: Vec<usize>,
    /// The row of each text.
    ranks: Vec<u32>,
}

impl Order {
    /// The order in which these indices stand; each index below their number is there once.
    pub(in crate::app) fn of(rows: Vec<usize>) -> Order {
        let mut ranks = vec![0; rows.len()];
        for (rank, &index) in (0..).zip(&rows) {
            ranks[index] = rank;
        }
        Order { rows, ranks }
    }

    /// So many texts, as they come.
    pub(in crate::app) fn as_given(count: usize) -> Order {
        Order::of((0..count).collect())
    }
}

/// The texts, and those of them that were found last.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::app) struct Haystack {
    /// The texts as a search looks at them, folded for searches of a likeness; none until one is needed.
    texts: Arc<[Utf32String]>,
    likeness: Likeness,
    order: Order,
    /// The filter that was typed last.
    typed: String,
    /// Indices of the texts that it finds: the best first, equally good ones in order.
    found: Vec<usize>,
}

impl Haystack {
    /// Other texts, in this order; all are found.
    pub(in crate::app) fn of(order: Order) -> Haystack {
        Haystack {
            found: order.rows.clone(),
            order,
            ..Haystack::default()
        }
    }

    /// Puts the texts into another order; the next search follows it.
    pub(in crate::app) fn set_order(&mut self, order: Order) {
        self.order = order;
    }

    /// The indices of what was found last, in order.
    pub(in crate::app) fn found(&self) -> &[usize] {
        &self.found
    }

    /// Finds the texts that match what is typed; without any letters, all of them.
    pub(in crate::app) fn find(&mut self, typed: &str, text: impl Fn(usize) -> String) {
        if typed.is_empty() {
            self.found.clone_from(&self.order.rows);
        } else {
            self.fold(Likeness::of(typed), text);
            self.found = self.matches(typed);
        }
        typed.clone_into(&mut self.typed);
    }

    /// Folds the texts as a search needs them: rarely, since nearly all searches need the same.
    fn fold(&mut self, likeness: Likeness, text: impl Fn(usize) -> String) {
        let count = self.order.rows.len();
        if self.likeness != likeness || self.texts.len() != count {
            self.likeness = likeness;
            self.texts = (0..count)
                .map(|index| folded(&text(index), likeness))
                .collect();
        }
    }

    fn matches(&self, typed: &str) -> Vec<usize> {
        let candidates = match narrows(&self.typed, typed) {
            true => &self.found,
            false => &self.order.rows,
        };
        let mut fuzzy = Fuzzy::new(typed);
        let scored = candidates.iter().filter_map(|&index| {
            let score = fuzzy.score_folded(self.texts[index].slice(..))?;
            Some(Place::of(score, self.order.ranks[index]))
        });
        let mut places: Vec<Place> = scored.collect();
        places.sort_unstable();
        let found = places
            .into_iter()
            .map(|place| self.order.rows[place.rank()]);
        found.collect()
    }
}

/// The place of a text among those that are found, the best first and equally good ones in order: one number, which sorts
/// in a fraction of the time that a pair takes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place(u64);

impl Place {
    fn of(score: u32, rank: u32) -> Place {
        Place(u64::from(u32::MAX - score) << 32 | u64::from(rank))
    }

    fn rank(self) -> usize {
        (self.0 & u64::from(u32::MAX)) as usize
    }
}
