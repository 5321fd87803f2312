//! One at a time, and of those that wait only the last: for questions that each letter asks anew.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{Mutex, MutexGuard};

/// Whose turn it is.
#[derive(Debug, Default)]
pub(super) struct Turns {
    last: AtomicU64,
    free: Mutex<()>,
}

impl Turns {
    /// Waits for a turn, which lasts as long as what this gives; none where another one asked meanwhile.
    pub(super) async fn take(&self) -> Option<MutexGuard<'_, ()>> {
        let number = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let turn = self.free.lock().await;
        (self.last.load(Ordering::Relaxed) == number).then_some(turn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn of_those_that_wait_only_the_last_has_a_turn() {
        let turns = Turns::default();
        let first = turns.take().await;
        assert!(first.is_some());
        let end_of_the_first = async {
            tokio::task::yield_now().await;
            drop(first);
        };
        let (second, last, ()) = tokio::join!(
            async { turns.take().await.is_some() },
            async { turns.take().await.is_some() },
            end_of_the_first,
        );
        assert!(!second && last);
    }
}
