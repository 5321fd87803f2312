//! A new device that pulls a long log: how long it takes, and how long a learner waits for it meanwhile.

use anyhow::Result;
use lyceum::wire::Role;

use crate::keys::{FRAME, OUTLINE, PANES};
use crate::report::{line, ms, p99};
use crate::waiting::beside;
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
    let learner = many.on("beside");
    let store = learner.store().await;
    let syncs = store.clone();
    let took = beside(&store, async move { runs(&syncs, &learner.remote).await }).await;
    line("the same while the reader writes", &ms(took), "");
    store.close().await;
    keys_beside(&many).await.unwrap();
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
