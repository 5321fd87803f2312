//! The academy that the configuration names, connected; and a sync with it.

use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};

use uuid::Uuid;

use super::credential::OpenVault;
use super::environment::Environment;
use super::output::{self, Failure, Output};
use super::prompt;
use crate::runtime::clock::moment;
use crate::secrets::Secret;
use crate::store::Store;
use crate::sync::{
    AcademyUrl, Answers, Connection, Program, Progress, Remote, Report, ServerUrl, SyncError,
    connect as connect_to, sync,
};
use crate::wire::Hello;

/// An academy that answered.
pub(super) struct Connected {
    pub(super) remote: Connection,
    pub(super) hello: Hello,
    /// Its address, without anything secret.
    pub(super) address: String,
    /// The place of the credential, in words.
    pub(super) credential: String,
}

/// Connects to the academy that the configuration names. A database's password that is nowhere is asked for on a
/// terminal, once: it is kept in the vault that was chosen.
pub(super) async fn connect(
    environment: &Environment,
    output: &mut Output,
) -> Result<Connected, Failure> {
    connect_at(environment, &address(environment)?, output).await
}

/// Connects to the academy that a flag names, or else to that of the configuration.
pub(super) async fn connect_to_named(
    environment: &Environment,
    named: Option<&AcademyUrl>,
    output: &mut Output,
) -> Result<Connected, Failure> {
    match named {
        Some(url) => connect_at(environment, url, output).await,
        None => connect(environment, output).await,
    }
}

async fn connect_at(
    environment: &Environment,
    url: &AcademyUrl,
    output: &mut Output,
) -> Result<Connected, Failure> {
    let mut vault = OpenVault::of(environment, url)?;
    let kept = vault.credential(output).await?;
    let mut remote = connect_to(url, kept.as_ref().map(Secret::reveal));
    let mut hello = remote.hello().await;
    if matches!(hello, Err(SyncError::Unauthorized(_))) && vault.takes_passwords() {
        let password = prompt::ask(&format!("Password for {url}: "))?;
        remote = connect_to(url, Some(password.reveal()));
        hello = remote.hello().await;
        if hello.is_ok() {
            vault.keep(&password, output).await;
        }
    }
    Ok(Connected {
        remote,
        hello: hello?,
        address: url.to_string(),
        credential: vault.in_words(),
    })
}

/// The academy's server.
pub(super) fn server(environment: &Environment) -> Result<ServerUrl, Failure> {
    match address(environment)? {
        AcademyUrl::Server(server) => Ok(server),
        AcademyUrl::Database(_) => Err(Failure::usage(
            "this profile's academy is a database, where nobody signs in: its operator grants and revokes logins",
        )),
    }
}

/// The academy's address from the settings.
fn address(environment: &Environment) -> Result<AcademyUrl, Failure> {
    let file = environment.paths.config_file();
    let url = environment.academy();
    let url = url.map_err(|refusal| Failure::usage(format!("the setting url: {refusal}")))?;
    url.ok_or_else(|| {
        Failure::usage(format!(
            "no academy is set: sign in with `lyceum login HOST`; for one without a server, set `url` in {}",
            file.display()
        ))
    })
}

/// Syncs, and says on a terminal how far it is. Ctrl-C stops it after the batch that it is at.
pub(super) async fn carry_out(
    store: &Store,
    remote: &Connection,
    answers: Answers,
) -> Result<Report, Failure> {
    let stop = AtomicBool::new(false);
    let program = Program {
        device: store.device().await?,
        holder: Uuid::new_v4(),
        now: &|| moment().at,
        stop: &stop,
    };
    let mut say = |progress: Progress| output::progress(&how_far(&progress));
    let report = {
        let mut syncing = pin!(sync(store, remote, program, answers, &mut say));
        tokio::select! {
            done = &mut syncing => done,
            _ = tokio::signal::ctrl_c() => {
                stop.store(true, Ordering::Relaxed);
                syncing.await
            }
        }
    };
    output::progress("");
    Ok(report?)
}

fn how_far(progress: &Progress) -> String {
    match progress {
        Progress::Pushed { done, of } => format!("{} sent {done} of {of}", bar(*done, *of)),
        Progress::Pulled { done, of } => {
            let number = |count: &u64| usize::try_from(*count).unwrap_or(usize::MAX);
            format!("{} received {done} of {of}", bar(number(done), number(of)))
        }
        Progress::Listed { done } => format!("catalog: {done} courses"),
        Progress::Fetched { title, done, of } => {
            let title = crate::domain::sanitize_line(title);
            format!("{} {title}: {done} of {of} lessons", bar(*done, *of))
        }
        Progress::Here(_) | Progress::News(_) => String::new(),
    }
}

pub(super) fn bar(done: usize, of: usize) -> String {
    const WIDTH: usize = 20;
    let full = (done.min(of) * WIDTH).checked_div(of).unwrap_or(WIDTH);
    format!("{}{}", "█".repeat(full), "░".repeat(WIDTH - full))
}
