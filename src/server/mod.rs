//! The sync server: a thin layer of HTTP over the academy's SQL functions, for everyone who shouldn't hold a database
//! password. It says who calls, bounds what comes in, and passes it on; no rule of the academy's is written here.
//!
//! A request passes `listen` (connections, TLS), `observe` (its id, log and figures), `admit` (rates and load), and one
//! small handler of `routes`, which calls an SQL function as [`Caller`].

mod address;
mod admit;
mod app;
mod body;
mod bounds;
mod caller;
mod database;
mod listen;
mod metrics;
mod observe;
mod parameters;
mod position;
mod problem;
mod rates;
mod reader;
mod router;
mod routes;
pub mod sign_in;
mod tagged;
mod written;

pub use app::App;
pub use bounds::Bounds;
use caller::Caller;
pub use database::{Database, Reach};
pub use listen::{Certificate, CertificateError, ListenError, Listening};
use reader::Reader;
pub use router::document;
