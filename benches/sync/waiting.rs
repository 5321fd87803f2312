//! How long what a learner does waits for what arrives.

use std::time::{Duration, Instant};

use lyceum::domain::CourseId;
use lyceum::store::{State, Store};

use crate::report::{line, ms};

/// Does something in a task of its own, as the program does, while the reader writes, and returns how long it took. Reports
/// the longest wait: for the writer, and for a write until it is on the disk.
pub(crate) async fn beside(
    store: &Store,
    arrives: impl Future<Output = ()> + Send + 'static,
) -> Duration {
    let arriving = tokio::spawn(async move {
        let start = Instant::now();
        arrives.await;
        start.elapsed()
    });
    let number: State<usize> = State::named("number");
    let (mut waited, mut written) = (Duration::ZERO, Duration::ZERO);
    for write in 0.. {
        if arriving.is_finished() {
            break;
        }
        let start = Instant::now();
        let nowhere = CourseId::new("nowhere");
        store.want_course(&nowhere, true).await.unwrap();
        waited = waited.max(start.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
        let start = Instant::now();
        store.set_state(&number, &write).await.unwrap();
        written = written.max(start.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    line(
        "the longest that a write waited then",
        &ms(waited),
        "(10 ms)",
    );
    line(
        "the longest until a write was on the disk",
        &ms(written),
        "(10 ms)",
    );
    arriving.await.unwrap()
}
