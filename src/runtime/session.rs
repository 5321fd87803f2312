//! One run of the reader: takes the terminal, loops, gives the terminal back whatever happened, and writes down
//! what is still to be written.

use std::io;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::clipboard::Clipboards;
use super::clock::BootClock;
use super::driver::Files;
use super::driver::{self, Job};
use super::event_loop::Loop;
use super::graphics::Graphics;
use super::sync::Academy;
use super::tasks;
use super::terminal::TerminalGuard;
use super::theme::{LoadTheme, Look};
use super::version::Answer;
use super::work::SharedGallery;
use crate::app::request::Request;
use crate::app::{Effect, Model, Msg, Notice, Settings, Start, update};
use crate::keymap::Keymap;
use crate::store::StoreError;
use crate::ui::View;
use crate::ui::theme::Theme;

/// Everything a run of the reader starts with.
pub struct Session {
    /// The learner's store and the configuration file.
    pub files: Files,
    /// The academy to sync with, and the profile's credentials for it.
    pub academy: Option<Academy>,
    /// The screen settings from the configuration.
    pub settings: Settings,
    /// The keys and their actions.
    pub keymap: Keymap,
    /// The function that draws the screen.
    pub view: View,
    /// The look of everything on the screen.
    pub theme: Theme,
    /// Reads the theme of a name; the default theme where that can't be used.
    pub load_theme: LoadTheme,
    /// Whether the terminal is known to take web links.
    pub hyperlinks: bool,
    /// Whether the system's clipboard is that of the person at the keyboard.
    pub system_clipboard: bool,
    /// The terminal's image support.
    pub graphics: Graphics,
    /// Where to begin.
    pub start: Option<Start>,
    /// Notices for the learner about the configuration.
    pub notices: Vec<Notice>,
}

/// Why a run ended otherwise than by leaving.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The terminal could not be used any more.
    #[error("the terminal can't be used: {0}")]
    Terminal(#[from] io::Error),
    /// The store could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The program has a defect.
    #[error("Lyceum crashed because of a bug; your progress is saved")]
    Panicked,
}

/// Waiting jobs: more than a person can cause, so that update never waits for room.
const JOBS: usize = 4096;
/// Waiting messages.
const MESSAGES: usize = 1024;
/// How long a healthy end may take.
const LEAVING: Duration = Duration::from_secs(10);
/// How long the end after a defect may take (design 10).
const AFTER_PANIC: Duration = Duration::from_secs(1);

/// Runs the reader on this terminal until the learner leaves.
///
/// # Errors
/// The terminal or the store can't be used, or the program has a defect; the terminal is given back in each case.
pub async fn run(session: Session) -> Result<(), RunError> {
    log_panics();
    let clock = BootClock::new();
    let (jobs, waiting_jobs) = mpsc::channel(JOBS);
    let (outbox, mut messages) = mpsc::channel(MESSAGES);
    for notice in session.notices {
        driver::tell(&outbox, Msg::Told(notice)).await;
    }
    let clipboards = Clipboards::new(session.system_clipboard);
    let answers = outbox.downgrade();
    let gallery = SharedGallery::default();
    let driving = driver::drive(
        session.files,
        session.academy,
        clock.clone(),
        gallery.clone(),
        waiting_jobs,
        outbox,
    );
    let driver = tasks::spawn(driving);
    let mut terminal = TerminalGuard::enter(session.settings.mouse, session.hyperlinks)?;
    let answer = if session.graphics.depends_on_version() {
        terminal.ask_version()?
    } else {
        Answer::default()
    };
    let size = terminal.size()?;
    let mut model = Model::new(session.settings, session.keymap, size, session.start);
    let mut looping = Loop {
        terminal: &mut terminal,
        view: session.view,
        look: Look::new(session.theme, session.load_theme),
        gallery: &gallery,
        clock: &clock,
        clipboards: &clipboards,
        graphics: session.graphics,
        jobs: &jobs,
        answers,
        messages: &mut messages,
    };
    let ended = AssertUnwindSafe(looping.run(&mut model, answer))
        .catch_unwind()
        .await;
    drop(terminal);
    drop(clipboards);
    let limit = if ended.is_ok() { LEAVING } else { AFTER_PANIC };
    if !matches!(ended, Ok(Ok(()))) {
        write_down_the_rest(&mut model, &clock, &jobs);
    }
    drop((jobs, messages));
    let stored = finish(driver, limit).await;
    match ended {
        Err(_) => Err(RunError::Panicked),
        // A store that doesn't open is why the loop ended, and says more.
        Ok(ended) => stored.and(ended.map_err(RunError::from)),
    }
}

/// A panic goes into the log, where the message that names the log sends people, and not over the screen.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let trace = std::backtrace::Backtrace::capture();
        tracing::error!("{panic}\n{trace}");
    }));
}

/// The loop ended without leaving: the model still knows what was counted. A defect may have left it in any
/// state, so another panic here is no surprise and changes nothing.
fn write_down_the_rest(model: &mut Model, clock: &BootClock, jobs: &mpsc::Sender<Job>) {
    let rest = std::panic::catch_unwind(AssertUnwindSafe(|| {
        update(model, Msg::Hangup, &clock.env())
    }));
    for effect in rest.unwrap_or_default() {
        if let Effect::Start(request) = effect
            && !matches!(request, Request::SyncBeforeLeaving(_))
            && jobs.try_send(Job::Start(request)).is_err()
        {
            tracing::error!("the last seconds of study could not be written down");
        }
    }
}

async fn finish(
    driver: JoinHandle<Result<(), StoreError>>,
    limit: Duration,
) -> Result<(), RunError> {
    match tokio::time::timeout(limit, driver).await {
        Ok(Ok(ended)) => Ok(ended?),
        Ok(Err(_)) => Err(RunError::Panicked),
        Err(_) => {
            tracing::error!("the store did not close within {limit:?}");
            Ok(())
        }
    }
}
