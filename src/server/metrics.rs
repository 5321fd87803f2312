//! Figures for Prometheus.

use std::sync::OnceLock;

use metrics::{counter, gauge};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use sqlx::PgPool;

use crate::wire::{Outcome, PushAnswer};

/// Upper bounds of the buckets of latencies, in seconds.
const LATENCIES: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 1.0, 5.0];

/// The program's one recorder.
pub(super) fn recorder() -> PrometheusHandle {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
    let make = || {
        let builder = PrometheusBuilder::new();
        let recorder = builder
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &LATENCIES)
            .unwrap_or_default()
            .build_recorder();
        let handle = recorder.handle();
        // Another one can only be a test's.
        let _already_there = metrics::set_global_recorder(recorder);
        handle
    };
    RECORDER.get_or_init(make).clone()
}

/// Counts what became of a push's records.
pub(super) fn count_push(answer: &PushAnswer) {
    counter!("lyceum_pushes_total").increment(1);
    for receipt in &answer.receipts {
        let outcome = match receipt.outcome {
            Outcome::Applied(_) => "applied",
            Outcome::Duplicate(_) => "duplicate",
            Outcome::Held { .. } => "held",
            Outcome::Refused { .. } => "refused",
        };
        counter!("lyceum_records_total", "outcome" => outcome).increment(1);
    }
}

/// Reads how the pool is used.
pub(super) fn look_at(pool: &PgPool, name: &'static str) {
    let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
    let busy = pool.size().saturating_sub(idle);
    gauge!("lyceum_pool_connections", "pool" => name, "state" => "idle").set(f64::from(idle));
    gauge!("lyceum_pool_connections", "pool" => name, "state" => "busy").set(f64::from(busy));
}
