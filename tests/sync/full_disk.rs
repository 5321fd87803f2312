//! A disk that is full in the middle of a sync, wherever that is: nothing is lost, nothing counts twice.

use std::process::{Command, Output};

use lyceum::domain::Seconds;
use lyceum::store::Store;

use crate::crash::{is_exact, syncs_to_the_end, total, world};
use crate::home::{Home, LYCEUM};
use crate::postgres::Cluster;

/// Syncs where no file may become larger than that: what a full disk is to the program, without a disk to fill.
fn syncs_within(home: &Home, url: &str, bytes: u64) -> Output {
    const BLOCK: u64 = 512;
    let blocks = bytes.div_ceil(BLOCK);
    let script = format!("trap '' XFSZ; ulimit -S -f {blocks}; exec {LYCEUM} sync --yes");
    let mut command = Command::new("/bin/sh");
    command.args(["-c", &script]).env("LYCEUM_URL", url);
    for (name, value) in home.command(&[]).get_envs() {
        if let Some(value) = value {
            command.env(name, value);
        }
    }
    command.output().unwrap()
}

/// Syncs with more and more room until there is enough, and returns how often there wasn't.
fn syncs_with_more_and_more_room(home: &Home, url: &str) -> u32 {
    const MORE: u64 = 48 * 1024;
    let mut room = std::fs::metadata(home.store()).map_or(MORE, |file| file.len());
    let mut full = 0;
    loop {
        let output = syncs_within(home, url, room);
        if output.status.success() {
            return full;
        }
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("lyceum.db"), "{said}");
        full += 1;
        room += MORE;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_is_full_during_a_sync_loses_and_doubles_nothing() {
    let (home, mut database, url) = world(Cluster::shared()).await;
    assert!(syncs_with_more_and_more_room(&home, &url) > 2);
    is_exact(&home, &mut database).await;

    // The same for a device that takes everything in.
    let desk = Home::new();
    std::fs::create_dir_all(desk.store().parent().unwrap()).unwrap();
    Store::open(&desk.store()).await.unwrap().close().await;
    assert!(syncs_with_more_and_more_room(&desk, &url) > 2);
    syncs_to_the_end(&desk, &url);
    is_exact(&desk, &mut database).await;
    let store = Store::open(&desk.store()).await.unwrap();
    store.quick_check().await.unwrap();
    assert_eq!(store.calendar().await.unwrap().total(), Seconds(total()));
    store.close().await;
}
