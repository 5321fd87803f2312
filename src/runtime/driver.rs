//! Carries out what update asks for: writes one after the other, questions beside them.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use super::clock::BootClock;
use super::last_lesson::LastLesson;
use super::open::{OpenStore, open_for_reading};
use super::turn::Turns;
use super::{answers, bundled, tasks, watch, writes};
use crate::app::{Msg, Notice, Outcome, Question, RequestId, Write};
use crate::domain::DeviceId;
use crate::domain::study::WindowId;
use crate::lesson::highlight::Highlighter;
use crate::store::{PreviousExit, Setting, Store, StoreError};

/// An effect for the store.
#[derive(Debug)]
pub(super) enum Job {
    /// Find something out.
    Ask {
        /// Comes back with the answer.
        request: RequestId,
        /// What to find out.
        question: Question,
    },
    /// Write something down.
    Write {
        /// Comes back with the outcome.
        request: RequestId,
        /// What to write down.
        write: Write,
    },
    /// Say so once every write before is done.
    Settle(oneshot::Sender<()>),
}

/// What jobs are carried out with.
#[derive(Clone)]
pub(super) struct World {
    pub(super) store: Store,
    pub(super) device: DeviceId,
    pub(super) window: WindowId,
    pub(super) clock: BootClock,
    pub(super) highlighter: Arc<Highlighter>,
    pub(super) last_lesson: Arc<LastLesson>,
    pub(super) searches: Arc<Turns>,
}

/// Opens the store and carries out jobs until nobody sends any more; then closes it.
///
/// # Errors
/// The store could not be opened, or not be closed.
pub(super) async fn drive(
    database: PathBuf,
    clock: BootClock,
    mut jobs: mpsc::Receiver<Job>,
    messages: mpsc::Sender<Msg>,
) -> Result<(), StoreError> {
    // The copy, where there is one, goes when everything that uses it is done.
    let OpenStore {
        store,
        notice,
        copy,
    } = open_for_reading(&database).await?;
    if copy.is_some() {
        tell(&messages, Msg::NothingIsKept).await;
    }
    if let Some(notice) = notice {
        tell(&messages, Msg::Told(notice)).await;
    }
    let world = World {
        device: store.device().await?,
        store,
        window: WindowId(uuid::Uuid::new_v4()),
        clock,
        highlighter: Arc::default(),
        last_lesson: Arc::default(),
        searches: Arc::default(),
    };
    // A program that is new here brings its courses before anything is shown.
    if bundled::is_new_program(&world.store).await? {
        bundled::update_and_tell(&world, &messages).await;
    }
    let seen = world.store.seen().await?;
    // What the first frame waits for goes before everything that writes: a write waits for the disk.
    let mut first = Vec::new();
    while let Ok(job) = jobs.try_recv() {
        first.extend(carry_out(&world, job, &messages).await);
    }
    let upkeep = tasks::spawn(upkeep(world.clone(), first, messages.clone()));
    let watching = watch::tell_of_changes(world.store.clone(), seen, messages.downgrade());
    let watching = tasks::spawn(watching);
    while let Some(job) = jobs.recv().await {
        carry_out(&world, job, &messages).await;
    }
    watching.abort();
    upkeep.abort();
    world.store.close().await;
    Ok(())
}

/// A write is done before the next job begins, so whoever asks afterwards sees it. A question has a task of its
/// own.
async fn carry_out(
    world: &World,
    job: Job,
    messages: &mpsc::Sender<Msg>,
) -> Option<JoinHandle<()>> {
    match job {
        Job::Write { request, write } => {
            let outcome = writes::carry_out(world, write).await;
            tell(messages, Msg::Done { request, outcome }).await;
            None
        }
        Job::Settle(done) => {
            // Whoever waited may have given up.
            let _given_up = done.send(());
            None
        }
        Job::Ask { request, question } => {
            let (world, messages) = (world.clone(), messages.clone());
            Some(tasks::spawn(async move {
                let outcome = answers::find_out(&world, request, question).await;
                tell(&messages, Msg::Done { request, outcome }).await;
            }))
        }
    }
}

/// What is due after the first frame: the mark of a session, rows of windows that died, newer bundled courses,
/// a look at the file.
async fn upkeep(world: World, first: Vec<JoinHandle<()>>, messages: mpsc::Sender<Msg>) {
    for answer in first {
        let _answered = answer.await;
    }
    let previous = match world.store.start_session().await {
        Ok(previous) => previous,
        Err(error) => {
            let notice = failure("Nothing can be saved at the moment", &error);
            tell(&messages, Msg::Told(notice)).await;
            PreviousExit::Unclean
        }
    };
    match world.store.seal_abandoned(&world.clock.now()).await {
        Ok(0) => {}
        Ok(_) => tell(&messages, Msg::CoursesChanged).await,
        Err(error) => {
            let notice = failure("Time of an earlier sitting is not saved yet", &error);
            tell(&messages, Msg::Told(notice)).await;
        }
    }
    bundled::update_and_tell(&world, &messages).await;
    if let Err(error) = check_when_due(&world, previous).await {
        let notice = failure("The check of the store found damage", &error);
        tell(&messages, Msg::Told(notice)).await;
    }
}

/// The file is looked through after an unclean exit, and once a day (design 5).
async fn check_when_due(world: &World, previous: PreviousExit) -> Result<(), StoreError> {
    let today = super::clock::stamp().local_date;
    let checked = world.store.setting(&Setting::CHECKED_ON).await?;
    if previous == PreviousExit::Clean && checked == Some(today) {
        return Ok(());
    }
    world.store.quick_check().await?;
    world.store.set_setting(&Setting::CHECKED_ON, &today).await
}

/// An error of the store as a notice: the log has it too.
pub(super) fn failure(what: &str, error: &dyn std::error::Error) -> Notice {
    tracing::error!("{what}: {error}");
    Notice::error(what).with_detail(error.to_string())
}

pub(super) fn failed(what: &str, error: &dyn std::error::Error) -> Outcome {
    Outcome::Failed(failure(what, error))
}

/// Nobody listens any more once the program leaves.
pub(super) async fn tell(messages: &mpsc::Sender<Msg>, msg: Msg) {
    let _left = messages.send(msg).await;
}
