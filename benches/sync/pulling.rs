//! A new device that pulls a long log: how long it takes, and how long a learner waits for it meanwhile.

use std::time::{Duration, Instant};

use anyhow::Result;
use lyceum::domain::CourseId;
use lyceum::wire::Role;

use crate::keys::{FRAME, OUTLINE, PANES};
use crate::report::{line, ms, p99};
use crate::world::{Learner, World, engine_takes, runs, waits};

/// How many records the log has.
const RECORDS: usize = 100_000;

pub(crate) async fn measure(world: &mut World) {
    let many = world.learner("many", Role::Student).await;
    waits(&many, RECORDS).await;
    engine_takes(&many).await;
    let (took, peak) = many.on("command").command_takes();
    line(
        "a new device pulls 100,000 records, the command",
        &ms(took),
        &format!("{peak} MB"),
    );
    let (took, longest) = waits_beside(&many.on("beside")).await;
    line("the same while the reader writes", &ms(took), "");
    line(
        "the longest that a write waited then",
        &ms(longest),
        "(10 ms)",
    );
    keys_beside(&many).await.unwrap();
}

/// Syncs while the reader writes, each in a task of its own as in the program, and returns the time of the sync and the
/// longest wait of a write.
async fn waits_beside(learner: &Learner) -> (Duration, Duration) {
    let store = learner.store().await;
    let (syncs, remote) = (store.clone(), learner.remote.clone());
    let syncing = tokio::spawn(async move {
        let start = Instant::now();
        runs(&syncs, &remote).await;
        start.elapsed()
    });
    let mut longest = Duration::ZERO;
    while !syncing.is_finished() {
        let before = Instant::now();
        store
            .want_course(&CourseId::new("nowhere"), true)
            .await
            .unwrap();
        longest = longest.max(before.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    store.close().await;
    (syncing.await.unwrap(), longest)
}

/// Keys on each screen of a reader, while it pulls a long log to a new device.
async fn keys_beside(learner: &Learner) -> Result<()> {
    for (number, pane) in PANES.iter().enumerate() {
        let learner = learner.on(&format!("keys-{number}"));
        let mut reader = learner.reader(&["--course", "ai-foundations"])?;
        reader.wait_for(&[OUTLINE])?;
        reader.wait_for(&["syncing"])?;
        for before in &PANES[..number] {
            before.go(&mut reader)?;
        }
        let samples = pane.measure(&mut reader)?;
        let binding = learner.store().await.binding().await?;
        let is_over = binding.is_some_and(|binding| binding.synced_at.is_some());
        p99(
            &format!("a key while it pulls; {}", pane.name),
            samples,
            FRAME,
            if is_over { "it was over" } else { "" },
        );
    }
    Ok(())
}
