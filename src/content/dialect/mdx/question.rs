//! Questions: `<Question choices={[…]} />`.

use serde_json::Value;

use super::Reader;
use crate::content::dialect::js;
use crate::content::page::Line;
use crate::content::quiz::{self, Answer, Choice, Question};

impl Reader<'_, '_> {
    /// A question; what stands above it from the last heading on is its text.
    pub(super) fn question(&mut self, line: &Line, attributes: &str) {
        let choices = attributes.split_once("choices").and_then(|(_, rest)| {
            let start = rest.find('[')?;
            Some(js::value(rest.get(start..)?).0)
        });
        let choices: Vec<Choice> = choices
            .iter()
            .flat_map(Value::as_array)
            .flatten()
            .filter_map(choice)
            .collect();
        if !choices.iter().any(|choice| choice.is_right) {
            return self.reading.dropped(
                &self.lesson.path,
                line,
                "a question without a right answer",
            );
        }
        let end = "<!-- /quiz -->";
        let is_heading = |line: &Line| !line.is_code && line.text.starts_with('#');
        let above = self
            .out
            .iter()
            .rposition(|line| is_heading(line) || line.text == end);
        let start = above.filter(|at| self.out.get(*at).is_some_and(is_heading));
        let start = start.unwrap_or_else(|| above.map_or(self.out.len(), |at| at + 1));
        let prompt: Vec<Line> = self.out.split_off(start);
        let number = prompt.first().map_or(line.number, |line| line.number);
        let prompt: Vec<&str> = prompt.iter().map(|line| line.text.as_str()).collect();
        let question = Question {
            prompt: prompt.join("\n").trim_start_matches('#').trim().to_owned(),
            answer: Answer::Choices(choices),
            ..Question::default()
        };
        let markdown = quiz::markdown(&[question]).unwrap_or_default();
        let last = self
            .out
            .iter()
            .rposition(|line| !line.text.trim().is_empty());
        // Questions that follow each other are one quiz.
        let joins = last.filter(|at| self.out.get(*at).is_some_and(|line| line.text == end));
        let markdown = match joins {
            Some(at) => {
                self.out.truncate(at);
                markdown
                    .strip_prefix("<!-- quiz -->\n\n")
                    .unwrap_or(&markdown)
                    .to_owned()
            }
            None => markdown,
        };
        let text = markdown.lines().map(|text| Line {
            number,
            ..line.instead(text)
        });
        self.out.extend(text);
    }
}

fn choice(value: &Value) -> Option<Choice> {
    let text = |key: &str| value.get(key)?.as_str().map(str::to_owned);
    Some(Choice {
        text: text("text")?,
        is_right: value
            .get("correct")
            .and_then(Value::as_bool)
            .unwrap_or_default(),
        feedback: text("explain"),
    })
}
