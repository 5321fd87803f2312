//! Asks whether a lesson that is gone and a new one are the same.

use super::counted;
use super::output::Failure;
use super::question;
use crate::domain::sanitize_line;
use crate::domain::versions::{Alike, LearnersProgress, OwnProgress, Progress, Versions};

/// The options for lessons that may have been renamed.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Renames {
    /// Treat renamed lessons with similar texts as the same, without asking
    #[arg(long)]
    pub(super) accept_renames: bool,
    /// Treat renamed lessons as new ones, without asking
    #[arg(long, conflicts_with = "accept_renames")]
    pub(super) no_renames: bool,
}

/// Progress that hangs on the answer, in words.
pub(super) trait AtStake: Progress {
    /// Behind the lesson: `completed`, `12 learners have progress in it`.
    fn at_stake(&self) -> String;
}

impl AtStake for OwnProgress {
    fn at_stake(&self) -> String {
        match self.completed {
            true => "completed".to_owned(),
            false => format!("{} studied", self.seconds),
        }
    }
}

impl AtStake for LearnersProgress {
    fn at_stake(&self) -> String {
        let learners = usize::try_from(self.0).unwrap_or(usize::MAX);
        format!("with {}", counted(learners, "learner"))
    }
}

/// Settles which lessons are the same, by the person's word or by the flags. Where nothing is to be changed, nothing is
/// asked, and they are taken for the same.
pub(super) fn settle<P: AtStake>(
    versions: &mut Versions<P>,
    flags: Renames,
    is_asked: bool,
) -> Result<(), Failure> {
    if flags.no_renames {
        return Ok(());
    }
    let mut alike = versions.alike().to_vec();
    alike.retain(|pair| flags.accept_renames || !pair.is_settled);
    for pair in &alike {
        let same = match flags.accept_renames || !is_asked {
            true => true,
            // Who only presses enter keeps what was learned.
            false => question::ask_with(&words(pair), true).ok_or_else(|| open(&alike))?,
        };
        if same {
            versions.accept(pair);
        }
    }
    Ok(())
}

fn words<P: AtStake>(pair: &Alike<P>) -> String {
    let text = format!(
        "{}, {}, is gone; {} is new and {} % alike: the same lesson?",
        pair.gone.head.path,
        pair.gone.progress.at_stake(),
        pair.path,
        pair.likeness.value()
    );
    sanitize_line(&text).into_owned()
}

/// Nobody is there to answer.
fn open<P: AtStake>(alike: &[Alike<P>]) -> Failure {
    let lines: Vec<String> = alike.iter().map(words).collect();
    Failure::said(format!(
        "nothing was imported: {} may have been renamed, and your progress depends on the answer. Pass \
         --accept-renames to keep it, or --no-renames to treat them as new lessons\n  {}",
        counted(alike.len(), "lesson"),
        lines.join("\n  ")
    ))
}
