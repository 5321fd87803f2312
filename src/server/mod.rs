//! The sync server: a thin layer of HTTP over the academy's SQL functions, for everyone who shouldn't hold a database
//! password. It says who calls, bounds what comes in, and passes it on; no rule of the academy's is written here.
//!
//! A request passes `listen` (connections, TLS), `observe` (its id, log and figures), `admit` (rates and load), and one
//! small handler of `routes`, which calls an SQL function as [`Caller`].
//!
//! The token is looked up in the same statement as the call, so that a revoked one is good for nothing at once. A call
//! that only reads is a `Reader`'s: a replica answers it, if it has all that the caller has seen (`position.rs`).
//! Bodies are bounded in the handler's signature (`Json<T, MOST>`). A failure is a
//! [`Problem`](crate::wire::problem::Problem), whose code is the same for server and client. The server keeps nothing
//! between requests, so there may be several.

mod address;
mod admit;
mod app;
mod body;
mod bounds;
mod caller;
mod database;
mod etag;
mod listen;
mod metrics;
mod observe;
mod parameters;
mod problem;
mod rates;
mod raw_json;
mod reader;
mod replica_position;
mod router;
mod routes;
pub mod sign_in;

pub use app::App;
pub use bounds::Bounds;
use caller::Caller;
pub use database::{ConnectionOptions, Database};
pub use listen::{Certificate, CertificateError, ListenError, Listening};
use reader::Reader;
pub use router::document;
