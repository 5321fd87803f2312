//! How long what a learner does waits for what arrives.

use std::fs::File;
use std::io::{Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use lyceum::domain::CourseId;
use lyceum::store::{State, Store};

use crate::report::{line, ms};

/// Does something in a task of its own, as the program does, while the reader writes, and returns how long it took. Reports
/// the longest wait: for the writer, and for a write until it is on the disk; and beside it how long the disk alone takes.
pub(crate) async fn beside(
    store: &Store,
    arrives: impl Future<Output = ()> + Send + 'static,
) -> Duration {
    let disk = disk_takes(store.path());
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
        &format!("({} alone, before)", ms(disk)),
    );
    arriving.await.unwrap()
}

/// The longest that a page beside a file takes to the disk, at the pace of the writes above, while nothing else is written.
fn disk_takes(beside: &Path) -> Duration {
    const WRITES: u32 = 300;
    let path = beside.with_extension("page");
    let mut file = File::create(&path).unwrap();
    let mut longest = Duration::ZERO;
    for _ in 0..WRITES {
        let start = Instant::now();
        file.rewind().unwrap();
        file.write_all(&[0; 4096]).unwrap();
        file.sync_data().unwrap();
        longest = longest.max(start.elapsed());
        std::thread::sleep(Duration::from_millis(10));
    }
    std::fs::remove_file(path).unwrap();
    longest
}
