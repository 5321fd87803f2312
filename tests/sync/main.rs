//! The sync between learners' stores and an academy, over the academy in memory and over PostgreSQL.
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't set up its world has nothing to say"
)]

mod device;
mod fault;
mod histories;
mod learner_story;
mod restore;
mod world;
