//! A real streaming replica: it answers for catalogs and lessons, and never with less than the learner has seen.

use std::net::SocketAddr;

use lyceum::academy::DatabaseUrl;
use lyceum::domain::CourseId;
use lyceum::server::{App, Bounds, ConnectionOptions, Database};
use lyceum::sync::{Http, Remote};
use lyceum::wire::{Access, Role};

use crate::postgres::{Cluster, Durability};
use crate::running::{Running, server_login, token};
use crate::world::{World, course, enroll, record};

/// Makes a replica beside the cluster, in its folder `replica`, on port 5433 of the same sockets.
const MAKE: &str = r#"
    PATH="$PATH:$bin:$(dirname "$(readlink -f "$bin/initdb")")"
    pg_basebackup -U postgres -D replica -R -X stream --checkpoint=fast
    "$bin/pg_ctl" -D replica -w -s -l replica.log -o "-k $PWD -p 5433 -c listen_addresses= -c shared_buffers=32MB -c max_connections=200" start
"#;
const PAUSE: &str = r#"PATH="$PATH:$bin:$(dirname "$(readlink -f "$bin/initdb")")"; psql -qAtX -p 5433 -U postgres -c "select pg_wal_replay_pause()" >/dev/null"#;
const RESUME: &str = r#"PATH="$PATH:$bin:$(dirname "$(readlink -f "$bin/initdb")")"; psql -qAtX -p 5433 -U postgres -c "select pg_wal_replay_resume()" >/dev/null"#;
const STOP: &str = r#""$bin/pg_ctl" -D replica -m immediate -s stop"#;

async fn replica_reads(server: &Running) -> u64 {
    let text = server
        .get("/metrics")
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let line = text
        .lines()
        .find(|line| line.starts_with("lyceum_replica_reads_total "));
    line.map_or(0, |line| line.rsplit_once(' ').unwrap().1.parse().unwrap())
}

#[tokio::test]
async fn a_learner_never_reads_older_than_what_they_wrote() {
    let cluster: &'static Cluster = Box::leak(Box::new(Cluster::start(Durability::On)));
    let mut world = World::on(cluster).await;
    world.publish(&course("walk", 0, &[("m1", &["l1"])])).await;
    world
        .publish(&course("late", 900, &[("m2", &["k1"])]))
        .await;
    let ada = world.person("ada", Role::Student).await;
    let ada_token = token(&mut world, &ada).await;
    let login = server_login(&mut world).await;
    cluster.shell(MAKE);
    let primary = cluster.url(&login, &world.database.name);
    let replica = cluster
        .url_text(&login, &world.database.name)
        .replace(":5432", ":5433");
    let replica: DatabaseUrl = replica.parse().unwrap();
    let database = Database::at(&primary, Some(&replica), ConnectionOptions::default());
    // How often it is asked depends on how fast the replica follows.
    let unlimited = Bounds {
        per_token: 10_000,
        per_address: 10_000,
        ..Bounds::default()
    };
    let app = App::new(database, unlimited);
    let server = Running::on(app, SocketAddr::from(([127, 0, 0, 1], 0)), None).await;
    let http = Http::at(&server.url("").parse().unwrap(), Some(&ada_token));
    let walk = CourseId::new("walk");

    // Without a word from the primary, only that answers.
    http.outline(&walk, None).await.unwrap();
    assert_eq!(replica_reads(&server).await, 0);
    http.hello().await.unwrap();
    while replica_reads(&server).await == 0 {
        http.outline(&walk, None).await.unwrap();
    }

    // The replica stands still while the learner enrolls, and somebody pays for them.
    cluster.shell(PAUSE);
    let batch = ada.batch(vec![record(1, enroll("walk"))]).await;
    http.push(&batch).await.unwrap();
    world
        .run(&format!(
            "insert into enrollments (user_id, course_id, status) values ('{}', 'late', 'ACTIVE')",
            ada.id
        ))
        .await;
    let hello = http.hello().await.unwrap();
    let before = replica_reads(&server).await;
    let late = http
        .outline(&CourseId::new("late"), None)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(late.access, Access::Full);
    let listed = http.listing(std::slice::from_ref(&walk)).await.unwrap();
    assert!(listed[0].entry.enrollment.is_some());
    assert_eq!(http.hello().await.unwrap().catalog, hello.catalog);
    assert_eq!(replica_reads(&server).await, before, "the primary answered");

    // It catches up and is asked again; it goes away and nobody notices.
    cluster.shell(RESUME);
    while replica_reads(&server).await == before {
        http.outline(&walk, None).await.unwrap();
    }
    cluster.shell(STOP);
    for _ in 0..5 {
        http.outline(&walk, None).await.unwrap();
    }
}
