//! The prompt on the terminal for questions that only the learner can answer.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::sync::{Answers, Question};

/// Asks on the terminal, where enter is no; none where nobody is there.
pub(super) fn ask(question: &str) -> Option<bool> {
    ask_with(question, false)
}

/// Asks on the terminal until the answer is yes, no or enter, which is `usual`; none where nobody is there.
pub(super) fn ask_with(question: &str, usual: bool) -> Option<bool> {
    let stdin = io::stdin();
    let mut stderr = io::stderr();
    if !stdin.is_terminal() || !stderr.is_terminal() {
        return None;
    }
    let choices = if usual { "[Y/n]" } else { "[y/N]" };
    loop {
        write!(stderr, "{question} {choices} ")
            .and_then(|()| stderr.flush())
            .ok()?;
        let mut line = String::new();
        if stdin.lock().read_line(&mut line).ok()? == 0 {
            return None;
        }
        if let Some(answer) = answered(&line, usual) {
            return Some(answer);
        }
    }
}

fn answered(line: &str, usual: bool) -> Option<bool> {
    match line.trim().to_lowercase().as_str() {
        "" => Some(usual),
        "y" | "yes" => Some(true),
        "n" | "no" => Some(false),
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_yes_no_or_enter_and_else_none() {
        for (line, answer) in [
            ("\n", Some(true)),
            (" Yes\n", Some(true)),
            ("n\n", Some(false)),
            ("maybe\n", None),
        ] {
            assert_eq!(answered(line, true), answer, "{line}");
        }
        assert_eq!(answered("\n", false), Some(false));
    }
}
