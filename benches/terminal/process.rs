//! What a process costs, as `/proc` tells it: memory, processor time, wake-ups. Elsewhere than on Linux it
//! tells nothing, and nothing is reported.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::time::Duration;

/// What a process used, all threads together.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Usage {
    /// On a processor.
    pub(crate) busy: Duration,
    /// How often it went to sleep, and so was woken.
    pub(crate) wakeups: u64,
}

/// What each thread of a process used so far, by its number.
#[derive(Debug, Default)]
pub(crate) struct Meter(HashMap<OsString, Usage>);

impl Meter {
    /// Reads it; nothing where the system doesn't tell.
    pub(crate) fn read(pid: u32) -> Option<Meter> {
        let mut threads = HashMap::new();
        for thread in fs::read_dir(format!("/proc/{pid}/task")).ok()?.flatten() {
            let path = thread.path();
            let scheduler = fs::read_to_string(path.join("schedstat")).unwrap_or_default();
            let nanoseconds = scheduler.split(' ').next().and_then(|n| n.parse().ok());
            let status = fs::read_to_string(path.join("status")).unwrap_or_default();
            let usage = Usage {
                busy: Duration::from_nanos(nanoseconds?),
                wakeups: field(&status, "voluntary_ctxt_switches")?,
            };
            threads.insert(thread.file_name(), usage);
        }
        Some(Meter(threads))
    }

    /// What the threads that are still there used since an earlier reading.
    pub(crate) fn since(&self, earlier: &Meter) -> Usage {
        let mut sum = Usage::default();
        for (thread, now) in &self.0 {
            let before = earlier.0.get(thread).copied().unwrap_or_default();
            sum.busy += now.busy.saturating_sub(before.busy);
            sum.wakeups += now.wakeups.saturating_sub(before.wakeups);
        }
        sum
    }
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
