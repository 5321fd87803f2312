//! Lyceum opens courses in a terminal: catalog, outline, lesson reader, progress.
//!
//! The folders are the architecture. What a person sees maps to them like this:
//!
//! | on the screen | drawn by | decided by |
//! |---|---|---|
//! | the top line: breadcrumb, today, counting or paused | `ui::frame` | `app::clock` |
//! | Catalog | `ui::catalog` | `app::catalog` |
//! | Course, and the outline beside a lesson | `ui::course` | `app::course` |
//! | Lesson | `ui::reader` | `app::reader`, over `lesson` |
//! | Progress | `ui::progress` | `app::progress` |
//! | the footer and the help screen | `ui::frame`, `ui::help` | `keymap` |
//!
//! Below the screen: `runtime` turns terminal events into messages and carries out effects, `store` keeps
//! courses and records in SQLite, `content` reads courses from files, `domain` has the rules, and `cli` has
//! one file per command. `tests/architecture.rs` holds who may import whom.

pub mod academy;
pub mod app;
pub mod cli;
pub mod config;
pub mod content;
pub mod domain;
pub mod keymap;
pub mod lesson;
pub mod runtime;
pub mod store;
pub mod sync;
pub mod ui;
pub mod wire;
