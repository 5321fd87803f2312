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

#[path = "../support/terminal.rs"]
#[expect(
    dead_code,
    clippy::disallowed_methods,
    reason = "not all that the terminal's tests need is needed here; it has a thread that reads, and a clock"
)]
mod terminal;

mod academies;
mod author_faults;
mod author_story;
mod behind;
mod clock_story;
mod command_line;
mod contract;
mod course_story;
mod crash;
mod device;
mod fault;
mod faults;
mod full_disk;
mod graded_story;
mod histories;
mod http;
mod image_story;
mod learner_story;
mod on_screen;
mod past;
mod reader;
mod restore;
mod teaching_story;
mod twins;
mod world;
