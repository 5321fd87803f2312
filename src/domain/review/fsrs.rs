//! Memory by FSRS-6: how firmly something is remembered, and when it is about to be forgotten.

use fsrs::{DEFAULT_PARAMETERS, FSRS, FSRS6_DEFAULT_DECAY, ItemState, MemoryState};

use super::Rating;

/// The chance to still know something at which it comes back.
const RETENTION: f32 = 0.9;
/// The longest interval, in days: a hundred years.
const LONGEST: u32 = 36_500;

/// The state of one memory.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Days after which nine of ten are still known.
    pub stability: f32,
    /// 1, easy, to 10, hard.
    pub difficulty: f32,
}

/// The numbers of FSRS-6, as everybody has them or fitted to one learner.
#[derive(Debug, Clone)]
pub struct Parameters {
    fsrs: FSRS,
    /// How fast memories fade: the last of the numbers.
    decay: f32,
}

impl Default for Parameters {
    fn default() -> Self {
        Parameters {
            fsrs: FSRS::default(),
            decay: FSRS6_DEFAULT_DECAY,
        }
    }
}

impl Parameters {
    /// Parameters that were fitted: 21 numbers in ten-thousandths. None where they are no parameters.
    pub fn fitted(numbers: &[u32]) -> Option<Parameters> {
        let numbers: Vec<f32> = numbers.iter().map(|n| *n as f32 / 10_000.0).collect();
        let decay = *numbers.last()?;
        let fits = numbers.len() == DEFAULT_PARAMETERS.len();
        let fsrs = fits.then(|| FSRS::new(&numbers).ok()).flatten()?;
        Some(Parameters {
            fsrs,
            decay: decay.clamp(0.1, 0.8),
        })
    }

    /// The memory after a review, so many days after the one before.
    pub fn after(&self, before: Option<Memory>, days: u32, rating: Rating) -> Memory {
        let state = before.map(|memory| MemoryState {
            stability: memory.stability,
            difficulty: memory.difficulty,
        });
        let Ok(next) = self.fsrs.next_states(state, RETENTION, days) else {
            // Only parameters that are no numbers have no next state, and these aren't taken.
            return before.unwrap_or(Memory {
                stability: 1.0,
                difficulty: 5.0,
            });
        };
        let ItemState { memory, .. } = match rating {
            Rating::Again => next.again,
            Rating::Hard => next.hard,
            Rating::Good => next.good,
            Rating::Easy => next.easy,
        };
        Memory {
            stability: memory.stability,
            difficulty: memory.difficulty,
        }
    }

    /// The days from a review to the next one, at least one.
    pub fn interval(&self, memory: Memory) -> u32 {
        let days = self
            .fsrs
            .next_interval(Some(memory.stability), RETENTION, 3);
        // `as` keeps what is too large or no number within the bounds.
        (days.round() as u32).clamp(1, LONGEST)
    }

    /// The chance that it is still known after so many days, 0 to 1.
    pub fn retrievability(&self, memory: Memory, days: u32) -> f32 {
        let state = MemoryState {
            stability: memory.stability,
            difficulty: memory.difficulty,
        };
        fsrs::current_retrievability(state, days as f32, self.decay)
    }
}
