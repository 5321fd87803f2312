//! The table: what was measured, the empty program's figure beside it, and whether the budget is kept.

use std::time::Duration;

/// The report so far.
#[derive(Debug, Default)]
pub(crate) struct Report {
    missed: usize,
}

impl Report {
    /// Begins a part of the table.
    pub(crate) fn section(&self, title: &str) {
        println!("\n{title}");
        let (what, lyceum, floor, budget) = ("", "lyceum", "empty", "budget");
        println!("  {what:<38} {lyceum:>12} {floor:>12} {budget:>10}");
    }

    /// A figure that has a budget.
    pub(crate) fn judged<T: Figure>(&mut self, what: &str, lyceum: T, floor: Option<T>, budget: T) {
        let kept = lyceum <= budget;
        self.missed += usize::from(!kept);
        let verdict = if kept { "PASS" } else { "MISS" };
        line(what, lyceum, floor, &budget.shown(), verdict);
    }

    /// A figure for information.
    pub(crate) fn told<T: Figure>(&self, what: &str, lyceum: T, floor: Option<T>) {
        line(what, lyceum, floor, "", "");
    }

    /// Something that could not be measured, and why.
    pub(crate) fn missing(&self, what: &str, why: &str) {
        println!("  {what:<38} {why}");
    }

    /// How many budgets were missed.
    pub(crate) fn missed(&self) -> usize {
        self.missed
    }
}

fn line<T: Figure>(what: &str, lyceum: T, floor: Option<T>, budget: &str, verdict: &str) {
    let (lyceum, floor) = (lyceum.shown(), floor.map(Figure::shown).unwrap_or_default());
    let line = format!("  {what:<38} {lyceum:>12} {floor:>12} {budget:>10}  {verdict}");
    println!("{}", line.trim_end());
}

/// Something that is measured.
pub(crate) trait Figure: Copy + PartialOrd {
    /// It, for a person.
    fn shown(self) -> String;
}

impl Figure for Duration {
    fn shown(self) -> String {
        format!("{:.2} ms", self.as_secs_f64() * 1000.0)
    }
}

/// Memory in kB.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(crate) struct Kilobytes(pub(crate) u64);

impl Kilobytes {
    /// That many megabytes.
    pub(crate) const fn mega(megabytes: u64) -> Self {
        Self(megabytes * 1024)
    }
}

impl Figure for Kilobytes {
    fn shown(self) -> String {
        let tenths = self.0 * 10 / 1024;
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

impl Figure for u64 {
    fn shown(self) -> String {
        self.to_string()
    }
}

/// The figure that so many percent of the samples don't exceed.
pub(crate) fn percentile(samples: &[Duration], percent: usize) -> Duration {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable();
    let index = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(index).copied().unwrap_or_default()
}
