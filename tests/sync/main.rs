//! The sync between learners' stores and an academy, over the academy in memory and over PostgreSQL.
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't set up its world has nothing to say"
)]

#[path = "../academy/postgres.rs"]
#[expect(
    dead_code,
    reason = "not all that the academy's tests need is needed here"
)]
mod postgres;

#[path = "../support/home.rs"]
#[expect(
    dead_code,
    reason = "not all that the commands' tests need is needed here"
)]
mod home;

mod academies;
mod behind;
mod clock_story;
mod command_line;
mod contract;
mod course_story;
mod crash;
mod device;
mod fault;
mod faults;
mod histories;
mod http;
mod learner_story;
mod past;
mod restore;
mod twins;
mod world;
