//! What the pure core does with what happens, and what it looks like on a screen.
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't make its world has nothing to say"
)]

#[path = "../support/shelf.rs"]
mod shelf;
#[path = "../support/world.rs"]
mod world;

mod answers;
mod any_session;
mod beside;
mod copying;
mod images;
mod keys;
mod links;
mod lists;
mod live;
mod opening;
mod previewing;
mod progress;
mod quiz;
mod quiz_keys;
mod reading;
mod review;
mod searching;
mod signing_in;
mod start;
mod syncing;
mod tables;
mod time;
mod typed_ahead;

#[path = "../screens/mod.rs"]
mod screens;
