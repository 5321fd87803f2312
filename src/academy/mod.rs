//! The academy's PostgreSQL: its migrations, the typed calls of its SQL functions, and what an operator does.
//!
//! The rules themselves are SQL, once, in `migrations/postgres`; nothing here repeats them.

pub mod accounts;
pub mod audit;
mod authors;
pub mod backup;
pub mod calls;
pub mod connect;
mod connections;
mod devices;
pub mod doctor;
pub mod error;
pub mod health;
pub mod migrate;
mod patience;
mod question;
pub mod scram;
pub mod seed;
pub mod sign_in;
mod token;

pub use calls::Academy;
pub use connect::DatabaseUrl;
pub use connections::Connections;
pub use error::{AcademyError, Refusal};
pub use migrate::{MigrateReport, Migration, is_ready, migrate};
pub use patience::Holder;
pub use question::{Question, Text};
pub use token::TokenDigest;
