//! Follows the files of a previewed course: shows the text that was saved at once, then reads the folder again and
//! brings what changed into the store.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Mutex as AsyncMutex, Notify, mpsc};

use super::PreviewedFolder;
use super::changes::Changes;
use super::folder::Known;
use crate::app::Msg;
use crate::content::{Drafts, FolderState, LiveCourse, PageReader};
use crate::domain::{CourseTree, Diagnostic, LessonId, Location, Origin};
use crate::profile;
use crate::runtime::driver::tell;
use crate::runtime::{clock, tasks};
use crate::store::{EditedCourse, Store, StoreError};

/// The preview of a folder.
pub(in crate::runtime) struct Previewing {
    folder: PathBuf,
    polls: bool,
    course: Arc<Mutex<LiveCourse>>,
    store: Store,
    /// One reading at a time.
    shown: AsyncMutex<Shown>,
    /// The text that a save shows before the folder is read.
    saved: Mutex<Saved>,
    /// The folder is to be read.
    has_changed: Notify,
    /// How often the course or a text of it was put into the store.
    revision: AtomicU64,
    messages: mpsc::WeakSender<Msg>,
}

/// The texts that were saved since the folder was read.
#[derive(Default)]
struct Saved {
    /// The lessons that are a page each, by their files.
    pages: HashMap<PathBuf, LessonId>,
    /// How their texts are read.
    page: Option<PageReader>,
    /// The lessons whose texts are in the store already.
    texts: HashSet<LessonId>,
    /// How many saves were heard of.
    count: u64,
}

/// The course as it is in the store.
#[derive(Default)]
struct Shown {
    edition: Option<EditedCourse>,
    as_learner: bool,
    known: Known,
}

impl Previewing {
    pub(in crate::runtime) fn new(
        folder: PreviewedFolder,
        store: Store,
        messages: mpsc::WeakSender<Msg>,
    ) -> Previewing {
        let root = folder.course.folder().to_owned();
        Previewing {
            folder: root.clone(),
            polls: folder.polls,
            course: Arc::new(Mutex::new(folder.course)),
            store,
            shown: AsyncMutex::new(Shown {
                known: Known::of(root, folder.first),
                ..Shown::default()
            }),
            saved: Mutex::default(),
            has_changed: Notify::new(),
            revision: AtomicU64::new(0),
            messages,
        }
    }

    /// Shows the course and follows its files, until it is aborted or nobody listens any more.
    pub(in crate::runtime) async fn follow(self: Arc<Self>) {
        // From before the first reading on, so that no change is missed.
        let (folder, polls) = (self.folder.clone(), self.polls);
        let watching = tasks::spawn_busy(move || Changes::of(&folder, polls));
        let Ok(mut changes) = watching.await else {
            return;
        };
        let hear = async {
            loop {
                let changed = changes.next().await;
                self.saved(|saved| saved.count += 1);
                if let [file] = &changed[..] {
                    self.show_text(file).await;
                }
                self.has_changed.notify_one();
            }
        };
        let look = async {
            while self.look(None).await {
                self.has_changed.notified().await;
            }
        };
        tokio::select! {
            () = hear => {}
            () = look => {}
        }
    }

    /// Does something with what was saved; nothing that waits.
    fn saved<R>(&self, with: impl FnOnce(&mut Saved) -> R) -> R {
        with(&mut self.saved.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn next_revision(&self) -> String {
        self.revision.fetch_add(1, Ordering::Relaxed).to_string()
    }

    /// Shows the text of a lesson whose file was saved: what else there is to find out takes longer the larger the course
    /// is.
    async fn show_text(&self, file: &Path) {
        let page = self.saved(|saved| Some((saved.pages.get(file).cloned()?, saved.page?)));
        let Some((lesson, page)) = page else {
            return;
        };
        let (folder, file) = (self.folder.clone(), file.to_owned());
        let reading = tasks::spawn_busy(move || page.text(&folder, &file));
        let Ok(Some(text)) = reading.await else {
            return;
        };
        let revision = self.next_revision();
        match self.store.put_text(&lesson, &text, &revision).await {
            Err(error) => tracing::warn!("a text is shown a little later: {error}"),
            Ok(()) => {
                self.saved(|saved| saved.texts.insert(lesson));
                if let Some(messages) = self.messages.upgrade() {
                    tell(&messages, Msg::CoursesChanged).await;
                }
            }
        }
    }

    /// Shows the course as its author sees it, or as learners do.
    pub(in crate::runtime) async fn view(&self, as_learner: bool) {
        self.look(Some(as_learner)).await;
    }

    /// Reads the folder, brings what changed into the store, and says so; false where nobody listens any more.
    async fn look(&self, as_learner: Option<bool>) -> bool {
        let mut shown = self.shown.lock().await;
        shown.as_learner = as_learner.unwrap_or(shown.as_learner);
        let drafts = match shown.as_learner {
            true => Drafts::LeftOut,
            false => Drafts::Kept,
        };
        let course = Arc::clone(&self.course);
        let saves = self.saved(|saved| saved.count);
        let reading = tasks::spawn_busy(move || {
            let mut course = course.lock().unwrap_or_else(PoisonError::into_inner);
            course.read(drafts)
        });
        let Ok(seen) = reading.await else {
            return true;
        };
        // What was read is older than what was saved since: it is read again at once.
        let is_old = self.saved(|saved| saved.count) > saves;
        if is_old && shown.edition.is_some() && as_learner.is_none() {
            return true;
        }
        let folder = self.put(&mut shown, seen).await;
        let Some(messages) = self.messages.upgrade() else {
            return false;
        };
        tell(&messages, Msg::Previewed(Arc::new(folder))).await;
        tell(&messages, Msg::CoursesChanged).await;
        true
    }

    /// Brings what was seen into the store; where that can't be, the course stays as it was.
    async fn put(&self, shown: &mut Shown, seen: FolderState) -> crate::app::preview::Folder {
        let FolderState {
            course,
            mut problems,
        } = seen;
        let Some(course) = course else {
            return shown.known.behind(problems);
        };
        if let Err(error) = self.bring(shown, &course.tree).await {
            let place = Location::File(self.folder.clone());
            problems.push(Diagnostic::new(place, error.to_string()));
            return shown.known.behind(problems);
        }
        let folder = shown.known.follow(&course, problems);
        self.saved(|saved| (saved.pages, saved.page) = (course.pages, course.page));
        folder
    }

    async fn bring(&self, shown: &mut Shown, tree: &CourseTree) -> Result<(), StoreError> {
        let texts = self.saved(|saved| std::mem::take(&mut saved.texts));
        if let Some(before) = &mut shown.edition {
            texts.iter().for_each(|lesson| before.forget(lesson));
        }
        let revision = self.next_revision();
        let course = &tree.course.id;
        let before = shown.edition.as_ref();
        if let Some(other) = before.filter(|before| before.course() != course) {
            self.store.remove_course(other.course()).await?;
        }
        let edition = self
            .store
            .put_edited(before, tree, Origin::Folder, &revision)
            .await?;
        shown.edition = Some(edition);
        // Whoever opens a lesson of it isn't told that they joined it.
        if !self.store.is_joined(course).await? {
            profile::join(&self.store, course.clone(), clock::moment()).await?;
        }
        Ok(())
    }
}
