//! The sync server against a real PostgreSQL: each test has a database and a server of its own.

#![expect(
    clippy::unwrap_used,
    reason = "a test that can't go on says so by panicking, in what it calls as well"
)]

#[path = "../academy/postgres.rs"]
#[expect(
    dead_code,
    reason = "not all that the academy's tests need is needed here"
)]
mod postgres;

#[path = "../academy/world.rs"]
#[expect(
    dead_code,
    reason = "not all that the academy's tests need is needed here"
)]
mod world;

mod attacks;
mod calls;
mod described;
mod encrypted;
mod ending;
mod pooled;
mod publishing;
mod replicated;
mod running;
