//! `lyceum review`: reviews what is due, question by question, without the full screen.

mod asking;
mod typed;

use std::ops::Range;

use super::environment::Environment;
use super::output::{Failure, Output};
use crate::domain::quiz::{Form, Key, grade};
use crate::domain::review::Rating;
use crate::lesson::quiz::{Asked, Paper};
use crate::lesson::{Document, plain};
use crate::profile::review;
use crate::runtime::clock::moment;
use crate::store::{Due, PlaceOfLesson, Store};
use asking::Stop;

/// Columns of a question's text.
const WIDTH: u16 = 80;

pub(super) async fn run(environment: &Environment, output: &mut Output) -> Result<(), Failure> {
    let most = environment.config.reviews_per_day.value.get();
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let store = environment.store().await?;
    let reviewed = review_all(&store, most, output).await;
    store.close().await;
    output.line(match reviewed? {
        0 => "Nothing was reviewed".to_owned(),
        1 => "1 question reviewed".to_owned(),
        reviewed => format!("{reviewed} questions reviewed"),
    })
}

/// `lyceum review --fit`: fits the rules of memory to the learner's history.
pub(super) async fn fit(environment: &Environment, output: &mut Output) -> Result<(), Failure> {
    let store = environment.store().await?;
    let fitted = review::fit_parameters(&store, moment()).await;
    store.close().await;
    let parameters = fitted?.map_err(Failure::other)?;
    let numbers = parameters
        .iter()
        .map(|n| format!("{:.4}", f64::from(*n) / 10_000.0));
    output.line(
        "Fitted to your history: from now on it decides when each question is due, on all your devices",
    )?;
    output.line(numbers.collect::<Vec<_>>().join(", "))
}

async fn review_all(store: &Store, most: usize, output: &mut Output) -> Result<usize, Failure> {
    let queue = review::queue(store, moment().local_date, most).await?;
    let (count, mut reviewed) = (queue.cards.len(), 0);
    if count == 0 {
        output.line("Nothing is due")?;
    }
    for (number, due) in queue.cards.into_iter().enumerate() {
        let seed = u64::from(due.state.map_or(0, |state| state.reviews)) + 1;
        let paper = review::card(store, &due.lesson, &due.question, seed).await?;
        let Some(paper) = paper else { continue };
        let place = store.place_of_lesson(&due.lesson).await?;
        let place = place.map_or_else(String::new, |PlaceOfLesson { course, lesson }| {
            format!(" · {course} › {lesson}")
        });
        output.line(format!("\n{} of {count}{place}\n", number + 1))?;
        let begun = moment().at.utc();
        let Some(rating) = ask(&paper, output)? else {
            break;
        };
        let seconds = (moment().at.utc() - begun).num_seconds().clamp(0, 600);
        let seconds = u32::try_from(seconds).unwrap_or_default();
        keep(store, due, rating, seconds).await?;
        reviewed += 1;
    }
    Ok(reviewed)
}

async fn keep(store: &Store, due: Due, rating: Rating, seconds: u32) -> Result<(), Failure> {
    let card = (due.course, due.lesson, due.question);
    review::recall(store, card, rating, seconds, moment()).await?;
    Ok(())
}

/// Asks one question and how well it was known; none where the learner stops.
fn ask(paper: &Paper, output: &mut Output) -> Result<Option<Rating>, Failure> {
    let Some(asked) = paper.questions().next() else {
        return Ok(None);
    };
    let Some(key) = &asked.question.key else {
        return Ok(None);
    };
    output.text(&text(&lettered(&paper.text, asked)))?;
    let suggested = match key {
        Key::Knew => {
            if asking::line("enter shows the answer, q stops", Stop::ByLetter)?.is_none() {
                return Ok(None);
            }
            Rating::Good
        }
        _ => match asking::answer(paper, asked, output)? {
            None => return Ok(None),
            Some(answer) => {
                let is_right = grade(key, &answer).right;
                output.line(format!("\n{}", outcome(paper, asked, is_right)))?;
                Rating::of_answer(is_right)
            }
        },
    };
    for part in &asked.explanation {
        let explained = paper.text.get(part.clone()).unwrap_or_default();
        output.text(&format!("\n{}", text(explained)))?;
    }
    rating(suggested)
}

/// Whether an answer is right; where it isn't, what is, as far as that can be shown: code as a block, several as a list.
fn outcome(paper: &Paper, asked: &Asked, is_right: bool) -> String {
    if is_right {
        return "✓ Correct".to_owned();
    }
    let solution = text(&paper.solution(asked));
    let solution = match solution.trim_end() {
        "" => return "✗ Incorrect".to_owned(),
        one_line if !one_line.contains('\n') => format!(" {}", one_line.trim_start()),
        several => format!("\n\n{several}"),
    };
    match (asked.question.form, typed::right_letters(asked)) {
        (Form::Program, _) => format!("✗ Incorrect.{solution}"),
        (_, None) => format!("✗ Incorrect. Answer:{solution}"),
        (_, Some(letters)) => format!("✗ Incorrect. Answer {letters}:{solution}"),
    }
}

/// The same with a letter before each choice.
fn lettered(text: &str, asked: &Asked) -> String {
    let choices = match asked.question.form {
        Form::Pairs => asked.partners.clone(),
        Form::Knew | Form::Blanks => Vec::new(),
        _ => asked
            .choices
            .iter()
            .map(|choice| choice.range.clone())
            .collect(),
    };
    let mut marks = typed::marks(text, choices);
    let feedback = asked.choices.iter().flat_map(|choice| &choice.feedback);
    let hidden = asked.hints.iter().chain(&asked.explanation).chain(feedback);
    marks.extend(hidden.map(|range| (range.clone(), String::new())));
    replaced(text, marks)
}

/// A text with some of its parts replaced.
fn replaced(text: &str, mut parts: Vec<(Range<usize>, String)>) -> String {
    parts.sort_unstable_by_key(|(range, _)| range.start);
    let (mut written, mut from) = (String::new(), 0);
    for (range, with) in parts {
        written.push_str(text.get(from..range.start).unwrap_or_default());
        written.push_str(&with);
        from = range.end.max(from);
    }
    written + text.get(from..).unwrap_or_default()
}

fn text(markdown: &str) -> String {
    plain::text(&Document::parse(markdown), WIDTH)
}

fn rating(suggested: Rating) -> Result<Option<Rating>, Failure> {
    let words = Rating::ALL.map(|rating| format!("{} {}", rating.number(), rating.word()));
    let prompt = format!("\n{}; enter: {}", words.join(", "), suggested.word());
    loop {
        let Some(line) = asking::line(&prompt, Stop::ByLetter)? else {
            return Ok(None);
        };
        let number = line.trim();
        let chosen = Rating::ALL
            .into_iter()
            .find(|rating| rating.number().to_string() == number);
        match chosen {
            Some(rating) => return Ok(Some(rating)),
            None if number.is_empty() => return Ok(Some(suggested)),
            None => asking::say("Type a number from 1 to 4")?,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiz(question: &str) -> Paper {
        Paper::of(&format!("<!-- quiz order=fixed -->\n\n{question}"), true, 1).unwrap()
    }

    fn first(paper: &Paper) -> &Asked {
        paper.questions().next().unwrap()
    }

    const CODE: &str = "## Which?\n\n1. [ ]\n   ```rust\n   let a =\n       1;\n   ```\n2. [x]\n   ```rust\n   let b =\n       2;\n   ```\n3. [ ] None\n";

    #[test]
    fn a_choice_of_code_is_shown_line_by_line() {
        let paper = quiz(CODE);
        let shown = text(&lettered(&paper.text, first(&paper)));
        let expected = "Which?\n------\n\n\
            - a\n\n  rust:\n      let a =\n          1;\n\n\
            - b\n\n  rust:\n      let b =\n          2;\n\n\
            - c None\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_miss_says_what_is_right_as_it_is_written() {
        let miss = |question: &str| {
            let paper = quiz(question);
            outcome(&paper, first(&paper), false)
        };
        assert_eq!(
            miss("## Q\n\n1. [ ] one\n2. [x] **two**\n"),
            "✗ Incorrect. Answer b: two"
        );
        assert_eq!(
            miss("## Q\n\n- [x] one\n- [ ] two\n- [x] three\n"),
            "✗ Incorrect. Answer ac:\n\n- one\n- three"
        );
        let code = miss(CODE);
        assert!(code.starts_with("✗ Incorrect. Answer b:\n\n"), "{code}");
        assert!(
            code.contains("let b =\n") && code.ends_with("    2;"),
            "{code}"
        );
        assert_eq!(miss("## Q\n\nIs [[two|2]].\n"), "✗ Incorrect. Answer: two");
        assert_eq!(miss("## Q\n\n[[/x+/]]\n"), "✗ Incorrect");
        let program = "## Q\n\n<!-- program -->\n\n```c\nx\n```\n\n```error\nline 3: no\n```\n";
        assert_eq!(miss(program), "✗ Incorrect. It fails in line 3:");
    }
}
