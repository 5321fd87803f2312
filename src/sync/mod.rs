//! The sync engine between a learner's store and an academy: offline progress arrives exactly once.
//!
//! [`plan`] and [`verdict`] decide and touch nothing, [`run`] carries out, a [`Remote`] is the academy: [`postgres`] is its database,
//! [`http`] its server, [`memory`] the rules in Rust, which tests hold everything else against. Nothing here prints,
//! starts tasks or reads a clock, and nothing waits for the network while it holds the store's lock.
//!
//! ```text
//! store ── outbox ─► push ─► receipts ─► store        the academy: Remote (postgres, http, memory)
//! store ◄─ pages of the log, then the snapshot ─ pull
//! store ◄─ manifest, listings, outlines, bodies       courses and their lessons
//! ```
//!
//! Each step leaves the store right: a sync may stop anywhere. What is shown is the last snapshot and the records that
//! it doesn't contain (`records.replayed`).
//!
//! Three places in the academy's log are kept apart: the end of the snapshot, the end of what was pulled, and the
//! highest that was ever seen, receipts included. A log that is shorter than that, or another record at one of its
//! places, means that the academy went back in time: a new *era* of numbers begins, everything is pushed again with
//! what was made of it before, and the old snapshot stays until the new one is complete. That takes its place lesson by
//! lesson (`store/swap.rs`), together with the records that it contains, and an interrupted swap goes on.
//!
//! Nobody waits for a sync. The store writes in steps of a few milliseconds, as many rows as fit (`store/pace.rs`). There
//! is one connection that writes, and whoever asks for it comes before the next step. A step doesn't wait for the disk, as
//! a learner's own write does: a power cut takes back the last steps together with the cursor.
//!
//! Records count by what the academy made of them (`effective_at`, `counted`). One that changed leaves its lesson,
//! course and days `stale`, and `store/sql/refresh.sql` projects those anew. So each rule has two texts, `project.sql`
//! for what is added and `refresh.sql` for what changed; the tests hold them against each other.
//!
//! A course that is kept for reading arrives lesson by lesson (`store/arriving`), in small transactions; its revision
//! comes last, so that an interrupted one goes on. In the reader `app/sync` decides when a sync is due, and
//! `runtime/sync` has the address, the credential, and the system's word that the network changed. Being offline is an
//! outcome, not a failure.

mod academy_url;
pub mod author;
pub mod backoff;
mod connect;
mod content;
mod error;
pub mod http;
mod images;
pub mod memory;
pub mod plan;
pub mod postgres;
mod records;
mod remote;
mod report;
mod run;
pub mod verdict;
mod words;

pub use academy_url::{AcademyUrl, InvalidAcademyUrl};
pub use connect::{Connection, connect};
pub use error::{Class, SyncError};
pub use http::{Http, InvalidServerUrl, ServerUrl, sign_in_refusal};
pub use postgres::Postgres;
pub use remote::{Answer, Remote};
pub use report::{Progress, Question, Report};
pub use run::{Answers, Program, sync};
