//! The clocks of this machine: the only place that reads them for the screen.

use chrono::{DateTime, FixedOffset, Local};

use crate::app::Env;
use crate::domain::{BootInstant, Moment};

/// The boot's monotonic clock, the same for every process of one boot.
#[derive(Debug, Clone)]
pub struct BootClock {
    boot: String,
}

impl BootClock {
    /// The clock of the present boot.
    pub fn new() -> Self {
        Self { boot: boot_name() }
    }

    /// The name of this boot; another name means another clock.
    pub fn boot(&self) -> &str {
        &self.boot
    }

    /// Now.
    pub fn now(&self) -> BootInstant {
        BootInstant {
            boot: self.boot.clone(),
            millis: monotonic_millis(),
        }
    }

    /// Now, on both clocks.
    pub fn env(&self) -> Env {
        Env {
            now: monotonic_millis(),
            local: local_now(),
        }
    }
}

impl Default for BootClock {
    fn default() -> Self {
        Self::new()
    }
}

/// The wall clock, with the learner's offset.
#[expect(
    clippy::disallowed_methods,
    reason = "this is where the wall clock is read"
)]
pub fn local_now() -> DateTime<FixedOffset> {
    Local::now().fixed_offset()
}

/// This moment, as a record needs it.
pub fn moment() -> Moment {
    local_now().into()
}

#[cfg(unix)]
fn monotonic_millis() -> u64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    let seconds = u64::try_from(now.tv_sec).unwrap_or_default();
    let nanoseconds = u64::try_from(now.tv_nsec).unwrap_or_default();
    seconds * 1000 + nanoseconds / 1_000_000
}

/// Where processes share no monotonic clock, the wall clock at the start of this one stands in for it.
#[cfg(not(unix))]
#[expect(
    clippy::disallowed_methods,
    reason = "this is where the clocks are read"
)]
fn monotonic_millis() -> u64 {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<(Instant, u64)> = OnceLock::new();
    let (start, wall) = START.get_or_init(|| {
        let wall = u64::try_from(local_now().timestamp_millis()).unwrap_or_default();
        (Instant::now(), wall)
    });
    wall + u64::try_from(start.elapsed().as_millis()).unwrap_or_default()
}

#[cfg(target_os = "linux")]
fn boot_name() -> String {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id");
    id.map_or_else(|_| "unknown".to_owned(), |id| id.trim().to_owned())
}

#[cfg(target_os = "macos")]
fn boot_name() -> String {
    let mut command = std::process::Command::new("sysctl");
    command.args(["-n", "kern.bootsessionuuid"]);
    let output = crate::secrets::without_secrets(&mut command).output();
    output.map_or_else(
        |_| "unknown".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn boot_name() -> String {
    "wall".to_owned()
}
