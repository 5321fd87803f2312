//! Asks for answers, line by line.

use std::io::{self, BufRead, Write};

use super::typed::{self, Prompt};
use super::{Failure, Output, text};
use crate::domain::quiz::{Answer, Form};
use crate::lesson::quiz::{Asked, Paper};

/// The way to stop, beside the end of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// The letter `q`.
    ByLetter,
    /// None: any text may be an answer.
    AtEnd,
}

/// The answer to a question; none where the learner stops.
pub(super) fn answer(
    paper: &Paper,
    asked: &Asked,
    output: &mut Output,
) -> Result<Option<Answer>, Failure> {
    let mut hints = asked.hints.iter();
    loop {
        let mut lines = Vec::new();
        for prompt in typed::prompts(asked) {
            let line = loop {
                let Some(line) = line(&offered(&prompt, hints.len()), prompt.stop)? else {
                    return Ok(None);
                };
                match (line.as_str(), hints.as_slice()) {
                    ("?", [hint, ..]) => {
                        let hint = paper.text.get(hint.clone()).unwrap_or_default();
                        output.text(&text(hint))?;
                        hints.next();
                    }
                    ("", _) if asked.question.form != Form::Program => {}
                    _ => break line,
                }
            };
            lines.push(line);
        }
        match typed::answer(asked, &lines) {
            Some(answer) => return Ok(Some(answer)),
            None => {
                let wanted = typed::prompts(asked).into_iter().next();
                say(&format!(
                    "Type {}",
                    wanted.map_or(String::new(), |p| p.text)
                ))?;
            }
        }
    }
}

/// A prompt with the keys that do something else.
fn offered(prompt: &Prompt, hints: usize) -> String {
    let hint = (hints > 0).then_some("? hint");
    let stop = match prompt.stop {
        Stop::ByLetter => "q stops",
        Stop::AtEnd => "ctrl-d stops",
    };
    let keys: Vec<&str> = hint.into_iter().chain([stop]).collect();
    format!("{} ({})", prompt.text, keys.join(", "))
}

/// Asks for a line; none where the learner stops.
pub(super) fn line(prompt: &str, stop: Stop) -> Result<Option<String>, Failure> {
    let mut stderr = io::stderr();
    write!(stderr, "{prompt}: ")
        .and_then(|()| stderr.flush())
        .map_err(Failure::other)?;
    let mut line = String::new();
    let read = io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(Failure::other)?;
    let line = line.trim();
    let stops = read == 0 || (stop == Stop::ByLetter && line == "q");
    Ok((!stops).then(|| line.to_owned()))
}

/// Says why something is asked again.
pub(super) fn say(why: &str) -> Result<(), Failure> {
    writeln!(io::stderr(), "{why}").map_err(Failure::other)
}
