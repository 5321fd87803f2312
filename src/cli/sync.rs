//! `lyceum sync`: brings what was learned to the academy, and what is new from there.

use serde::Serialize;

use super::academy::{self, Connected};
use super::environment::Environment;
use super::output::{Failure, Output};
use super::{explain_records, question};
use crate::store::{Fates, RecordFate, Store};
use crate::sync::{Answers, Question, Report};

/// How to sync.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct SyncArgs {
    /// Print what happened to each record, and why
    #[arg(long)]
    pub(super) explain: bool,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Answer yes to every question
    #[arg(long)]
    pub(super) yes: bool,
}

/// The output of `--json`.
#[derive(Serialize)]
struct SyncOutput {
    pushed: usize,
    pulled: usize,
    fetched: Vec<String>,
    questions: Vec<String>,
    stopped: bool,
    records: Fates,
    #[serde(skip_serializing_if = "Option::is_none")]
    fates: Option<Vec<RecordFate>>,
}

pub(super) async fn run(
    environment: &Environment,
    args: SyncArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let connected = academy::connect(environment, output).await?;
    let store = environment.store().await?;
    let done = synced(&store, &connected, args, output).await;
    store.close().await;
    done
}

async fn synced(
    store: &Store,
    connected: &Connected,
    args: SyncArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let account = connected.hello.user.email.as_str();
    let asked = Answers {
        retry_held: true,
        ..if args.yes {
            question::YES
        } else {
            Answers::default()
        }
    };
    if args.yes {
        store.send_kept_past().await?;
    }
    let mut report = academy::carry_out(store, &connected.remote, asked).await?;
    if let Some(answers) = question::answer(&report.questions, account)
        && !report.questions.is_empty()
    {
        let before = report;
        report = academy::carry_out(store, &connected.remote, answers).await?;
        report.pushed += before.pushed;
        report.pulled += before.pulled;
        report.fetched.extend(before.fetched);
        report.news.extend(before.news);
        if answers.send_past == Some(false) {
            report
                .questions
                .retain(|q| !matches!(q, Question::SendPast { .. }));
        }
    }
    say(store, connected, args, &report, output).await
}

async fn say(
    store: &Store,
    connected: &Connected,
    args: SyncArgs,
    report: &Report,
    output: &mut Output,
) -> Result<(), Failure> {
    let account = connected.hello.user.email.as_str();
    let fates = store.fates().await?;
    let questions: Vec<String> = report
        .questions
        .iter()
        .map(|question| question.words(account))
        .collect();
    if args.json {
        let each = if args.explain {
            Some(store.record_fates().await?)
        } else {
            None
        };
        output.json(&SyncOutput {
            pushed: report.pushed,
            pulled: report.pulled,
            fetched: report.fetched.iter().map(ToString::to_string).collect(),
            questions: questions.clone(),
            stopped: report.cancelled,
            records: fates,
            fates: each,
        })?;
    } else {
        if args.explain {
            explain_records::run(store, output).await?;
        }
        output.line(format!(
            "{} sent, {} received; {account} at {}",
            report.pushed, report.pulled, connected.address
        ))?;
        for news in &report.news {
            let title = explain_records::title(store, news.course()).await?;
            output.line(news.sentence(&title))?;
        }
        for (course, why) in &report.not_fetched {
            output.warn(format!("the lessons of {course} can't be kept here: {why}"));
        }
        explain_records::summary(store, output).await?;
    }
    left(report, fates, &questions)
}

/// Turns whatever is left for somebody to do into the exit status.
fn left(report: &Report, fates: Fates, questions: &[String]) -> Result<(), Failure> {
    if report.cancelled {
        return Err(Failure::said("stopped; the next sync goes on from here"));
    }
    if !questions.is_empty() {
        let questions = questions.join("\n");
        return Err(Failure::Left(format!(
            "{questions}\nanswer it on a terminal, or with --yes"
        )));
    }
    match (fates.held, fates.refused) {
        (0, 0) => Ok(()),
        (held, 0) => Err(Failure::Left(format!(
            "{held} held: lyceum sync --explain says why"
        ))),
        (held, refused) => Err(Failure::Left(format!(
            "{held} held, {refused} refused: lyceum sync --explain says why"
        ))),
    }
}
