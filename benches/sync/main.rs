//! What a sync costs, over PostgreSQL itself. `scripts/bench sync` runs it: it says in LYCEUM_BENCH_DATABASE where an
//! academy is, in LYCEUM which program is measured as a command, and in LYCEUM_BENCH_PARTS which parts are wanted.
#![expect(
    clippy::unwrap_used,
    reason = "a bench that can't set up its world has nothing to measure"
)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "measuring is reading the clock, and printing is how a bench reports"
)]

mod catalog;
#[path = "../terminal/keys.rs"]
mod keys;
mod lesson;
mod pulling;
mod report;
#[path = "../terminal/screen.rs"]
#[expect(dead_code, reason = "benches/terminal uses the rest")]
mod screen;
mod waiting;
mod world;

use std::fs;
use std::io::Write;
use std::process::Command;
use std::time::{Duration, Instant};

use lyceum::academy::DatabaseUrl;
use lyceum::domain::{DeviceId, RawRecord};
use lyceum::sync::Remote;
use lyceum::wire::{Batch, MAX_RECORDS, Pushed, Role};
use uuid::Uuid;

use report::{line, ms};
use world::{Learner, World, engine_takes, publish, records, waits};

/// A first sync, beside pgbench.
async fn measure_first(world: &mut World) {
    let (ada, grace) = (
        world.learner("ada", Role::Student).await,
        world.learner("grace", Role::Student).await,
    );
    waits(&ada, 10_000).await;
    let floor = pgbench_takes(world, &grace, 10_000).await;
    let first = engine_takes(&ada).await;
    line("10,000 records waiting, pushed by pgbench", &ms(floor), "");
    let ratio = first.as_secs_f64() / floor.as_secs_f64();
    line(
        "the same as a first sync, with its course",
        &ms(first),
        &format!("{ratio:.2} x (1.5 x)"),
    );
}

/// Syncs of a few records.
async fn measure_small(world: &mut World) {
    let bea = world.learner("bea", Role::Student).await;
    waits(&bea, 500).await;
    line(
        "500 records up, the engine",
        &ms(engine_takes(&bea).await),
        "",
    );
    line(
        "500 records down, the engine",
        &ms(engine_takes(&bea.on("down")).await),
        "",
    );
    let (down, _) = bea.on("down-command").command_takes();
    line("500 records down, the command", &ms(down), "");
    line(
        "nothing new, the engine",
        &ms(engine_takes(&bea).await),
        "one call",
    );
    line("nothing new, the command", &ms(bea.command_takes().0), "");
    let carl = world.learner("carl", Role::Student).await;
    waits(&carl, 500).await;
    line(
        "500 records up, the command",
        &ms(carl.command_takes().0),
        "",
    );
}

/// The time that pgbench takes to push the same batches, one after the other over one connection.
async fn pgbench_takes(world: &World, learner: &Learner, count: usize) -> Duration {
    let hello = learner.remote.hello().await.unwrap();
    let path = world.folder.join("batches.sql");
    let mut file = fs::File::create(&path).unwrap();
    for part in records(count).chunks(MAX_RECORDS) {
        let pushed = part.iter().map(|record| Pushed {
            record: RawRecord::try_from(record).unwrap(),
            effective_at: None,
            counted: None,
        });
        let batch = Batch {
            instance: hello.instance,
            device: DeviceId(Uuid::from_u128(1)),
            base: None,
            sent_at: hello.server_time,
            records: pushed.collect(),
        };
        // No variable of pgbench has a name that the JSON has behind a colon, so it stays as it is.
        let text = serde_json::to_string(&batch).unwrap();
        writeln!(file, "select lyceum.push_v1('{text}');").unwrap();
    }
    let start = Instant::now();
    let output = Command::new("pgbench")
        .args(["-n", "-c", "1", "-t", "1", "-U", &learner.login, "-f"])
        .arg(&path)
        .output()
        .unwrap();
    let took = start.elapsed();
    assert!(output.status.success(), "{output:?}");
    took
}

fn main() {
    let Ok(address) = std::env::var("LYCEUM_BENCH_DATABASE") else {
        println!("sync: run scripts/bench sync, which starts a database");
        return;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let database: DatabaseUrl = address.parse().unwrap();
        let mut world = World {
            operator: database.connect().await.unwrap(),
            folder: folder.path().to_owned(),
            address,
        };
        publish(&mut world).await;
        let parts = std::env::var("LYCEUM_BENCH_PARTS").unwrap_or_default();
        let is_wanted = |part| parts.is_empty() || parts.split(' ').any(|wanted| wanted == part);
        if is_wanted("first") {
            measure_first(&mut world).await;
        }
        if is_wanted("small") {
            measure_small(&mut world).await;
        }
        if is_wanted("lesson") {
            lesson::measure(&world).await;
        }
        if is_wanted("pulling") {
            pulling::measure(&mut world).await;
        }
        if is_wanted("catalog") {
            catalog::measure(&mut world).await;
        }
    });
}
