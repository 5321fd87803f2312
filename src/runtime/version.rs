//! The question for the terminal's version. Its answer comes among the keys, whenever it comes; who leaves before must
//! not leave it to the shell.

use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::Instant;

/// Asks (xterm's control sequences, XTVERSION).
pub(super) const QUESTION: &str = "\x1b[>0q";

/// When a terminal that said nothing yet is taken for one that doesn't answer: no network takes longer there and back.
const TOO_LATE: Duration = Duration::from_secs(5);

/// An answer that may come.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// Told when the answer came; none where nothing was asked. That it is dropped says nothing: the reader of the input
    /// may end before the terminal is given back.
    owed: Option<oneshot::Sender<()>>,
}

impl Answer {
    /// It is there.
    pub(super) fn has_come(&mut self) {
        if let Some(owed) = self.owed.take() {
            let _nobody_waits = owed.send(());
        }
    }
}

/// The answer, as long as the terminal owes it.
#[derive(Debug)]
pub(super) struct Owed {
    answer: oneshot::Receiver<()>,
    came: bool,
    until: Instant,
}

impl Owed {
    /// Whether it didn't come yet and may still be on its way.
    pub(super) fn is_due(&mut self, now: Instant) -> bool {
        self.came |= self.answer.try_recv().is_ok();
        now < self.until && !self.came
    }
}

/// The answer to a question that is asked now.
pub(super) fn expected(now: Instant) -> (Answer, Owed) {
    let (owed, answer) = oneshot::channel();
    let until = now + TOO_LATE;
    let answer = Owed {
        answer,
        came: false,
        until,
    };
    (Answer { owed: Some(owed) }, answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_due_until_it_comes_or_none_can_be_expected_any_more() {
        let asked = Instant::now();
        let (mut answer, mut owed) = expected(asked);
        let soon = asked + TOO_LATE / 2;
        assert!(owed.is_due(soon));
        assert!(!owed.is_due(asked + TOO_LATE));
        answer.has_come();
        assert!(!owed.is_due(soon));
    }

    #[test]
    fn an_answer_that_nobody_reads_any_more_is_still_due() {
        let asked = Instant::now();
        let (answer, mut owed) = expected(asked);
        drop(answer);
        assert!(owed.is_due(asked + TOO_LATE / 2));
    }
}
