//! Lyceum opens courses in a terminal: catalog, outline, lesson reader, progress.
//!
//! The folders are the architecture. What a person sees maps to them like this:
//!
//! | on the screen | drawn by | decided by |
//! |---|---|---|
//! | the top line: breadcrumb, today, counting or paused | `ui::frame::header` | `app::frame::header`, `app::study` |
//! | Catalog, Course, Lesson, Progress | `ui::screen` | `app::screen`; lessons over `lesson` |
//! | what lies over them: help, contents, search … | `ui::overlay` | `app::overlay` |
//! | the footer | `ui::frame::footer` | `app::frame::footer`, over `keymap` |
//!
//! Below the screen: `runtime` turns terminal events into messages and carries out effects, `store` keeps
//! courses and records in SQLite, `secrets` keeps credentials, `content` reads courses from files, `domain` has the rules, and `cli` has
//! one file per command. `tests/architecture.rs` holds who may import whom.

pub mod academy;
pub mod app;
pub mod cli;
pub mod config;
pub mod content;
pub mod domain;
pub mod keymap;
pub mod lesson;
pub mod profile;
pub mod runtime;
pub mod secrets;
pub mod server;
pub mod store;
pub mod sync;
pub mod ui;
pub mod wire;
