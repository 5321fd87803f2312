//! The part of a sync that exchanges records.

use super::run::Run;
use super::{Progress, Remote, SyncError, plan};
use crate::domain::receipt::Outcome;
use crate::domain::{RawRecord, Stored};
use crate::store::{Binding, End, Page, SnapshotChange, Taken, Waiting};
use crate::wire::{
    Batch, Hello, LogPlace, MAX_BYTES, MAX_RECORDS, PAGE, Pull, PullRequest, Pushed,
};

/// How many batches go before what they add up to is pulled: what is pulled then, and taken in at once, stays small.
const BATCHES: usize = 5;
/// After so many records in a row that the academy failed at, it isn't the records.
const CULPRITS: usize = 3;

impl<R: Remote> Run<'_, R> {
    /// Pushes what waits and pulls what is new, until there is nothing of either. What is pulled may let held records
    /// go.
    pub(super) async fn exchange_records(
        &mut self,
        hello: &Hello,
        mut pull: bool,
    ) -> Result<(), SyncError> {
        loop {
            let pushed = self.push_some(hello).await?;
            if self.report.cancelled || !pushed && !pull {
                return Ok(());
            }
            self.pull_all().await?;
            pull = false;
        }
    }

    /// Pushes a few batches; false where nothing waited.
    async fn push_some(&mut self, hello: &Hello) -> Result<bool, SyncError> {
        for batch in 0..BATCHES {
            if self.stops() {
                return Ok(batch > 0);
            }
            let records = hello.max_records.clamp(1, MAX_RECORDS);
            let limit = u32::try_from(records).unwrap_or(u32::MAX);
            let mut waiting = self.store.outbox(limit).await?;
            if waiting.is_empty() {
                return Ok(batch > 0);
            }
            if self.to_push == 0 {
                let to_send = self.store.fates().await?.to_send;
                self.to_push = usize::try_from(to_send).unwrap_or(0);
            }
            let sizes = waiting.iter().map(size);
            let fitting = plan::batch(sizes, records, hello.max_bytes.min(MAX_BYTES));
            waiting.truncate(fitting);
            self.push_halving(waiting).await?;
        }
        Ok(true)
    }

    /// Pushes a batch; where the academy fails at it, its halves, down to the record that it fails at. That one is held,
    /// the others go.
    async fn push_halving(&mut self, batch: Vec<Waiting>) -> Result<(), SyncError> {
        let mut parts = vec![batch];
        let mut culprits = 0;
        while let Some(part) = parts.pop() {
            match self.push(&part).await {
                Ok(()) => culprits = 0,
                Err(failure @ (SyncError::Unexpected(_) | SyncError::TooLarge(_))) => {
                    match plan::halves(part) {
                        Ok((first, second)) => parts.extend([second, first]),
                        Err(_) if culprits == CULPRITS => return Err(failure),
                        Err(culprit) => {
                            tracing::warn!(record = %culprit.record.id, %failure, "a record is held");
                            self.store.hold_failed(culprit.record.id).await?;
                            culprits += 1;
                        }
                    }
                }
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    async fn push(&mut self, waiting: &[Waiting]) -> Result<(), SyncError> {
        self.renew().await?;
        let binding = self.binding().await?;
        let batch = Batch {
            instance: binding.account.instance,
            device: self.program.device,
            base: somewhere(binding.highest),
            sent_at: (self.program.now)(),
            records: waiting.iter().map(pushed).collect(),
        };
        let answer = self.renewing(self.remote.push(&batch)).await?;
        if answer.instance != binding.account.instance {
            return Err(SyncError::Diverged);
        }
        let asked = waiting.iter().map(|waiting| waiting.record.id);
        if !asked.eq(answer.receipts.iter().map(|receipt| receipt.record)) {
            let why = "its receipts are of other records than those that were pushed";
            return Err(SyncError::Unexpected(why.to_owned()));
        }
        let taken = self
            .store
            .take_receipts(binding.era, &answer.receipts, answer.head)
            .await?;
        went_on(taken)?;
        let stored = answer.receipts.iter().filter(|receipt| {
            matches!(receipt.outcome, Outcome::Applied(_) | Outcome::Duplicate(_))
        });
        self.report.pushed += stored.count();
        (self.say)(Progress::Pushed {
            done: self.report.pushed,
            of: self.to_push.max(self.report.pushed),
        });
        Ok(())
    }

    /// Pulls to the end of the log.
    async fn pull_all(&mut self) -> Result<(), SyncError> {
        while !self.stops() {
            self.renew().await?;
            let binding = self.binding().await?;
            let request = PullRequest {
                after: somewhere(binding.cursor),
                size: PAGE,
                snapshot: Some(binding.snapshot.clone()).filter(|digest| !digest.is_empty()),
            };
            let page = self.renewing(self.remote.pull(&request)).await?;
            if page.instance != binding.account.instance {
                return Err(SyncError::Diverged);
            }
            self.take(&binding, &page).await?;
            if page.digest.is_some() {
                return Ok(());
            }
            if page.records.is_empty() {
                let why = "its log ends before its head";
                return Err(SyncError::Unexpected(why.to_owned()));
            }
        }
        Ok(())
    }

    async fn take(&mut self, binding: &Binding, page: &Pull) -> Result<(), SyncError> {
        let change = match &page.snapshot {
            Some(snapshot) => self.store.compare_snapshot(snapshot).await?,
            None => SnapshotChange::default(),
        };
        let records: Vec<(RawRecord, Stored)> = page
            .records
            .iter()
            .map(|logged| (logged.record.clone(), logged.stored.clone()))
            .collect();
        let taken = self
            .store
            .take_page(&Page {
                era: binding.era,
                after: binding.cursor,
                records: &records,
                end: page.digest.as_deref().map(|digest| End {
                    head: page.head,
                    digest,
                    change: &change,
                }),
            })
            .await?;
        went_on(taken)?;
        // What stood before the first sync is no news.
        if binding.synced_at.is_some() {
            change
                .news
                .into_iter()
                .for_each(|news| self.tell_news(news));
        }
        let after = records
            .last()
            .map_or(binding.cursor.seq, |(_, stored)| stored.seq);
        self.report.pulled += records.len();
        (self.say)(Progress::Pulled {
            done: after,
            of: page.head.seq,
        });
        Ok(())
    }
}

fn somewhere(place: LogPlace) -> Option<LogPlace> {
    Some(place).filter(|place| place.seq > 0)
}

fn pushed(waiting: &Waiting) -> Pushed {
    Pushed {
        record: waiting.record.clone(),
        effective_at: waiting.effective_at,
        counted: waiting.counted,
    }
}

/// A record's bytes in a batch.
fn size(waiting: &Waiting) -> usize {
    const BETWEEN: usize = 1;
    serde_json::to_string(&pushed(waiting)).map_or(0, |text| text.len() + BETWEEN)
}

fn went_on(taken: Taken) -> Result<(), SyncError> {
    match taken {
        Taken::Yes => Ok(()),
        Taken::Elsewhere => Err(SyncError::AnotherProgram),
        Taken::WentBack => Err(SyncError::Diverged),
    }
}
