//! Carries out what update asks for. Writes are a queue; whatever else is asked runs beside it, and waits only for the
//! writes that it must see.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::future::BoxFuture;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::{AbortHandle, JoinHandle};

use super::clock::{self, BootClock};
use super::failure::notice;
use super::preview::{PreviewedFolder, Previewing};
use super::sync::{Academy, tell_of_network};
use super::work::{Order, Prepared, SharedGallery, Topic, Workshop, World};
use super::{bundled, tasks, watch as store_watch};
use crate::app::request::{Request, RequestId};
use crate::app::{Msg, Notice};
use crate::domain::study::WindowId;
use crate::profile::{OpenStore, Scratch, Trouble, is_new_program, open_for_reading};
use crate::store::{PreviousExit, State, Store, StoreError};

/// An effect for the driver.
#[derive(Debug)]
pub(super) enum Job {
    /// Carry out a request.
    Start(Request),
    /// Stop a request whose answer nobody wants any more.
    Cancel(RequestId),
    /// Say so once every write before is done.
    Settle(oneshot::Sender<()>),
}

/// The files that work reads and writes.
pub struct Files {
    /// Where the courses are.
    pub shelf: Shelf,
    /// The configuration file, which may not be there.
    pub config: PathBuf,
}

/// Where courses are, and what is done in them.
pub enum Shelf {
    /// In a learner's store.
    Profile(PathBuf),
    /// In a folder that its author edits; nothing that is done is kept.
    Folder(Box<PreviewedFolder>),
}

/// Writes that may wait: more than a person can cause.
const WRITES: usize = 4096;

/// Opens the store and carries out jobs until nobody sends any more; then closes it.
///
/// # Errors
/// The store could not be opened, or not be closed.
pub(super) async fn drive(
    files: Files,
    academy: Option<Academy>,
    clock: BootClock,
    gallery: SharedGallery,
    mut jobs: mpsc::Receiver<Job>,
    messages: mpsc::Sender<Msg>,
) -> Result<(), StoreError> {
    // A store that isn't kept goes when everything that uses it is done.
    let (store, preview, _scratch) = match files.shelf {
        Shelf::Profile(database) => {
            let OpenStore { store, copy, .. } = open_profile(&database, &messages).await?;
            (store, None, copy)
        }
        Shelf::Folder(folder) => {
            let scratch = scratch()?;
            let store = Store::open(&scratch.database()).await?;
            let preview = Previewing::new(*folder, store.clone(), messages.downgrade());
            (store, Some(Arc::new(preview)), Some(scratch))
        }
    };
    let world = World {
        device: store.device().await?,
        store,
        config_file: files.config,
        window: WindowId(uuid::Uuid::new_v4()),
        clock,
        gallery,
        highlighter: Arc::default(),
        last_lesson: Arc::default(),
        academy: academy.map(Arc::new),
        preview,
        searches: Arc::default(),
    };
    let mut driver = Driver::new(Workshop {
        world: world.clone(),
        messages: messages.clone(),
    });
    let beside = match &world.preview {
        Some(preview) => vec![tasks::spawn(Arc::clone(preview).follow())],
        None => follow_profile(&world, &mut driver, &mut jobs, &messages).await?,
    };
    while let Some(job) = jobs.recv().await {
        driver.take(job).await;
    }
    beside.iter().for_each(JoinHandle::abort);
    driver.finish().await;
    world.store.close().await;
    Ok(())
}

/// A place for a store that goes with the program.
fn scratch() -> Result<Scratch, StoreError> {
    Scratch::new().map_err(|error| StoreError::NoScratch {
        path: std::env::temp_dir(),
        reason: error.to_string(),
    })
}

/// Opens a learner's store, and says what is wrong with it.
async fn open_profile(
    database: &Path,
    messages: &mpsc::Sender<Msg>,
) -> Result<OpenStore, StoreError> {
    let mut opened = open_for_reading(database, clock::moment().at).await?;
    if opened.copy.is_some() {
        tell(messages, Msg::NothingIsKept).await;
    }
    if let Some(trouble) = opened.trouble.take() {
        tell(messages, Msg::Told(of_trouble(trouble))).await;
    }
    Ok(opened)
}

/// Starts what goes on beside the work for a learner: upkeep, and hearing of what changes elsewhere.
async fn follow_profile(
    world: &World,
    driver: &mut Driver,
    jobs: &mut mpsc::Receiver<Job>,
    messages: &mpsc::Sender<Msg>,
) -> Result<Vec<JoinHandle<()>>, StoreError> {
    // A program that is new here brings its courses before anything is shown.
    if is_new_program(&world.store).await? {
        bundled::update_and_tell(&world.store, messages).await;
    }
    let seen = world.store.fingerprint().await?;
    // What the first frame waits for goes before everything that writes: a write waits for the disk.
    let mut first = Vec::new();
    while let Ok(job) = jobs.try_recv() {
        first.extend(driver.take(job).await);
    }
    let upkeep = tasks::spawn(upkeep(world.clone(), first, messages.clone()));
    let watching = store_watch::tell_of_changes(world.store.clone(), seen, messages.downgrade());
    if world.academy.is_some() {
        tell_of_network(messages.downgrade());
    }
    Ok(vec![tasks::spawn(watching), upkeep])
}

/// Starts and stops work.
struct Driver {
    workshop: Workshop,
    queue: mpsc::Sender<BoxFuture<'static, ()>>,
    writer: JoinHandle<()>,
    /// The number of the last write that was queued.
    queued: u64,
    /// The number of the last write about each topic.
    about: HashMap<Topic, u64>,
    /// How many writes are done.
    done: watch::Receiver<u64>,
    running: HashMap<RequestId, AbortHandle>,
}

impl Driver {
    fn new(workshop: Workshop) -> Self {
        let (queue, writes) = mpsc::channel(WRITES);
        let (tell_done, done) = watch::channel(0);
        Self {
            workshop,
            queue,
            writer: tasks::spawn(write_in_order(writes, tell_done)),
            queued: 0,
            about: HashMap::new(),
            done,
            running: HashMap::new(),
        }
    }

    /// Takes a job; gives the task of what runs beside the queue.
    async fn take(&mut self, job: Job) -> Option<JoinHandle<()>> {
        match job {
            Job::Start(request) => {
                let Prepared { id, order, work } = request.hand_to(&self.workshop);
                match order {
                    Order::Queued(topic) => {
                        self.queue(work).await;
                        self.about.insert(topic, self.queued);
                    }
                    Order::Beside(topics) => return Some(self.start(id, topics, work)),
                }
            }
            Job::Cancel(id) => {
                if let Some(running) = self.running.remove(&id) {
                    running.abort();
                }
            }
            Job::Settle(done) => {
                let settled = async move {
                    // Whoever waited may have given up.
                    let _given_up = done.send(());
                };
                self.queue(Box::pin(settled)).await;
            }
        }
        None
    }

    async fn queue(&mut self, write: BoxFuture<'static, ()>) {
        self.queued += 1;
        if self.queue.send(write).await.is_err() {
            tracing::error!("the writer has stopped");
        }
    }

    /// Starts work beside the queue, once the writes that it must see are done.
    fn start(
        &mut self,
        id: RequestId,
        topics: &[Topic],
        work: BoxFuture<'static, ()>,
    ) -> JoinHandle<()> {
        let last = topics.iter().filter_map(|topic| self.about.get(topic));
        let must_see = last.copied().max().unwrap_or_default();
        let mut done = self.done.clone();
        let task = tasks::spawn(async move {
            // A writer that has stopped writes nothing any more.
            let _stopped = done.wait_for(|done| *done >= must_see).await.map(drop);
            work.await;
        });
        self.running.retain(|_, running| !running.is_finished());
        self.running.insert(id, task.abort_handle());
        task
    }

    /// Waits until everything is written.
    async fn finish(self) {
        drop(self.queue);
        if self.writer.await.is_err() {
            tracing::error!("the writer has stopped");
        }
    }
}

async fn write_in_order(
    mut writes: mpsc::Receiver<BoxFuture<'static, ()>>,
    done: watch::Sender<u64>,
) {
    while let Some(write) = writes.recv().await {
        write.await;
        done.send_modify(|done| *done += 1);
    }
}

/// Does the work put off until after the first frame: marks the session, seals the rows of windows that died,
/// updates the bundled courses, checks the store's file if that is due.
async fn upkeep(world: World, first: Vec<JoinHandle<()>>, messages: mpsc::Sender<Msg>) {
    for answer in first {
        let _answered = answer.await;
    }
    let previous = match world.store.start_session().await {
        Ok(previous) => previous,
        Err(error) => {
            let notice = notice("Nothing can be saved at the moment", &error);
            tell(&messages, Msg::Told(notice)).await;
            PreviousExit::Unclean
        }
    };
    match world.store.seal_abandoned(&world.clock.now()).await {
        Ok(0) => {}
        Ok(_) => tell(&messages, Msg::CoursesChanged).await,
        Err(error) => {
            let notice = notice("Study time from an earlier session isn't saved yet", &error);
            tell(&messages, Msg::Told(notice)).await;
        }
    }
    bundled::update_and_tell(&world.store, &messages).await;
    if let Err(error) = check_when_due(&world, previous).await {
        let notice = notice("The check of the store found damage", &error);
        tell(&messages, Msg::Told(notice)).await;
    }
}

/// The file is looked through after an unclean exit, and once a day (design 5).
async fn check_when_due(world: &World, previous: PreviousExit) -> Result<(), StoreError> {
    let today = clock::moment().local_date;
    let checked = world.store.state(&State::CHECKED_ON).await?;
    if previous == PreviousExit::Clean && checked == Some(today) {
        return Ok(());
    }
    world.store.quick_check().await?;
    world.store.set_state(&State::CHECKED_ON, &today).await
}

fn of_trouble(trouble: Trouble) -> Notice {
    let notice = match trouble.is_loss {
        true => Notice::error(trouble.summary),
        false => Notice::warning(trouble.summary),
    };
    notice.with_detail(trouble.detail)
}

/// Nobody listens any more once the program leaves.
pub(super) async fn tell(messages: &mpsc::Sender<Msg>, msg: Msg) {
    let _left = messages.send(msg).await;
}

#[cfg(test)]
mod tests;
