//! Hears of changes in a course's folder, however its files are saved: written in place, renamed over, deleted and
//! created anew, many at once.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep};

use super::mount;

/// How long a folder is quiet after a save.
const QUIET: Duration = Duration::from_millis(8);
/// A change is shown after this time, though others come still.
const LONGEST: Duration = Duration::from_millis(60);
/// How long a file that is empty or gone is waited for: whoever saves may have begun with that.
const RETURNING: Duration = Duration::from_millis(300);
/// How often a folder is looked at where the system tells of no changes.
const POLL: Duration = Duration::from_millis(400);

/// The changes in a folder.
pub(super) struct Changes {
    heard: Arc<Heard>,
    /// The files that had something in them.
    full: HashSet<PathBuf>,
    _watcher: Option<Box<dyn Watcher + Send>>,
}

#[derive(Default)]
struct Heard {
    paths: Mutex<HashSet<PathBuf>>,
    more: Notify,
}

impl Heard {
    fn take(&self) -> HashSet<PathBuf> {
        std::mem::take(&mut *self.paths.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn hear(&self, root: &Path, event: notify::Result<Event>) {
        // What can't be told may have been a change.
        let paths = match event {
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
            Ok(event) if event.need_rescan() => vec![root.to_owned()],
            Ok(event) => event.paths,
            Err(_) => vec![root.to_owned()],
        };
        let paths = paths.into_iter().filter(|path| is_of_course(root, path));
        let mut heard = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
        let before = heard.len();
        heard.extend(paths);
        if heard.len() > before {
            self.more.notify_one();
        }
    }
}

/// Whether a path may be one of a course: hidden files, as editors and git keep them beside, are not.
fn is_of_course(root: &Path, path: &Path) -> bool {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let is_hidden = |part: Component<'_>| matches!(part, Component::Normal(name) if name.to_string_lossy().starts_with('.'));
    !inside.components().any(is_hidden)
}

impl Changes {
    /// Begins to listen; where the system tells of nothing, looks from time to time.
    pub(super) fn of(folder: &Path, polls: bool) -> Changes {
        let heard = Arc::new(Heard::default());
        // The paths that come are those of the folder without links.
        let root = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let told = match polls || mount::is_silent(&root) {
            true => None,
            false => watched(&root, &heard)
                .map_err(|error| tracing::warn!("{} is polled: {error}", root.display()))
                .ok(),
        };
        let watcher = told.or_else(|| {
            polled(&root, &heard)
                .map_err(|error| {
                    tracing::error!("{} can't be watched: {error}", root.display());
                })
                .ok()
        });
        let mut full = HashSet::new();
        add_full(&root, &mut full);
        Changes {
            heard,
            full,
            _watcher: watcher,
        }
    }

    /// Waits for a change, and until it is whole.
    pub(super) async fn next(&mut self) {
        let mut changed = HashSet::new();
        while changed.is_empty() {
            self.heard.more.notified().await;
            changed.extend(self.heard.take());
        }
        let since = Instant::now();
        while since.elapsed() < LONGEST {
            sleep(QUIET).await;
            let more = self.heard.take();
            if more.is_empty() {
                break;
            }
            changed.extend(more);
        }
        while since.elapsed() < RETURNING && changed.iter().any(|path| self.may_return(path)) {
            sleep(QUIET).await;
            changed.extend(self.heard.take());
        }
        for path in changed {
            match is_full(&path) {
                true => self.full.insert(path),
                false => self.full.remove(&path),
            };
        }
    }

    /// Whether a file that had something in it is empty or gone.
    fn may_return(&self, path: &Path) -> bool {
        self.full.contains(path) && !is_full(path)
    }
}

fn watched(root: &Path, heard: &Arc<Heard>) -> notify::Result<Box<dyn Watcher + Send>> {
    let (of, heard) = (root.to_owned(), Arc::clone(heard));
    let mut watcher =
        RecommendedWatcher::new(move |event| heard.hear(&of, event), Config::default())?;
    watcher.watch(root, RecursiveMode::Recursive)?;
    Ok(Box::new(watcher))
}

fn polled(root: &Path, heard: &Arc<Heard>) -> notify::Result<Box<dyn Watcher + Send>> {
    let (of, heard) = (root.to_owned(), Arc::clone(heard));
    let config = Config::default().with_poll_interval(POLL);
    let mut watcher = PollWatcher::new(move |event| heard.hear(&of, event), config)?;
    watcher.watch(root, RecursiveMode::Recursive)?;
    Ok(Box::new(watcher))
}

fn is_full(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() > 0)
}

/// Adds the files below a folder that have something in them.
fn add_full(folder: &Path, full: &mut HashSet<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        let path = entry.path();
        match entry.file_type() {
            _ if is_hidden => {}
            Ok(kind) if kind.is_dir() => add_full(&path, full),
            Ok(_) if is_full(&path) => drop(full.insert(path)),
            _ => {}
        }
    }
}
