//! Starting tasks: the one place that does.

use std::future::Future;

use std::io;
use std::thread;

use tokio::task::JoinHandle;

/// Starts a task beside the loop.
#[expect(
    clippy::disallowed_methods,
    reason = "the runtime is where tasks are started"
)]
pub(super) fn spawn<T: Send + 'static>(
    task: impl Future<Output = T> + Send + 'static,
) -> JoinHandle<T> {
    tokio::spawn(task)
}

/// Starts work that keeps a processor busy, on a thread of its own.
#[expect(
    clippy::disallowed_methods,
    reason = "the runtime is where tasks are started"
)]
pub(super) fn spawn_busy<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    tokio::task::spawn_blocking(work)
}

/// Starts a thread that lasts: for what belongs to one thread, and may wait for other programs.
pub(super) fn spawn_thread(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let thread = thread::Builder::new().name(name.to_owned());
    thread.spawn(work).map(drop)
}
