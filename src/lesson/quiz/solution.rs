//! The right answer of a question as Markdown, for whoever shows it elsewhere.

use super::{Asked, Choice, Paper};
use crate::domain::quiz::{Blank, Ending, Key};

impl Paper {
    /// The right answer: choices with their code, or the end of a program; the block with its output is part of the
    /// explanation. Empty for a card, and for blanks that take what patterns match.
    pub fn solution(&self, asked: &Asked) -> String {
        let choice = |at: &u16| self.choice(asked, *at);
        match &asked.question.key {
            Some(Key::One { right, .. }) => choice(right),
            Some(Key::Several { right, .. }) => {
                list(right.iter().map(|at| ("- ".to_owned(), choice(at))))
            }
            Some(Key::Order(count)) => {
                list((0..*count).map(|at| (format!("{}. ", at + 1), choice(&at))))
            }
            Some(Key::Pairs(count)) => list((0..*count).map(|at| {
                let partner = asked.partners.get(usize::from(at));
                let partner = partner.and_then(|range| self.text.get(range.clone()));
                let partner = content(partner.unwrap_or_default());
                ("- ".to_owned(), format!("{}: {partner}", choice(&at)))
            })),
            Some(Key::Blanks(blanks)) => {
                let shown = blanks.iter().filter_map(Blank::shown);
                let shown: Vec<String> = shown.map(|text| escaped(&text)).collect();
                shown.join(" · ")
            }
            Some(Key::Program(Ending::Prints(_))) => "It runs and prints:".to_owned(),
            Some(Key::Program(Ending::Fails(Some(line)))) => format!("It fails in line {line}:"),
            Some(Key::Program(Ending::Fails(None))) => "It doesn't compile, or fails:".to_owned(),
            Some(Key::Knew) | None => String::new(),
        }
    }

    /// A choice without its mark and what is said of it.
    fn choice(&self, asked: &Asked, at: u16) -> String {
        let choice = asked.choices.get(usize::from(at));
        let text = choice.and_then(|Choice { range, feedback }| {
            let end = feedback.first().map_or(range.end, |said| said.start);
            self.text.get(range.start..end)
        });
        content(text.unwrap_or_default())
    }
}

/// The text of an item behind its bullet or number, and its box; further lines go as far to the left.
fn content(item: &str) -> String {
    let item = item.trim_end();
    let bullet = item.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
    let behind = bullet.trim_start_matches(['-', '*', '+', '.', ')']);
    let indent = item.len() - behind.len() + 1;
    let text = behind.trim_start_matches(' ');
    let text = text.strip_prefix("[ ]").unwrap_or(text);
    let lines = text.lines().enumerate().map(|(number, line)| {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let from = if number == 0 {
            spaces
        } else {
            spaces.min(indent)
        };
        line.get(from..).unwrap_or_default()
    });
    lines
        .collect::<Vec<_>>()
        .join("\n")
        .trim_matches('\n')
        .to_owned()
}

fn list(items: impl Iterator<Item = (String, String)>) -> String {
    let items = items.map(|(bullet, text)| {
        let below = format!("\n{}", " ".repeat(bullet.len()));
        bullet + &text.replace('\n', &below)
    });
    items.collect::<Vec<_>>().join("\n")
}

/// A text in which nothing is Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn solution(question: &str) -> String {
        let paper = Paper::of(question, true, 3).unwrap();
        paper.solution(&paper.quizzes[0].questions[0])
    }

    #[test]
    fn code_stays_code() {
        let code = "## Q\n\n1. [ ] `no`\n2. [x]\n   ```rust\n   let a =\n       1;\n   ```\n   > Of course.\n";
        assert_eq!(solution(code), "```rust\nlet a =\n    1;\n```");
        let several = "## Q\n\n- [x] `a`\n- [ ] b\n- [x] c\n  d\n";
        assert_eq!(solution(several), "- `a`\n- c\n  d");
    }

    #[test]
    fn what_is_in_order_and_what_belongs_together_is_a_list() {
        assert_eq!(
            solution("## Q\n\n1. one\n2. two\n3. three\n"),
            "1. one\n2. two\n3. three"
        );
        let pairs = "## Q\n\n<!-- match -->\n\n| a | b |\n|---|---|\n| x | 1 |\n| y | 2 |\n";
        assert_eq!(solution(pairs), "- x: 1\n- y: 2");
    }

    #[test]
    fn blanks_say_what_they_take_but_for_patterns() {
        assert_eq!(
            solution("## Q\n\n[[~a_b|c]], [[/x+/]] and [[2 ± 1 m]].\n"),
            "a\\_b · 2 m"
        );
        assert_eq!(solution("## Q\n\n[[/x+/]]\n"), "");
    }
}
