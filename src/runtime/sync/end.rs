//! How a sync ended, as the screen is told.

use std::time::Duration;

use uuid::Uuid;

use super::Academy;
use crate::app::request::sync::{About, Outcome, Question, SignIn, SyncEnd, Wants};
use crate::app::study::clock::Millis;
use crate::domain::sanitize_line;
use crate::runtime::failure::Problem;
use crate::store::{News, Store, StoreError};
use crate::sync::{Class, Report, SyncError, backoff};

/// How long after a sync the next one comes, at least and at most: programs that were started together drift apart.
const BETWEEN: (Duration, Duration) = (Duration::from_secs(240), Duration::from_secs(360));

/// The end of a sync, whatever it is.
///
/// # Errors
/// The store failed.
pub(in crate::runtime) async fn ended(
    academy: &Academy,
    store: &Store,
    done: Result<Report, SyncError>,
    failures: u32,
) -> Result<SyncEnd, Problem> {
    match done {
        Ok(report) => Ok(synced(store, report).await?),
        Err(SyncError::Store(error)) if !matches!(error, StoreError::Busy { .. }) => {
            Err(Problem::Store(error))
        }
        Err(error) => Ok(failed(academy, &error, failures).await),
    }
}

async fn synced(store: &Store, report: Report) -> Result<SyncEnd, StoreError> {
    let binding = store.binding().await?;
    let account = binding.map_or_else(String::new, |binding| binding.account.email);
    let questions = report.questions.iter().map(|question| Question {
        about: about(question),
        words: question.words(&account),
    });
    for (course, why) in &report.not_fetched {
        tracing::warn!(%course, "its lessons can't be kept here: {why}");
    }
    Ok(SyncEnd {
        outcome: Outcome::Synced,
        again_in: Some(spread(BETWEEN.0, BETWEEN.1)),
        has_changed: report.pulled > 0 || !report.fetched.is_empty() || !report.news.is_empty(),
        questions: questions.collect(),
        news: sentences(store, &report.news).await?,
    })
}

async fn sentences(store: &Store, news: &[News]) -> Result<Vec<String>, StoreError> {
    let mut sentences = Vec::new();
    for news in news {
        let title = store.course_title(news.course()).await?;
        let title = title.unwrap_or_else(|| news.course().to_string());
        sentences.push(news.sentence(&sanitize_line(&title)));
    }
    Ok(sentences)
}

fn about(question: &crate::sync::Question) -> About {
    match question {
        crate::sync::Question::SendPast { .. } => About::Past,
        crate::sync::Question::OtherAcademy { .. } | crate::sync::Question::AccountAgain { .. } => {
            About::Academy
        }
        crate::sync::Question::CatalogLoss { .. } => About::Loss,
    }
}

async fn failed(academy: &Academy, error: &SyncError, failures: u32) -> SyncEnd {
    tracing::info!("the sync stopped: {error}");
    let said = error.to_string();
    match error.class() {
        Class::Retry => {
            let outcome = match error {
                SyncError::Offline(_) => Outcome::Offline(said),
                _ => Outcome::Delayed(said),
            };
            let pause = backoff::pause(failures + 1, random());
            without_report(outcome, Some(millis(pause)))
        }
        Class::SignIn => signed_out(SignIn {
            wants: academy.wants(),
            why: match academy.wants() {
                Wants::SignIn => "This device isn't signed in to the academy.".to_owned(),
                _ => said,
            },
            keeps: academy.keeps().await,
        }),
        Class::Fatal => without_report(Outcome::Stopped(said), None),
    }
}

impl Academy {
    /// The credential that is asked for where the academy takes none of those that are there.
    fn wants(&self) -> Wants {
        match self.address.is_database() {
            true => Wants::Password,
            false => Wants::SignIn,
        }
    }
}

/// The end of a sync that lacks a credential.
pub(in crate::runtime) fn signed_out(sign_in: SignIn) -> SyncEnd {
    without_report(Outcome::SignIn(sign_in), None)
}

/// The end of a sync where the settings name no academy.
pub(in crate::runtime) fn no_academy() -> SyncEnd {
    without_report(Outcome::Stopped("no academy is set".to_owned()), None)
}

fn without_report(outcome: Outcome, again_in: Option<Millis>) -> SyncEnd {
    SyncEnd {
        outcome,
        again_in,
        news: Vec::new(),
        questions: Vec::new(),
        has_changed: false,
    }
}

fn spread(least: Duration, most: Duration) -> Millis {
    millis(least + most.saturating_sub(least).mul_f64(random()))
}

fn millis(duration: Duration) -> Millis {
    Millis::try_from(duration.as_millis()).unwrap_or(Millis::MAX)
}

/// Anything from 0 to 1.
fn random() -> f64 {
    // The bits of a random id that say nothing of its version.
    let bits = u32::try_from(Uuid::new_v4().as_u128() & u128::from(u32::MAX));
    f64::from(bits.unwrap_or_default()) / f64::from(u32::MAX)
}
