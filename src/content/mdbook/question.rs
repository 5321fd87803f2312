//! The questions of a `{{#quiz}}` file (mdbook-quiz), in TOML.

use serde::Deserialize;
use toml::Value;

use crate::content::quiz::{Answer, Choice, Ending, Question, markdown};

#[derive(Debug, Deserialize)]
struct Quiz {
    #[serde(default)]
    questions: Vec<Written>,
}

#[derive(Debug, Deserialize)]
struct Written {
    id: Option<String>,
    r#type: String,
    prompt: Prompt,
    answer: Right,
    context: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Prompt {
    prompt: Option<String>,
    program: Option<String>,
    distractors: Vec<String>,
    answer_index: Option<usize>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Right {
    answer: Option<Value>,
    alternatives: Vec<String>,
    does_compile: Option<bool>,
    stdout: Option<String>,
    line_number: Option<u64>,
}

/// The Markdown of a quiz.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub(super) fn quiz(text: &str) -> Result<String, String> {
    let quiz: Quiz = toml::from_str(text).map_err(|failed| failed.message().to_owned())?;
    let questions: Result<Vec<Question>, String> =
        quiz.questions.into_iter().map(question).collect();
    markdown(&questions?).ok_or_else(|| "it has no question".to_owned())
}

fn question(written: Written) -> Result<Question, String> {
    let Written {
        id,
        r#type: kind,
        prompt,
        answer,
        context,
    } = written;
    let right = texts(answer.answer.as_ref());
    let text = prompt.prompt.clone().unwrap_or_default();
    let (text, answer) = match kind.as_str() {
        "MultipleChoice" => (text, choices(&prompt, right)),
        "ShortAnswer" => (
            text,
            Answer::Text(right.into_iter().chain(answer.alternatives).collect()),
        ),
        "Tracing" => {
            let ending = match answer.does_compile {
                Some(true) => Ending::Prints(answer.stdout.unwrap_or_default()),
                _ => Ending::Fails(answer.line_number),
            };
            let code = prompt.program.clone().unwrap_or_default();
            let language = "rust".to_owned();
            (
                "Does this program compile, and what does it print?".to_owned(),
                Answer::Program {
                    language,
                    code,
                    ending,
                },
            )
        }
        other => return Err(format!("unknown kind of question `{other}`")),
    };
    Ok(Question {
        id,
        prompt: text,
        answer,
        explanation: context,
    })
}

/// The right choices among the others, where the author put them; else in the order of their texts.
fn choices(prompt: &Prompt, right: Vec<String>) -> Answer {
    let choice = |is_right| {
        move |text: String| Choice {
            text,
            is_right,
            feedback: None,
        }
    };
    let wrong = prompt.distractors.iter().cloned().map(choice(false));
    let mut all: Vec<Choice> = wrong.collect();
    match prompt.answer_index {
        Some(index) if right.len() == 1 => {
            let index = index.min(all.len());
            all.splice(index..index, right.into_iter().map(choice(true)));
        }
        _ => {
            all.extend(right.into_iter().map(choice(true)));
            all.sort_by(|a, b| a.text.cmp(&b.text));
        }
    }
    Answer::Choices(all)
}

fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(values)) => values
            .iter()
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect(),
        Some(other) => vec![other.to_string()],
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_question_is_taken() {
        let text = r#"
            [[questions]]
            type = "MultipleChoice"
            prompt.prompt = "Which?"
            prompt.distractors = ["b", "c"]
            prompt.answerIndex = 1
            answer.answer = "a"

            [[questions]]
            type = "MultipleChoice"
            prompt.prompt = "Which of them?"
            prompt.distractors = ["b"]
            answer.answer = ["c", "a"]

            [[questions]]
            type = "Tracing"
            prompt.program = "fn main() {}"
            answer.doesCompile = true
            answer.stdout = "4"
        "#;
        insta::assert_snapshot!(quiz(text).unwrap());
        assert!(quiz("").is_err());
        assert!(
            quiz("[[questions]]\ntype = \"Dance\"\nprompt.prompt = \"x\"\nanswer.answer = 1\n")
                .is_err()
        );
    }
}
