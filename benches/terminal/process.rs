//! What a process costs, as `/proc` tells it: memory, processor time, wake-ups. Elsewhere than on Linux it
//! tells nothing, and nothing is reported.

use std::fs;
use std::time::Duration;

/// What a process used since it started, all threads together.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Usage {
    /// On a processor.
    pub(crate) busy: Duration,
    /// How often it went to sleep, and so was woken.
    pub(crate) wakeups: u64,
}

/// What a process used so far.
pub(crate) fn usage(pid: u32) -> Option<Usage> {
    let mut usage = Usage::default();
    for thread in fs::read_dir(format!("/proc/{pid}/task")).ok()?.flatten() {
        let path = thread.path();
        let scheduler = fs::read_to_string(path.join("schedstat")).unwrap_or_default();
        let nanoseconds = scheduler.split(' ').next().and_then(|n| n.parse().ok());
        usage.busy += Duration::from_nanos(nanoseconds.unwrap_or_default());
        let status = fs::read_to_string(path.join("status")).unwrap_or_default();
        usage.wakeups += field(&status, "voluntary_ctxt_switches").unwrap_or_default();
    }
    Some(usage)
}

/// Resident memory and the most that it ever was, in kB.
pub(crate) fn memory(pid: u32) -> Option<(u64, u64)> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    Some((field(&status, "VmRSS")?, field(&status, "VmHWM")?))
}

fn field(status: &str, name: &str) -> Option<u64> {
    let value = status
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    value.split_whitespace().next()?.parse().ok()
}
