//! Terminal sessions: the prompt is told apart from what is typed, and both from the output.

use super::Paint;
use crate::lesson::style::Role;

const PROMPTS: [&str; 6] = ["$ ", "% ", "# ", "> ", ">>> ", "... "];

/// The stretches of each line.
pub(super) fn lines(source: &str) -> Vec<Vec<Paint>> {
    source.lines().map(line).collect()
}

fn line(line: &str) -> Vec<Paint> {
    let paint = |end: usize, role| Paint {
        end: u32::try_from(end).unwrap_or(u32::MAX),
        role,
    };
    match PROMPTS.iter().find(|prompt| line.starts_with(**prompt)) {
        Some(prompt) => vec![
            paint(prompt.len(), Role::CodeOperator),
            paint(line.len(), Role::CodeFunction),
        ],
        None => vec![paint(line.len(), Role::CodeText)],
    }
}
