//! The lines of a report: a figure, and its budget.

use std::time::Duration;

pub(crate) fn p99(what: &str, mut samples: Vec<Duration>, budget: Duration, remark: &str) {
    samples.sort();
    let p99 = samples[samples.len() * 99 / 100].as_secs_f64() * 1000.0;
    let median = samples[samples.len() / 2].as_secs_f64() * 1000.0;
    line(
        &format!("{what}, p50 and p99"),
        &format!("{median:.2} {p99:.2} ms"),
        &format!("({} ms) {remark}", budget.as_millis()),
    );
}

pub(crate) fn line(what: &str, figure: &str, budget: &str) {
    println!("{what:<64}{figure:>14}   {budget}");
}

pub(crate) fn ms(time: Duration) -> String {
    format!("{:.0} ms", time.as_secs_f64() * 1000.0)
}
