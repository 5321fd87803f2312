//! Hears of changes in a course's folder, however its files are saved: written in place, renamed over, deleted and
//! created anew, many at once.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep};

use super::mount;
use crate::runtime::tasks;

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
    /// Without links: the paths that the system tells begin with it.
    root: PathBuf,
    heard: Arc<Heard>,
    /// The files that had something in them, each in its version.
    full: HashMap<PathBuf, Version>,
    /// None where nobody tells of changes.
    watcher: Option<RecommendedWatcher>,
}

/// A version of a file: when it was written, and its length.
type Version = (SystemTime, u64);

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
        let root = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let watcher = match polls || mount::is_silent(&root) {
            true => None,
            false => watched(&root, &heard)
                .map_err(|error| tracing::warn!("{} is polled: {error}", root.display()))
                .ok(),
        };
        let mut full = HashMap::new();
        add_full(&root, &mut full);
        Changes {
            root,
            heard,
            full,
            watcher,
        }
    }

    /// Waits for a change, and until it is whole; gives the paths in the folder.
    pub(super) async fn next(&mut self) -> Vec<PathBuf> {
        let mut changed = self.first().await;
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
        for path in &changed {
            match version(path) {
                Some(version) => self.full.insert(path.clone(), version),
                None => self.full.remove(path),
            };
        }
        let inside = changed
            .iter()
            .filter_map(|path| path.strip_prefix(&self.root).ok());
        inside.map(Path::to_owned).collect()
    }

    /// Waits for the first paths that changed.
    async fn first(&self) -> HashSet<PathBuf> {
        loop {
            let changed = match self.watcher {
                Some(_) => {
                    self.heard.more.notified().await;
                    self.heard.take()
                }
                None => {
                    sleep(POLL).await;
                    self.looked_for().await
                }
            };
            if !changed.is_empty() {
                return changed;
            }
        }
    }

    /// The files that are new, gone, or in another version.
    async fn looked_for(&self) -> HashSet<PathBuf> {
        let (root, before) = (self.root.clone(), self.full.clone());
        let looking = tasks::spawn_busy(move || {
            let mut now = HashMap::new();
            add_full(&root, &mut now);
            let paths = now.keys().chain(before.keys());
            let changed = paths.filter(|path| now.get(*path) != before.get(*path));
            changed.cloned().collect()
        });
        looking.await.unwrap_or_default()
    }

    /// Whether a file that had something in it is empty or gone.
    fn may_return(&self, path: &Path) -> bool {
        self.full.contains_key(path) && version(path).is_none()
    }
}

fn watched(root: &Path, heard: &Arc<Heard>) -> notify::Result<RecommendedWatcher> {
    let (of, heard) = (root.to_owned(), Arc::clone(heard));
    let tell = move |event| heard.hear(&of, event);
    let mut watcher = RecommendedWatcher::new(tell, Config::default())?;
    watcher.watch(root, RecursiveMode::Recursive)?;
    Ok(watcher)
}

/// The version of a file; none where it is empty or gone.
fn version(path: &Path) -> Option<Version> {
    let found = std::fs::metadata(path).ok()?;
    let is_full = found.is_file() && found.len() > 0;
    is_full.then_some((found.modified().ok()?, found.len()))
}

/// Adds the files below a folder that have something in them.
fn add_full(folder: &Path, full: &mut HashMap<PathBuf, Version>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        let path = entry.path();
        match entry.file_type() {
            _ if is_hidden => {}
            Ok(kind) if kind.is_dir() => add_full(&path, full),
            Ok(_) => {
                if let Some(version) = version(&path) {
                    full.insert(path, version);
                }
            }
            Err(_) => {}
        }
    }
}
