//! Reads the terminal on a thread of its own: it sleeps while nothing comes, and ends where the terminal is gone.

use std::io;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use tokio::sync::mpsc;

use super::Heard;
use super::decode::Decoder;
use super::lent::{self, Borrowed, Lender};
use crate::app::Msg;
use crate::runtime::graphics::mode_of_version;
use crate::runtime::tasks::spawn_thread;
use crate::runtime::version::Answer;

/// Messages that wait to be read; a flood of wheel events waits in the terminal.
const WAITING: usize = 256;

/// How much is read at once, in bytes.
const AT_ONCE: usize = 4096;

/// The messages of this terminal, and the way to lend it. They end where it can't be read any more: it is gone.
///
/// # Errors
/// The system has no thread for it.
pub(in crate::runtime) fn listen(answer: Answer) -> io::Result<(mpsc::Receiver<Msg>, Lender)> {
    let (sender, receiver) = mpsc::channel(WAITING);
    let (lender, borrowed) = lent::pair()?;
    spawn_thread("terminal", move || {
        // Whoever is told reads no more, or there is nothing more to read.
        let _ended = read(&sender, answer, borrowed);
    })?;
    Ok((receiver, lender))
}

fn read(
    sender: &mpsc::Sender<Msg>,
    mut answer: Answer,
    mut borrowed: Borrowed,
) -> Result<(), Errno> {
    let terminal = io::stdin();
    let mut decoder = Decoder::default();
    let mut bytes = [0; AT_ONCE];
    loop {
        let patience = decoder.patience().map(timespec);
        let mut sources = [
            PollFd::new(&terminal, PollFlags::IN),
            PollFd::new(borrowed.descriptor(), PollFlags::IN),
        ];
        let polled = poll(&mut sources, patience.as_ref());
        let is_lent = !sources[1].revents().is_empty();
        let heard = match polled {
            Ok(0) => decoder.give_up(),
            Ok(_) if is_lent => match borrowed.wait() {
                Ok(()) => continue,
                Err(_) => return Ok(()),
            },
            Ok(_) => match rustix::io::read(&terminal, &mut bytes) {
                Ok(0) => return Ok(()),
                Ok(length) => decoder.take(bytes.get(..length).unwrap_or_default()),
                Err(Errno::INTR | Errno::AGAIN) => continue,
                Err(gone) => return Err(gone),
            },
            Err(Errno::INTR) => continue,
            Err(gone) => return Err(gone),
        };
        for heard in heard {
            let msg = match heard {
                Heard::Msg(msg) => Some(msg),
                Heard::Version(version) => {
                    answer.has_come();
                    mode_of_version(&version).map(|mode| Msg::Images(Some(mode)))
                }
            };
            if let Some(msg) = msg
                && sender.blocking_send(msg).is_err()
            {
                return Ok(());
            }
        }
    }
}

fn timespec(duration: Duration) -> Timespec {
    Timespec {
        tv_sec: duration.as_secs().try_into().unwrap_or(i64::MAX),
        tv_nsec: duration.subsec_nanos().into(),
    }
}
