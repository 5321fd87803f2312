//! One at a time, and of those that wait only the newest: for questions that each letter asks anew.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{Mutex, MutexGuard};

use crate::app::RequestId;

/// Whose turn it is.
#[derive(Debug, Default)]
pub(super) struct Turns {
    newest: AtomicU64,
    free: Mutex<()>,
}

impl Turns {
    /// Waits for a turn, which lasts as long as what this gives; none where a newer request is there by then. They may
    /// come in any order.
    pub(super) async fn take(&self, request: RequestId) -> Option<MutexGuard<'_, ()>> {
        self.newest.fetch_max(request.0, Ordering::Relaxed);
        let turn = self.free.lock().await;
        (self.newest.load(Ordering::Relaxed) == request.0).then_some(turn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn of_those_that_wait_only_the_newest_has_a_turn_in_whatever_order_they_came() {
        let turns = Turns::default();
        let first = turns.take(RequestId(1)).await;
        assert!(first.is_some());
        let has_a_turn = async |number| turns.take(RequestId(number)).await.is_some();
        let end_of_the_first = async {
            tokio::task::yield_now().await;
            drop(first);
        };
        let (third, second, ()) = tokio::join!(has_a_turn(3), has_a_turn(2), end_of_the_first);
        assert!(third && !second);
    }
}
