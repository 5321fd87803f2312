//! The loop: messages into the model, effects out, a frame when no message waits.

use std::collections::VecDeque;
use std::io;
use std::pin::pin;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;

use super::clipboard::Clipboards;
use super::clock::BootClock;
use super::driver::Job;
use super::editor::Editor;
use super::graphics::Graphics;
use super::input::{self, Lender};
use super::outside;
use super::signals::Signals;
use super::tasks;
use super::terminal::{self, TerminalGuard};
use super::theme::Look;
use super::version::Answer;
use super::work::SharedGallery;
use crate::app::{Effect, FilePlace, Model, Msg, Notice, update};
use crate::config::Images;
use crate::ui::View;

/// How many messages are taken before a frame is drawn in any case.
const MOST_BEFORE_A_FRAME: usize = 128;

/// How long a stop waits for what is being written.
const SETTLING: Duration = Duration::from_secs(1);

/// Everything the loop needs besides the model.
pub(super) struct Loop<'l> {
    pub(super) terminal: &'l mut TerminalGuard,
    pub(super) view: View,
    pub(super) look: Look,
    pub(super) gallery: &'l SharedGallery,
    pub(super) clock: &'l BootClock,
    pub(super) clipboards: &'l Clipboards,
    /// The terminal's image support.
    pub(super) graphics: Graphics,
    pub(super) jobs: &'l mpsc::Sender<Job>,
    /// Weak: what is carried out beside the loop doesn't keep it from noticing that its driver is gone.
    pub(super) answers: mpsc::WeakSender<Msg>,
    pub(super) messages: &'l mut mpsc::Receiver<Msg>,
}

/// Whether the loop goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Flow {
    GoOn,
    Leave,
    /// Another program has the terminal first.
    Edit(FilePlace),
}

impl Loop<'_> {
    /// Runs until the model leaves. Nothing here waits for a disk, and with nothing to do the loop sleeps.
    pub(super) async fn run(&mut self, model: &mut Model, answer: Answer) -> io::Result<()> {
        let (mut events, mut lender) = input::listen(answer)?;
        let mut signals = Signals::listen()?;
        if self.apply(model, Msg::Started).await? == Flow::Leave {
            return Ok(());
        }
        // From now on sizes are heard of; the one before may have changed unheard.
        let size = self.terminal.size()?;
        self.apply(model, Msg::Resize(size)).await?;
        loop {
            self.follow_size(model).await?;
            self.draw(model)?;
            let mut next = self.next_message(model, &mut events, &mut signals).await?;
            for _ in 0..MOST_BEFORE_A_FRAME {
                let Some(msg) = next else { break };
                let mut flow = self.apply(model, msg).await?;
                if let Flow::Edit(place) = flow {
                    flow = self.edit(model, &place, &mut lender, &mut signals).await?;
                }
                if flow == Flow::Leave {
                    return Ok(());
                }
                next = self.waiting_message(&mut events);
            }
        }
    }

    fn draw(&mut self, model: &Model) -> io::Result<()> {
        let Self {
            terminal,
            view,
            look,
            gallery,
            ..
        } = self;
        gallery.with(|gallery| {
            terminal.draw(*view, model, gallery, look.theme())?;
            gallery.follow(model);
            Ok(())
        })
    }

    /// A size may change unheard: its signal goes to whoever is in front.
    async fn follow_size(&mut self, model: &mut Model) -> io::Result<()> {
        let size = self.terminal.size()?;
        if size != model.shared.size {
            self.apply(model, Msg::Resize(size)).await?;
        }
        Ok(())
    }

    /// The next message, answers before input. While none is there, the terminal is told images.
    async fn next_message(
        &mut self,
        model: &Model,
        events: &mut mpsc::Receiver<Msg>,
        signals: &mut Signals,
    ) -> io::Result<Option<Msg>> {
        let now = self.clock.now().millis;
        let look = model.next_look().map(|at| at.saturating_sub(now));
        // One sleep for all turns: a new one in each would never end while there are images to tell.
        let mut slept = pin!(sleep(Duration::from_millis(look.unwrap_or_default())));
        loop {
            let msg = tokio::select! {
                biased;
                msg = signals.next() => Some(msg),
                msg = self.messages.recv() => {
                    let msg = msg.unwrap_or(Msg::Hangup);
                    let terminal = &mut *self.terminal;
                    self.gallery.with(|gallery| terminal.hold_back(msg, gallery))
                }
                () = self.look.changed() => Some(Msg::Look),
                msg = events.recv() => Some(msg.unwrap_or(Msg::Hangup)),
                () = &mut slept, if look.is_some() => Some(Msg::Look),
                () = tokio::task::yield_now(), if self.terminal.has_images_to_tell() => {
                    self.terminal.tell_images()?
                }
            };
            if msg.is_some() {
                return Ok(msg);
            }
        }
    }

    /// A message that waits already.
    fn waiting_message(&mut self, events: &mut mpsc::Receiver<Msg>) -> Option<Msg> {
        while let Ok(msg) = self.messages.try_recv() {
            let terminal = &mut *self.terminal;
            let msg = self
                .gallery
                .with(|gallery| terminal.hold_back(msg, gallery));
            if msg.is_some() {
                return msg;
            }
        }
        events.try_recv().ok()
    }

    async fn apply(&mut self, model: &mut Model, msg: Msg) -> io::Result<Flow> {
        let mut effects = VecDeque::from(self.update(model, msg));
        let mut flow = Flow::GoOn;
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Start(request) => self.send(Job::Start(request)).await?,
                Effect::Cancel(request) => self.send(Job::Cancel(request)).await?,
                Effect::Suspend => {
                    self.settle().await;
                    self.clipboards.hand_over()?;
                    self.terminal.suspend()?;
                    let size = self.terminal.size()?;
                    effects.extend(self.update(model, Msg::Resumed));
                    effects.extend(self.update(model, Msg::Resize(size)));
                }
                Effect::Copy { text } => self.clipboards.copy(text, self.answers.clone())?,
                Effect::OpenOutside(address) => outside::open(address, self.answers.clone()),
                Effect::UseTheme(name) => self.look.choose(name),
                Effect::UseMouse(used) => self.terminal.use_mouse(used)?,
                Effect::UseImages(way) => {
                    self.graphics = self
                        .graphics
                        .set_to(Images::named(&way).unwrap_or_default());
                    effects.extend(self.tell_graphics(model));
                }
                Effect::Redraw => self.terminal.clear(),
                Effect::Trace(line) => tracing::debug!("{line}"),
                Effect::Edit(place) => flow = Flow::Edit(place),
                Effect::Quit => return Ok(Flow::Leave),
            }
        }
        Ok(flow)
    }

    /// Opens a file in the editor, which has the terminal meanwhile unless it has a window of its own.
    async fn edit(
        &mut self,
        model: &mut Model,
        place: &FilePlace,
        lender: &mut Lender,
        signals: &mut Signals,
    ) -> io::Result<Flow> {
        let mut editor = Editor::for_place(place);
        if editor.has_window {
            let started = outside::start(&mut editor.command);
            let failed = started.err().map(|error| editor.failed(&error.to_string()));
            return self.apply(model, Msg::Edited(failed)).await;
        }
        lender.lend();
        self.terminal.lend();
        let (failed, is_asked_to_end) = run_beside(&mut editor, signals).await;
        self.terminal.take_back()?;
        lender.take_back();
        self.apply(model, Msg::Resumed).await?;
        self.follow_size(model).await?;
        match is_asked_to_end {
            true => self.apply(model, Msg::Hangup).await,
            false => self.apply(model, Msg::Edited(failed)).await,
        }
    }

    /// Updates the model and returns the effects. A resize may change the cell size too, and images with it.
    fn update(&mut self, model: &mut Model, msg: Msg) -> Vec<Effect> {
        if let Msg::Images(Some(mode)) = &msg {
            self.graphics = self.graphics.turned_out(mode.protocol);
            return self.tell_graphics(model);
        }
        let is_resize = matches!(msg, Msg::Resize(_));
        if is_resize {
            // With another font a terminal may have as many cells as before, and what was shown is cut or left over.
            self.terminal.clear();
        }
        let mut effects = update(model, msg, &self.clock.env());
        if is_resize {
            effects.extend(self.tell_graphics(model));
        }
        effects
    }

    /// Tells the model how images are shown now.
    fn tell_graphics(&self, model: &mut Model) -> Vec<Effect> {
        let msg = Msg::Images(self.graphics.mode());
        update(model, msg, &self.clock.env())
    }

    /// Waits until what was to be written down is: a process that is stopped in the middle of a write would keep
    /// the store from every other window until it goes on.
    async fn settle(&self) {
        let (done, settled) = oneshot::channel();
        if self.jobs.send(Job::Settle(done)).await.is_ok() {
            let _late = tokio::time::timeout(SETTLING, settled).await;
        }
    }

    async fn send(&self, job: Job) -> io::Result<()> {
        let gone = |_| io::Error::other("the store's driver has stopped");
        self.jobs.send(job).await.map_err(gone)
    }
}

/// Runs an editor on the terminal to its end; gives what went wrong, and whether we are to end as well. Where it suspends
/// itself, so do we.
async fn run_beside(editor: &mut Editor, signals: &mut Signals) -> (Option<Notice>, bool) {
    let mut child = match editor.command.spawn() {
        Ok(child) => child,
        Err(error) => return (Some(editor.failed(&error.to_string())), false),
    };
    let mut ended = tasks::spawn_busy(move || child.wait());
    let mut is_asked_to_end = false;
    let status = loop {
        tokio::select! {
            status = &mut ended => break status,
            signal = signals.next_beside_another() => match signal {
                Msg::Suspend => {
                    let _not_stopped = terminal::stop();
                }
                _ => is_asked_to_end = true,
            }
        }
    };
    let why = match status {
        Ok(Ok(status)) if status.success() => return (None, is_asked_to_end),
        // Some editors end with another status, and did their work.
        Ok(Ok(status)) if status.code() != Some(127) && status.code() != Some(126) => {
            tracing::warn!("the editor ended with {status}");
            return (None, is_asked_to_end);
        }
        Ok(Ok(_)) => "There is no such program.".to_owned(),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "It ended unexpectedly.".to_owned(),
    };
    (Some(editor.failed(&why)), is_asked_to_end)
}
