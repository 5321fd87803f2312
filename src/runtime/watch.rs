//! Hears of what other processes write: the system tells of changes to the store's file, and the store whether any of
//! them concerns the screen. Nothing runs while nothing changes.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::{Notify, mpsc};
use tokio::time::sleep;

use super::driver::tell;
use crate::app::Msg;
use crate::store::{Fingerprint, Store};

/// How long changes are gathered: what takes many steps is looked at a few times only.
const GATHERING: Duration = Duration::from_millis(200);

/// Says, until it is aborted or nobody listens any more, when another process changed what may be on the screen.
/// `seen` is the fingerprint of the store before anything on the screen was read. Where the system tells of no changes, a line
/// in the log says so: the next focus finds them.
pub(super) async fn tell_of_changes(
    store: Store,
    seen: Fingerprint,
    messages: mpsc::WeakSender<Msg>,
) {
    let changed = Arc::new(Notify::new());
    let watcher = match watch(store.path(), Arc::clone(&changed)) {
        Ok(watcher) => watcher,
        Err(error) => {
            let path = store.path().display();
            tracing::warn!(
                "changes by other windows show with the next focus: {path} can't be watched: {error}"
            );
            return;
        }
    };
    follow(&store, seen, &changed, &messages).await;
    drop(watcher);
}

async fn follow(
    store: &Store,
    mut seen: Fingerprint,
    changed: &Notify,
    messages: &mpsc::WeakSender<Msg>,
) {
    loop {
        match store.fingerprint().await {
            Ok(now) => {
                let Some(messages) = messages.upgrade() else {
                    return;
                };
                if now.is_news_after(&seen) {
                    tell(&messages, Msg::CoursesChanged).await;
                }
                seen = now;
            }
            // The next change asks again.
            Err(error) => tracing::warn!("a change by another window may not show yet: {error}"),
        }
        changed.notified().await;
        sleep(GATHERING).await;
    }
}

/// Watches the folder of the store's file, as the file beside it, to which SQLite writes first, comes and goes.
fn watch(database: &Path, changed: Arc<Notify>) -> notify::Result<RecommendedWatcher> {
    let name = database.file_name().unwrap_or_default().to_owned();
    let mut written_first = name.clone();
    written_first.push("-wal");
    let is_ours = move |path: &Path| {
        path.file_name()
            .is_some_and(|of| of == name || of == written_first)
    };
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // What can't be told may have been a change.
        let may_be_change = event.map_or(true, |event| {
            let is_change = !matches!(event.kind, EventKind::Access(_));
            event.need_rescan() || is_change && event.paths.iter().any(|path| is_ours(path))
        });
        if may_be_change {
            changed.notify_one();
        }
    })?;
    let folder = database.parent().unwrap_or(Path::new("."));
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    Ok(watcher)
}
