//! The academy against a real PostgreSQL: each test has a database of its own.

#![expect(
    clippy::unwrap_used,
    reason = "a test that can't go on says so by panicking, in what it calls as well"
)]

mod accounts;
mod adopt;
mod audit;
mod backup;
mod command_line;
mod concurrency;
mod contract;
mod crash;
mod doctor;
mod explain;
mod hostile;
mod locks;
mod migrate;
mod operating;
mod postgres;
mod publish;
mod push;
mod reading;
mod security;
mod seed;
mod sign_in;
mod web;
mod world;
