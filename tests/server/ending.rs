//! A server that ends finishes what it accepted.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::postgres::run;
use crate::running::{Running, learner};
use crate::world::{World, course, enroll, record};

#[tokio::test]
async fn a_push_that_was_accepted_is_answered_before_the_server_is_gone() {
    let mut world = World::new().await;
    world.publish(&course("walk", 0, &[("m1", &["l1"])])).await;
    let (ada, token) = learner(&mut world, "ada").await;
    let mut server = Running::of(&mut world).await;
    let batch = ada.batch(vec![record(1, enroll("walk"))]).await;
    // Somebody holds what the push needs.
    let mut holder = world.operator_again().await;
    run(
        &mut holder,
        "begin; lock table lyceum.heads in exclusive mode",
    )
    .await;

    let body = serde_json::to_string(&batch).unwrap();
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = format!(
        "POST /v1/push HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    until_it_waits(&mut world).await;
    server.asks_to_end();
    run(&mut holder, "commit").await;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let address = server.address;
    server.ends().await;
    assert!(TcpStream::connect(address).await.is_err());
    assert_eq!(
        world.rows("select count(*) from lyceum.records").await,
        ["1"]
    );
}

#[tokio::test]
async fn who_was_accepted_and_asks_only_while_the_server_ends_is_answered() {
    let mut world = World::new().await;
    let mut server = Running::of(&mut world).await;
    let address = server.address;
    let mut early = TcpStream::connect(address).await.unwrap();
    // Connections are accepted one after the other.
    server.get("/healthz").send().await.unwrap();
    server.asks_to_end();
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    let question = b"GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n";
    early.write_all(question).await.unwrap();
    let mut answer = String::new();
    early.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    server.ends().await;
}

/// Returns when the server's push waits for the lock.
async fn until_it_waits(world: &mut World) {
    let waits = "select count(*) from pg_locks
                  where not granted and database = (select oid from pg_database where datname = current_database())";
    while world.rows(waits).await != ["1"] {
        tokio::task::yield_now().await;
    }
}
