//! Courses as files, in every format: what is taken, what is refused, and how it is said.
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't write its files has nothing to say"
)]

mod any_tree;
mod checking;
mod codes;
mod export;
mod fetch;
mod fixtures;
mod folder;
mod layouts;
mod live;
mod native;
