//! Letters over what is on the screen, so that a link or a code block is picked without the mouse.

use crate::app::text_view::TextView;
use crate::lesson::{Document, Place};

/// What a hint leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// The lesson's link of that number.
    Link(usize),
    /// What folds and unfolds by that line.
    Fold(Place),
    /// A copy of the code that begins at that block.
    Copy(usize),
}

impl Goal {
    /// A copy of the code that a block belongs to, the same one for each of its blocks.
    pub fn copy_of(document: &Document, block: usize) -> Option<Goal> {
        let blocks = document.code_blocks(block)?;
        Some(Goal::Copy(blocks.start))
    }
}

/// A hint on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// What is to be typed.
    pub label: String,
    /// The row of the text, from the top of the screen.
    pub row: u16,
    /// The column of the text.
    pub column: u16,
    /// What it leads to.
    pub goal: Goal,
}

/// The hints of one screen, and what was typed of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// The hints, from the top of the screen.
    pub all: Vec<Hint>,
    /// What was typed so far.
    pub typed: String,
}

/// The letters of labels: those that the fingers rest on first.
const LETTERS: &[char] = &[
    'a', 's', 'd', 'f', 'j', 'k', 'l', 'g', 'h', 'e', 'i', 'o', 'r', 'u', 'w', 'n', 'm', 'v', 'c',
    't',
];

impl Hints {
    /// The hints of what can be opened on the screen: links, and what folds.
    pub fn to_open(text: &TextView) -> Hints {
        let mut goals: Vec<(u16, u16, Goal)> = Vec::new();
        for (row, (place, line)) in text.on_screen().enumerate() {
            let row = u16::try_from(row).unwrap_or(u16::MAX);
            if line.handle {
                let column = u16::try_from(line.indent).unwrap_or(u16::MAX);
                goals.push((row, column, Goal::Fold(place)));
            }
            let mut column = 0;
            for run in &text.window(line).runs {
                let goal = run.link.map(Goal::Link);
                if let Some(goal) =
                    goal.filter(|goal| goals.iter().all(|(.., known)| known != goal))
                {
                    goals.push((row, u16::try_from(column).unwrap_or(u16::MAX), goal));
                }
                column += crate::lesson::display_width(&run.text);
            }
        }
        Hints::over(goals)
    }

    /// The hints of the code blocks on the screen.
    pub fn to_copy(text: &TextView) -> Hints {
        let layout = text.layout();
        let mut goals: Vec<(u16, u16, Goal)> = Vec::new();
        let mut begins = (usize::MAX, 0);
        for (row, (place, line)) in text.on_screen().enumerate() {
            let block = place.block;
            if begins.0 != block {
                // The row above a block belongs to it, and is free for the letters.
                begins = (block, row);
            }
            let is_known = |goal: &Goal| goals.last().is_some_and(|(.., last)| last == goal);
            let goal = Goal::copy_of(layout.document(), block).filter(|goal| !is_known(goal));
            if let Some(goal) = goal.filter(|_| place >= layout.place_of_block(block)) {
                let [row, column] =
                    [begins.1, line.indent].map(|at| u16::try_from(at).unwrap_or(u16::MAX));
                goals.push((row, column, goal));
            }
        }
        Hints::over(goals)
    }

    fn over(goals: Vec<(u16, u16, Goal)>) -> Hints {
        let labels = labels(goals.len());
        let all = goals
            .into_iter()
            .zip(labels)
            .map(|((row, column, goal), label)| Hint {
                label,
                row,
                column,
                goal,
            });
        Hints {
            all: all.collect(),
            typed: String::new(),
        }
    }

    /// What is asked of a person meanwhile.
    pub fn request(&self) -> &'static str {
        match self.all.first().map(|hint| hint.goal) {
            Some(Goal::Copy(_)) => "type the letters of the code to copy",
            _ => "type the letters of a link",
        }
    }

    /// Whether one of them leads there.
    pub fn lead_to(&self, goal: Goal) -> bool {
        self.all.iter().any(|hint| hint.goal == goal)
    }

    /// Takes a typed letter; gives the goal once a label is complete. A letter that no label goes on with is
    /// not taken.
    pub fn type_letter(&mut self, letter: char) -> Option<Goal> {
        let typed = format!("{}{}", self.typed, letter.to_lowercase());
        if !self.all.iter().any(|hint| hint.label.starts_with(&typed)) {
            return None;
        }
        let hit = self
            .all
            .iter()
            .find(|hint| hint.label == typed)
            .map(|hint| hint.goal);
        self.typed = typed;
        hit
    }
}

/// That many labels of which none begins another.
fn labels(count: usize) -> Vec<String> {
    if count <= LETTERS.len() {
        return LETTERS.iter().take(count).map(char::to_string).collect();
    }
    let pairs = LETTERS
        .iter()
        .flat_map(|a| LETTERS.iter().map(move |b| format!("{a}{b}")));
    pairs.take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_begins_another() {
        for count in [1, 20, 21, 300] {
            let labels = labels(count);
            assert_eq!(labels.len(), count);
            let begins = |a: &String| labels.iter().filter(|b| b.starts_with(a.as_str())).count();
            assert!(labels.iter().all(|label| begins(label) == 1));
        }
    }
}
