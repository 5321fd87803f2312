//! The sync server against a real PostgreSQL: each test has a database and a server of its own.

#![expect(
    clippy::disallowed_methods,
    reason = "tests start servers and terminals, and wait for them"
)]
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

#[path = "../support/home.rs"]
#[expect(dead_code, reason = "only a part of it is needed here")]
mod home;
#[path = "../secrets/session.rs"]
#[cfg(target_os = "linux")]
#[expect(dead_code, reason = "only a part of it is needed here")]
mod session;
#[path = "../support/terminal.rs"]
#[expect(dead_code, reason = "only a part of it is needed here")]
mod terminal;

mod attacks;
mod calls;
mod described;
mod encrypted;
mod ending;
mod mail;
mod pooled;
mod program;
mod providers;
mod publishing;
mod replicated;
mod running;
mod scripts;
mod sign_in;
mod started;
#[cfg(target_os = "linux")]
mod whole_way;
