//! Schedules against the reference implementations of FSRS-6.
//!
//! `fsrs.json` has 24 histories as PyPI fsrs 6.3.0 and npm ts-fsrs 5.4.2 compute them, with their default parameters,
//! without learning steps and without fuzz: after each review stability, difficulty, and the days to the next one.
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't read its numbers has nothing to say"
)]

use lyceum::domain::review::{Memory, Parameters, Rating};
use serde::Deserialize;

#[derive(Deserialize)]
struct Reviewed {
    day: u32,
    rating: usize,
    py: (f32, f32, u32),
    ts: (f32, f32, u32),
}

fn histories() -> Vec<Vec<Reviewed>> {
    serde_json::from_str(include_str!("fsrs.json")).unwrap()
}

/// Runs each history, and gives each review with the memory before and after it.
fn replayed(mut look: impl FnMut(usize, &Reviewed, Memory)) {
    let parameters = Parameters::default();
    for history in histories() {
        let (mut memory, mut day) = (None, 0);
        for (number, review) in history.iter().enumerate() {
            let days = review.day - day;
            day = review.day;
            let after = parameters.after(memory, days, Rating::ALL[review.rating - 1]);
            look(number, review, after);
            memory = Some(after);
        }
    }
}

fn is_near(ours: f32, theirs: f32) -> bool {
    (ours - theirs).abs() <= 1e-3 * theirs.abs().max(1.0)
}

#[test]
fn memory_is_what_the_typescript_reference_computes() {
    replayed(|_, review, memory| {
        let (stability, difficulty, _) = review.ts;
        assert!(
            is_near(memory.stability, stability),
            "{memory:?} {:?}",
            review.ts
        );
        assert!(
            is_near(memory.difficulty, difficulty),
            "{memory:?} {:?}",
            review.ts
        );
    });
}

/// The Python implementation differs from the other two in one point: there a `hard` of the same day may lower stability.
/// Histories are compared up to such a review.
#[test]
fn memory_and_intervals_are_what_the_python_reference_computes() {
    let parameters = Parameters::default();
    let mut differs = false;
    replayed(|number, review, memory| {
        differs &= number > 0;
        differs |= review.rating == 2 && !is_near(review.py.0, review.ts.0);
        if !differs {
            let (stability, difficulty, interval) = review.py;
            assert!(
                is_near(memory.stability, stability),
                "{memory:?} {:?}",
                review.py
            );
            assert!(
                is_near(memory.difficulty, difficulty),
                "{memory:?} {:?}",
                review.py
            );
            let ours = parameters.interval(memory);
            assert!(ours.abs_diff(interval) <= 1, "{memory:?} {interval}");
        }
    });
}
