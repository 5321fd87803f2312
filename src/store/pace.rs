//! How much of a sync is written in one transaction: as much as takes a few milliseconds. Whoever reads or writes for the
//! learner waits for one of them at the most, and goes before the next.

use std::time::{Duration, Instant};

/// How long a transaction should take: whoever waits for one waits 10 ms at the most, also for the slowest of many.
const STEP: Duration = Duration::from_millis(3);
/// How many rows the first one has: nobody knows yet what they cost. One of a long log changes many pages.
const FIRST: usize = 1;
/// What costs more by each row than by each transaction is done by then.
const MOST: usize = 1024;

/// The number of rows in the next transaction, by how long the ones before took.
#[derive(Debug)]
pub(super) struct Pace {
    rows: usize,
    since: Option<Instant>,
}

impl Pace {
    pub(super) fn new() -> Pace {
        Pace {
            rows: FIRST,
            since: None,
        }
    }

    /// How many rows the next transaction takes, which begins now; the one before ends now.
    #[expect(
        clippy::disallowed_methods,
        reason = "nothing that is kept depends on it: only how many steps there are"
    )]
    pub(super) fn next(&mut self) -> usize {
        let now = Instant::now();
        if let Some(since) = self.since.replace(now) {
            self.rows = after(self.rows, now - since);
        }
        self.rows
    }
}

/// The number of rows after so many took that long: in proportion, since a step costs something whatever it holds, and at
/// most twice or half as many, since one slow step says little.
fn after(rows: usize, took: Duration) -> usize {
    let share = STEP.as_secs_f64() / took.as_secs_f64().max(f64::MIN_POSITIVE);
    let next = (rows as f64 * share.clamp(0.5, 2.0)) as usize;
    next.clamp(1, MOST)
}

/// The parts of `rows` that are written in one transaction each. A part begins when the one before is written.
#[derive(Debug)]
pub(super) struct Steps<'r, T> {
    rest: &'r [T],
    pace: Pace,
}

impl<'r, T> Steps<'r, T> {
    pub(super) fn over(rows: &'r [T]) -> Steps<'r, T> {
        Steps {
            rest: rows,
            pace: Pace::new(),
        }
    }
}

impl<'r, T> Iterator for Steps<'r, T> {
    type Item = &'r [T];

    fn next(&mut self) -> Option<&'r [T]> {
        if self.rest.is_empty() {
            return None;
        }
        let (now, rest) = self.rest.split_at(self.pace.next().min(self.rest.len()));
        self.rest = rest;
        Some(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_as_large_as_its_time_allows() {
        for (rows, took, next) in [
            (16, 0, 32),
            (16, 2, 24),
            (16, 3, 16),
            (16, 50, 8),
            (1, 500, 1),
            (MOST, 0, MOST),
        ] {
            let took = Duration::from_millis(took);
            assert_eq!(after(rows, took), next, "{rows} {took:?}");
        }
    }

    #[test]
    fn steps_have_every_row_once_and_in_order() {
        let rows: Vec<usize> = (0..100).collect();
        let steps: Vec<&[usize]> = Steps::over(&rows).collect();
        assert_eq!(steps.concat(), rows);
        assert_eq!(Steps::over(&rows[..0]).count(), 0);
    }
}
