//! The sync engine between a learner's store and an academy: offline progress arrives exactly once.
//!
//! [`plan`] decides and touches nothing, [`run`] carries out, a [`Remote`] is the academy: [`postgres`] is its database,
//! [`http`] its server,
//! [`memory`] the rules in Rust, which tests hold everything else against. Nothing here prints, starts tasks or reads a
//! clock, and nothing waits for the network with the store's lock in its hand.

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
mod words;

pub use connect::{AcademyUrl, Connection, InvalidAcademyUrl, connect};
pub use error::{Class, SyncError};
pub use http::{Http, InvalidServerUrl, ServerUrl, sign_in_refusal};
pub use postgres::Postgres;
pub use remote::{Answer, Remote};
pub use report::{Progress, Question, Report};
pub use run::{Answers, Program, sync};
