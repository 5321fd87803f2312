//! The wording of questions that only the learner can answer, and the prompt for them on the terminal.

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
        let yes = ask(&words(question, account))?;
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

/// The question as it is asked.
pub(super) fn words(question: &Question, account: &str) -> String {
    match question {
        Question::SendPast { records, seconds } => format!(
            "{records} records, {seconds}, were learned in courses of this academy before it was known here: send them \
             to {account}?"
        ),
        Question::OtherAcademy { bound, .. } => format!(
            "this is another academy than the one that this profile was synced with as {}: send everything to this one?",
            bound.email
        ),
        Question::AccountAgain { found } => format!(
            "the account of {} was made again at the academy: send everything to it?",
            found.email
        ),
        Question::CatalogLoss { gone, of } => format!(
            "the academy's catalog lost {gone} of {of} courses: is that right? They stay readable where they are here"
        ),
    }
}
