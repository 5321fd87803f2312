//! Carries out requests: one file for each of `app/request`, with the order in which its work may happen.

mod bookmarks;
mod courses;
mod last_lesson;
mod learning;
mod lesson;
mod preferences;
mod preview;
mod quiz;
mod review;
mod search;
mod settings;
mod sign_in;
mod study;
mod sync;

use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;

use super::clock::BootClock;
use super::driver::tell;
use super::failure::Problem;
use super::preview::Previewing;
use super::sync::Academy;
use crate::app::Msg;
use crate::app::request::{
    Answer, Answered, Ask, Asked, Carrier, Progress, ReplyTo, RequestId, Step,
};
use crate::domain::DeviceId;
use crate::domain::study::WindowId;
use crate::lesson::highlight::Highlighter;
use crate::store::Store;
use crate::ui::gallery::Gallery;
use last_lesson::LastLesson;

/// Work for one kind of request.
pub(super) trait Work: Ask {
    /// When it may happen.
    const ORDER: Order;

    /// The line for the learner where it fails.
    fn complaint(&self) -> &'static str;

    /// Does it.
    fn work(self, task: &Task<Self>) -> impl Future<Output = Result<Self::Answer, Problem>> + Send;
}

/// When work may happen. What runs beside the queue stops where it is, once nobody wants it any more: a transaction of
/// the store is then undone, and a busy thread comes to its end unheard. Writes in the queue happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Beside everything else, once the writes are done that were asked for before and are about one of these.
    Beside(&'static [Topic]),
    /// Behind all writes that were asked for before.
    Queued(Topic),
}

/// The subject of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Topic {
    /// Study time, places, records.
    Learning,
    /// The learner's preferences.
    Preferences,
    /// The bookmarks.
    Bookmarks,
    /// The settings in the configuration file.
    Settings,
}

/// Everything that work needs access to.
#[derive(Clone)]
pub(super) struct World {
    pub(super) store: Store,
    /// The configuration file, which may not be there.
    pub(super) config_file: PathBuf,
    pub(super) device: DeviceId,
    pub(super) window: WindowId,
    pub(super) clock: BootClock,
    pub(super) gallery: SharedGallery,
    pub(super) highlighter: Arc<Highlighter>,
    pub(super) last_lesson: Arc<LastLesson>,
    /// None where the settings name none.
    pub(super) academy: Option<Arc<Academy>>,
    /// The folder that is previewed; none where a learner reads.
    pub(super) preview: Option<Arc<Previewing>>,
    /// One search at a time.
    pub(super) searches: Arc<tokio::sync::Mutex<()>>,
}

/// The gallery, which work fills and the loop draws from.
#[derive(Debug, Clone, Default)]
pub(super) struct SharedGallery(Arc<Mutex<Gallery>>);

impl SharedGallery {
    /// Does something with the gallery; nothing that waits.
    pub(super) fn with<R>(&self, with: impl FnOnce(&mut Gallery) -> R) -> R {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A piece of work.
pub(super) struct Task<Q> {
    pub(super) world: World,
    pub(super) id: RequestId,
    reply_to: ReplyTo<Q>,
    messages: mpsc::Sender<Msg>,
}

impl<Q: Ask> Task<Q>
where
    Answered<Q>: Into<Answer>,
{
    /// Says how much is done.
    pub(super) async fn has_done(&self, done: usize, total: usize) {
        let step = Step::Work;
        let progress = Progress { done, total, step };
        let answer = self.reply_to.progress(progress);
        tell(&self.messages, Msg::Answered(answer)).await;
    }

    /// Says how far it is, unless so many messages wait that nobody would see it.
    pub(super) fn tell_progress(&self, progress: Progress) {
        self.tell(Msg::Answered(self.reply_to.progress(progress)));
    }

    /// Sends a message, unless there is no room for it.
    pub(super) fn tell(&self, msg: Msg) {
        let _no_room = self.messages.try_send(msg);
    }
}

/// A request that only has to be started.
pub(super) struct Prepared {
    pub(super) id: RequestId,
    pub(super) order: Order,
    pub(super) work: futures_util::future::BoxFuture<'static, ()>,
}

/// Prepares requests.
pub(super) struct Workshop {
    pub(super) world: World,
    pub(super) messages: mpsc::Sender<Msg>,
}

impl<Q> Carrier<Q, Prepared> for Workshop
where
    Q: Work + Send + Sync + 'static,
    Q::Answer: Send,
    Answered<Q>: Into<Answer>,
{
    fn carry(&self, asked: Asked<Q>) -> Prepared {
        let id = asked.id();
        let (question, reply_to) = asked.open();
        let task = Task {
            world: self.world.clone(),
            id,
            reply_to,
            messages: self.messages.clone(),
        };
        let complaint = question.complaint();
        Prepared {
            id,
            order: Q::ORDER,
            work: Box::pin(async move {
                let outcome = question.work(&task).await;
                let outcome = outcome.map_err(|problem| problem.failure(complaint));
                let answer = task.reply_to.finish(outcome);
                tell(&task.messages, Msg::Answered(answer)).await;
            }),
        }
    }
}
