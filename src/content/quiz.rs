//! Quizzes of other formats in the Markdown of our own (docs/course-format.md, design 12).

/// A question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Question {
    /// Its identity, where its author gave one.
    pub(super) id: Option<String>,
    /// Markdown.
    pub(super) prompt: String,
    pub(super) answer: Answer,
    /// Markdown, shown after the answer.
    pub(super) explanation: Option<String>,
}

/// The kind of a question, with what is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    Choices(Vec<Choice>),
    /// A text to be typed, and others that are right as well.
    Text(Vec<String>),
    /// A program, and what becomes of it.
    Program {
        language: String,
        code: String,
        ending: Ending,
    },
}

impl Default for Answer {
    fn default() -> Self {
        Answer::Choices(Vec::new())
    }
}

/// How a program ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ending {
    Prints(String),
    /// In that line, where it is known.
    Fails(Option<u64>),
}

/// A choice of a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// Markdown.
    pub(super) text: String,
    pub(super) is_right: bool,
    /// Markdown, shown to who chose it.
    pub(super) feedback: Option<String>,
}

/// The Markdown of a quiz; none without a question.
pub(super) fn markdown(questions: &[Question]) -> Option<String> {
    if questions.is_empty() {
        return None;
    }
    let mut text = "<!-- quiz -->\n\n".to_owned();
    for (index, question) in questions.iter().enumerate() {
        write(question, index + 1, &mut text);
    }
    text.push_str("<!-- /quiz -->\n");
    Some(text)
}

fn write(question: &Question, number: usize, text: &mut String) {
    let (heading, rest) = heading(&question.prompt, number);
    text.push_str(&format!("### {heading}\n\n"));
    if let Some(id) = question.id.as_deref().filter(|id| is_plain(id)) {
        text.push_str(&format!("<!-- q id={id} -->\n\n"));
    }
    if !rest.is_empty() {
        text.push_str(&format!("{rest}\n\n"));
    }
    match &question.answer {
        Answer::Choices(choices) => write_choices(choices, text),
        Answer::Text(answers) => write_blank(answers, text),
        Answer::Program {
            language,
            code,
            ending,
        } => write_program(language, code, ending, text),
    }
    let explanation = question.explanation.as_deref().map(str::trim);
    if let Some(explanation) = explanation.filter(|text| !text.is_empty()) {
        text.push_str(&indented(explanation, "> ", "> "));
        text.push('\n');
    }
}

fn write_choices(choices: &[Choice], text: &mut String) {
    let right = choices.iter().filter(|choice| choice.is_right).count();
    let marker = if right == 1 { "1. " } else { "- " };
    let below = " ".repeat(marker.len());
    for choice in choices {
        let mark = if choice.is_right { 'x' } else { ' ' };
        let (first, choice_text) = (format!("{marker}[{mark}] "), choice.text.trim());
        // A block begins on a line of its own.
        match starts_a_fence(choice_text) {
            true => {
                text.push_str(&format!("{}\n", first.trim_end()));
                text.push_str(&indented(choice_text, &below, &below));
            }
            false => text.push_str(&indented(choice_text, &first, &below)),
        }
        let feedback = choice.feedback.as_deref().map(str::trim);
        if let Some(feedback) = feedback.filter(|text| !text.is_empty()) {
            let quote = format!("{below}> ");
            text.push_str(&format!("{}\n", below.trim_end()));
            text.push_str(&indented(feedback, &quote, &quote));
        }
    }
    text.push('\n');
}

fn write_program(language: &str, code: &str, ending: &Ending, text: &mut String) {
    let (word, outcome) = match ending {
        Ending::Prints(output) => ("output", output.trim_end().to_owned()),
        Ending::Fails(None) => ("error", "it fails".to_owned()),
        Ending::Fails(Some(line)) => ("error", format!("line {line}")),
    };
    text.push_str("<!-- program -->\n\n");
    for (info, code) in [(language, code.trim_matches('\n')), (word, &outcome)] {
        let fence = fence_for(code);
        text.push_str(&format!("{fence}{info}\n{code}\n{fence}\n\n"));
    }
}

/// A heading of a question, and the rest of its text.
fn heading(prompt: &str, number: usize) -> (String, &str) {
    let prompt = prompt.trim();
    let (first, rest) = prompt.split_once('\n').unwrap_or((prompt, ""));
    let starts_a_block = first.starts_with(['`', '|', '-', '*', '>', '#', '<', '!']);
    match first.is_empty() || (starts_a_block && first.starts_with("```")) {
        true => (format!("Question {number}"), prompt),
        // A paragraph of several lines is one text.
        false if !rest.is_empty() && !rest.starts_with('\n') && !rest.starts_with("```") => {
            (format!("Question {number}"), prompt)
        }
        false => (first.trim_start_matches('#').trim().to_owned(), rest.trim()),
    }
}

/// A blank for a text; an answer that a blank can't hold is shown afterwards instead.
fn write_blank(answers: &[String], text: &mut String) {
    let fits =
        |answer: &&String| !answer.contains(['|', '[', ']']) && !answer.contains(char::is_control);
    // A mark at the beginning would be one of the blank's own.
    let exactly = |answer: &String| match answer.starts_with(['/', '=', '~']) {
        true => format!("={answer}"),
        false => answer.clone(),
    };
    let blanks: Vec<String> = answers.iter().filter(fits).map(exactly).collect();
    match (blanks.is_empty(), answers.first()) {
        (false, _) => text.push_str(&format!("[[{}]]\n\n", blanks.join("|"))),
        (true, Some(answer)) => text.push_str(&indented(answer, "> ", "> ")),
        (true, None) => {}
    }
}

fn indented(text: &str, first: &str, others: &str) -> String {
    let mut out = String::new();
    for (index, line) in text.lines().enumerate() {
        let prefix = if index == 0 { first } else { others };
        out.push_str(format!("{prefix}{line}").trim_end());
        out.push('\n');
    }
    match out.is_empty() {
        true => format!("{}\n", first.trim_end()),
        false => out,
    }
}

fn starts_a_fence(text: &str) -> bool {
    text.starts_with("```") || text.starts_with("~~~")
}

/// A fence that is longer than any in the code.
fn fence_for(code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

fn is_plain(id: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (1..=100).contains(&id.len()) && id.chars().all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quiz_is_markdown_that_reads_well() {
        let choice = |text: &str, is_right, feedback: Option<&str>| Choice {
            text: text.to_owned(),
            is_right,
            feedback: feedback.map(str::to_owned),
        };
        let questions = [
            Question {
                id: Some("a-1".to_owned()),
                prompt: "What is it?".to_owned(),
                answer: Answer::Choices(vec![
                    choice("This", true, None),
                    choice("That", false, Some("No:\nthat is that.")),
                    choice("```rust\nlet a = 1;\n\nlet b = a;\n```", false, None),
                ]),
                explanation: Some("Because.".to_owned()),
            },
            Question {
                prompt: "Which keyword?\n\nOne of them.".to_owned(),
                answer: Answer::Text(vec!["mut".to_owned(), "a|b".to_owned()]),
                ..Question::default()
            },
            Question {
                answer: Answer::Program {
                    language: "rust".to_owned(),
                    code: "fn main() {}".to_owned(),
                    ending: Ending::Fails(Some(2)),
                },
                ..Question::default()
            },
        ];
        insta::assert_snapshot!(markdown(&questions).unwrap());
        assert_eq!(markdown(&[]), None);
    }
}
