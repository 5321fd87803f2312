//! The prompt on the terminal for questions that only the learner can answer.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::sync::{Answers, Question};

/// Asks on the terminal; none where nobody is there.
pub(super) fn ask(question: &str) -> Option<bool> {
    let stdin = io::stdin();
    let mut stderr = io::stderr();
    if !stdin.is_terminal() || !stderr.is_terminal() {
        return None;
    }
    write!(stderr, "{question} [y/N] ")
        .and_then(|()| stderr.flush())
        .ok()?;
    let mut line = String::new();
    stdin.lock().read_line(&mut line).ok()?;
    Some(matches!(line.trim(), "y" | "Y" | "yes"))
}

/// The answers to the questions of a sync; none where one of them is open.
pub(super) fn answer(questions: &[Question], account: &str) -> Option<Answers> {
    let mut answers = Answers::default();
    for question in questions {
        let yes = ask(&question.words(account))?;
        match question {
            Question::SendPast { .. } => answers.send_past = Some(yes),
            Question::OtherAcademy { .. } | Question::AccountAgain { .. } => {
                answers.move_to_it = yes;
            }
            Question::CatalogLoss { .. } => answers.accept_loss = yes,
        }
    }
    Some(answers)
}

/// Yes to everything.
pub(super) const YES: Answers = Answers {
    send_past: Some(true),
    move_to_it: true,
    accept_loss: true,
    retry_held: false,
};
