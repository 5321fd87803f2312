//! The store through its public face, on real files.
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't set up its world has nothing to say"
)]

mod arriving;
mod bad_days;
mod catalog;
mod log;
mod profile;
mod review;
mod study;
mod sync;
mod world;
