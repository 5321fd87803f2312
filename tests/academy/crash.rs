//! PostgreSQL killed again and again under clients that push and retry: nothing is lost, nothing counted twice.

use std::time::Duration;

use lyceum::academy::{Academy, AcademyError};
use lyceum::wire::{Batch, Role};
use sqlx::postgres::PgPoolOptions;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::postgres::{Cluster, Durability, rows};
use crate::world::{World, course, enroll, pushed, record, study};

const CLIENTS: u128 = 3;
const BATCHES: u128 = 60;
const CRASHES: usize = 20;

/// Pushes each batch until the academy has answered it, whatever happens in between.
async fn push_all(academy: Academy, batch: Batch, client: u128, answered: mpsc::Sender<()>) {
    for number in 0..BATCHES {
        let first = client * 10_000 + number * 10;
        let mut batch = batch.clone();
        let mut records = vec![record(first + 1, enroll("rust"))];
        records.extend((2..=10).map(|n| record(first + n, study("rust", "l1", 7))));
        batch.records = pushed(records);
        loop {
            match academy.push(&batch).await {
                Ok(answer) => {
                    assert_eq!(answer.receipts.len(), 10);
                    break;
                }
                Err(AcademyError::Database(_)) => tokio::task::yield_now().await,
                Err(other) => panic!("{other}"),
            }
        }
        answered.send(()).await.expect("the crashing side listens");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sums_are_exact_and_the_log_is_dense_after_twenty_crashes() {
    static CLUSTER: std::sync::OnceLock<Cluster> = std::sync::OnceLock::new();
    let cluster = CLUSTER.get_or_init(|| Cluster::start(Durability::On));
    let mut world = World::on(cluster).await;
    world.publish(&course("rust", 0, &[("m1", &["l1"])])).await;
    // Three devices of one learner: their pushes meet at one row.
    let ada = world.person("ada", Role::Student).await;
    let batch = ada.batch(Vec::new()).await;
    let (answered, mut answers) = mpsc::channel(1);
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        // A short patience: the pool's own grows with each failure, and would wait long after the server is back.
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_millis(500))
            .connect_lazy_with(
                cluster
                    .url(&ada.login, &world.database.name)
                    .options()
                    .clone(),
            );
        let device = Academy::direct(pool);
        clients.spawn(push_all(device, batch.clone(), client, answered.clone()));
    }
    drop(answered);
    // One client was just answered; the others are in the middle of something.
    for _ in 0..CRASHES {
        for _ in 0..8 {
            answers.recv().await.expect("more batches than crashes");
        }
        tokio::task::block_in_place(|| {
            cluster.crash();
            cluster.restart();
        });
    }
    while answers.recv().await.is_some() {}
    while let Some(client) = clients.join_next().await {
        client.unwrap();
    }

    let mut operator = world.database.operator().await;
    let seconds = CLIENTS * BATCHES * 9 * 7;
    assert_eq!(
        rows(&mut operator, "select time_spent from user_progress").await,
        [seconds.to_string()]
    );
    let records = CLIENTS * BATCHES * 10;
    assert_eq!(
        rows(
            &mut operator,
            "select count(*), min(seq), max(seq), count(distinct seq), sum(counted), (select seq from lyceum.heads)
               from lyceum.records"
        )
        .await,
        [format!("{records}|1|{records}|{records}|{seconds}|{records}")]
    );
}
