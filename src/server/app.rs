//! The state that all requests share: the database, the limits, the figures.

use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::Semaphore;

use super::metrics;
use super::rates::Rates;
use super::sign_in::SignInDesk;
use super::{Bounds, Database};

/// The server's state; clones share it.
#[derive(Debug, Clone)]
pub struct App(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    database: Database,
    bounds: Bounds,
    rates: Rates,
    places: Arc<Semaphore>,
    metrics: PrometheusHandle,
    sign_in: Option<SignInDesk>,
}

impl App {
    /// A server over a database, which it reaches with a server's login.
    pub fn new(database: Database, bounds: Bounds) -> Self {
        Self::with_sign_in(database, bounds, None)
    }

    /// The same, where devices sign in at this desk.
    pub fn with_sign_in(database: Database, bounds: Bounds, sign_in: Option<SignInDesk>) -> Self {
        Self(Arc::new(Inner {
            rates: Rates::new(&bounds),
            places: Arc::new(Semaphore::new(bounds.requests)),
            metrics: metrics::recorder(),
            database,
            bounds,
            sign_in,
        }))
    }

    pub(super) fn database(&self) -> &Database {
        &self.0.database
    }

    pub(super) fn sign_in(&self) -> Option<&SignInDesk> {
        self.0.sign_in.as_ref()
    }

    pub(super) fn bounds(&self) -> &Bounds {
        &self.0.bounds
    }

    pub(super) fn rates(&self) -> &Rates {
        &self.0.rates
    }

    /// One permit for each request that may be worked on.
    pub(super) fn places(&self) -> &Arc<Semaphore> {
        &self.0.places
    }

    pub(super) fn metrics(&self) -> &PrometheusHandle {
        &self.0.metrics
    }
}
