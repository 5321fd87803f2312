//! Sends a course, with a bar that says how far it is. Ctrl-C leaves the academy as it was.

use super::Compared;
use crate::cli::academy::{Connected, bar};
use crate::cli::output;
use crate::sync::SyncError;
use crate::sync::author::{Edition, send as send_course};
use crate::wire::{PublishOptions, Published};

pub(super) async fn send(
    connected: &Connected,
    compared: &Compared,
    options: PublishOptions,
) -> Result<Published, SyncError> {
    let tree = &compared.loaded.tree;
    let mut say = |done: usize, of: usize| output::progress(&how_far(done, of));
    let sent = tokio::select! {
        sent = send_course(&connected.remote, tree, &options, &mut say) => sent,
        _ = tokio::signal::ctrl_c() => Err(stopped(connected, compared, &options).await),
    };
    output::progress("");
    sent
}

fn how_far(done: usize, of: usize) -> String {
    match done < of {
        true => format!(
            "{} uploaded {} of {} KB",
            bar(done, of),
            done / 1024,
            of / 1024
        ),
        false => "publishing …".to_owned(),
    }
}

/// Says whether it was too late to stop.
async fn stopped(
    connected: &Connected,
    compared: &Compared,
    options: &PublishOptions,
) -> SyncError {
    output::progress("");
    let there = Edition::of(&connected.remote, &compared.loaded.tree.course.id).await;
    let as_before = there.map(|edition| edition.as_ref().map(Edition::base) == options.base);
    let said = match as_before {
        Ok(true) => "stopped; the academy has the course as it was",
        Ok(false) => "stopped too late: the academy already has this version of the course",
        Err(_) => "stopped; `lyceum publish --dry-run` says what the academy has",
    };
    SyncError::Refused(said.to_owned())
}
