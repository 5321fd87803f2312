//! Carries a sync out, from the first call to the last.

use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};

use uuid::Uuid;

use super::plan;
use super::remote::Answer;
use super::verdict::{Verdict, judge};
use super::{Progress, Question, Remote, Report, SyncError};
use crate::domain::{DeviceId, Timestamp};
use crate::store::{Account, Binding, LEASE, Lease, News, Store};
use crate::wire::Hello;

/// How often a sync begins again because the academy went back in time while it went on.
const BEGINNINGS: u32 = 4;

/// The program that syncs.
#[derive(Clone, Copy)]
pub struct Program<'p> {
    /// The installation.
    pub device: DeviceId,
    /// This window or command: only one of a profile syncs.
    pub holder: Uuid,
    /// The wall clock.
    pub now: &'p (dyn Fn() -> Timestamp + Sync),
    /// Set to have the sync stop after the batch that it is at.
    pub stop: &'p AtomicBool,
}

/// The learner's answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers {
    /// Whether what was learned before is sent; none where nobody said.
    pub send_past: Option<bool>,
    /// Everything may go to another academy than before, or to an account that was made again.
    pub move_to_it: bool,
    /// A catalog that lost most of its courses is right.
    pub accept_loss: bool,
    /// Held records are tried again.
    pub retry_held: bool,
}

/// Syncs a profile, and says how it goes to `say`. What was done before a failure is done.
///
/// # Errors
/// As [`SyncError`] says. A stop that was asked for is none.
pub async fn sync<R: Remote>(
    store: &Store,
    remote: &R,
    program: Program<'_>,
    answers: Answers,
    say: &mut (dyn FnMut(Progress) + Send + Sync),
) -> Result<Report, SyncError> {
    let lease = store.take_lease(program.holder, (program.now)()).await?;
    let lease = lease.ok_or(SyncError::AnotherProgram)?;
    let mut run = Run {
        store,
        remote,
        program,
        answers,
        say,
        report: Report::default(),
        to_push: 0,
        lease: &lease,
    };
    let done = Box::pin(run.all()).await;
    let report = run.report;
    store.release_lease(lease).await?;
    done.map(|()| report)
}

/// A sync that goes on.
pub(super) struct Run<'r, R> {
    pub(super) store: &'r Store,
    pub(super) remote: &'r R,
    pub(super) program: Program<'r>,
    pub(super) answers: Answers,
    pub(super) say: &'r mut (dyn FnMut(Progress) + Send + Sync),
    pub(super) report: Report,
    /// How many records there were to push when that began.
    pub(super) to_push: usize,
    lease: &'r Lease,
}

impl<R: Remote> Run<'_, R> {
    async fn all(&mut self) -> Result<(), SyncError> {
        let mut lost = None;
        for _ in 0..BEGINNINGS {
            match self.once(lost).await {
                Err(SyncError::Diverged) => lost = self.store.binding().await?.map(|b| b.era),
                done => return done,
            }
        }
        Err(SyncError::Diverged)
    }

    /// One beginning. `lost` is the era in which the academy turned out to have gone back in time.
    ///
    /// Its parts are boxed: unoptimized, each would have its room on the stack of all that wait for it.
    async fn once(&mut self, lost: Option<i64>) -> Result<(), SyncError> {
        let hello = self.remote.hello().await?;
        let Some(mut binding) = Box::pin(self.bind(&hello)).await? else {
            return Ok(());
        };
        if lost == Some(binding.era) {
            binding = self.push_again(&binding).await?;
        }
        self.store.retry_kinds(&hello.kinds).await?;
        if std::mem::take(&mut self.answers.retry_held) {
            self.store.retry_held().await?;
        }
        let steps = plan::steps(&binding, &hello);
        if steps.catalog {
            Box::pin(self.read_manifest(&hello)).await?;
        }
        Box::pin(self.read_listings()).await?;
        Box::pin(self.ask_about_the_past()).await?;
        Box::pin(self.exchange_records(&hello, steps.pull)).await?;
        Box::pin(self.fetch_lessons()).await?;
        if !self.report.cancelled {
            self.store.mark_synced((self.program.now)()).await?;
        }
        Ok(())
    }

    /// The profile's binding to the academy that says hello; none where the learner has to agree first.
    async fn bind(&mut self, hello: &Hello) -> Result<Option<Binding>, SyncError> {
        let binding = self.store.binding().await?;
        match judge(binding.as_ref(), hello)? {
            Verdict::Known => Ok(binding),
            Verdict::First(found) => self.bind_to(&found).await,
            Verdict::WentBack => match binding {
                Some(binding) => self.push_again(&binding).await.map(Some),
                None => Ok(None),
            },
            Verdict::Other(found) | Verdict::AccountAgain(found) if self.answers.move_to_it => {
                self.bind_to(&found).await
            }
            Verdict::Other(found) => {
                if let Some(binding) = binding {
                    let bound = binding.account;
                    self.ask(Question::OtherAcademy { bound, found });
                }
                Ok(None)
            }
            Verdict::AccountAgain(found) => {
                self.ask(Question::AccountAgain { found });
                Ok(None)
            }
        }
    }

    async fn bind_to(&mut self, account: &Account) -> Result<Option<Binding>, SyncError> {
        self.store.bind(account).await?;
        Ok(self.store.binding().await?)
    }

    async fn push_again(&mut self, binding: &Binding) -> Result<Binding, SyncError> {
        tracing::info!(era = binding.era, "the academy went back in time");
        self.store.push_again(binding.era).await?;
        self.binding().await
    }

    /// The past is asked about once for each course that the academy turns out to have.
    async fn ask_about_the_past(&mut self) -> Result<(), SyncError> {
        let past = self.store.past().await?;
        match self.answers.send_past {
            Some(send) if past.records > 0 => self.store.answer_past(send).await?,
            None if past.records > 0 => self.ask(Question::SendPast {
                records: past.records,
                seconds: past.seconds,
            }),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn ask(&mut self, question: Question) {
        if !self.report.questions.contains(&question) {
            self.report.questions.push(question);
        }
    }

    pub(super) fn tell_news(&mut self, news: News) {
        (self.say)(Progress::News(news.clone()));
        self.report.news.push(news);
    }

    pub(super) async fn binding(&self) -> Result<Binding, SyncError> {
        let binding = self.store.binding().await?;
        binding.ok_or(SyncError::AnotherProgram)
    }

    /// Keeps the right to sync.
    pub(super) async fn renew(&self) -> Result<(), SyncError> {
        let now = (self.program.now)();
        if self.store.renew_lease(self.lease, now).await? {
            Ok(())
        } else {
            Err(SyncError::AnotherProgram)
        }
    }

    /// Keeps the right to sync while a call takes longer than that lasts: a large answer over a slow line.
    pub(super) async fn renewing<T>(&self, call: impl Future<Output = Answer<T>>) -> Answer<T> {
        let mut call = pin!(call);
        loop {
            match tokio::time::timeout(LEASE / 2, &mut call).await {
                Ok(answered) => return answered,
                Err(_) => self.renew().await?,
            }
        }
    }

    /// Whether the sync shall stop here.
    pub(super) fn stops(&mut self) -> bool {
        if self.program.stop.load(Ordering::Relaxed) {
            self.report.cancelled = true;
        }
        self.report.cancelled
    }
}
