//! How alike two texts are, for telling a renamed lesson from a new one.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::domain::Percent;

/// The most words of a text that are looked at.
const MAX_WORDS: usize = 20_000;

/// A text as it is compared: its triples of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Triples(Vec<u64>);

impl Triples {
    /// The triples of a text; case and marks don't count.
    pub fn of(text: &str) -> Triples {
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        let words: Vec<String> = words.take(MAX_WORDS).map(str::to_lowercase).collect();
        let mut triples: Vec<u64> = match words.len() {
            0..3 => words.iter().map(hash).collect(),
            _ => words.windows(3).map(|triple| hash(&triple)).collect(),
        };
        triples.sort_unstable();
        Triples(triples)
    }

    /// The share of both texts' triples that they have in common.
    ///
    /// ```
    /// use lyceum::domain::{Percent, versions::likeness::Triples};
    /// let one = Triples::of("The cat sat on the mat.");
    /// assert_eq!(one.likeness(&Triples::of("the cat sat on *the mat*")), Percent::FULL);
    /// assert_eq!(one.likeness(&Triples::of("A dog barked at it")), Percent::of(0, 1));
    /// ```
    pub fn likeness(&self, other: &Triples) -> Percent {
        let (mut one, mut two) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut common = 0;
        while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
            let order = a.cmp(b);
            common += usize::from(order.is_eq());
            if order.is_le() {
                one.next();
            }
            if order.is_ge() {
                two.next();
            }
        }
        Percent::of(common * 2, self.0.len() + other.0.len())
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
