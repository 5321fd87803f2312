//! Letters over links and code blocks, to pick one without the mouse.

use crate::app::widget::sheet::{Sheet, SheetTarget};
use crate::app::widget::text_view::TextView;
use crate::lesson::{Document, Place};

/// The thing that a hint picks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The lesson's link of that number.
    Link(usize),
    /// The fold that this line opens and closes.
    Fold(Place),
    /// A copy of the code that begins at that block.
    Copy(usize),
    /// The task that begins with that block.
    Task(usize),
    /// The question of that number.
    Question(usize),
}

impl Target {
    /// True where both mean the same, though its lines may have moved.
    pub(super) fn is_same(self, other: Target) -> bool {
        match (self, other) {
            (Target::Fold(here), Target::Fold(there)) => here.block == there.block,
            (here, there) => here == there,
        }
    }

    /// A copy of the code that a block belongs to, the same one for each of its blocks.
    pub fn copy_of(document: &Document, block: usize) -> Option<Target> {
        let blocks = document.code_blocks(block)?;
        Some(Target::Copy(blocks.start))
    }
}

/// A hint on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The letters to type.
    pub label: String,
    /// The row of the text, from the top of the screen.
    pub row: u16,
    /// The column of the text.
    pub column: u16,
    /// The thing that it picks.
    pub target: Target,
}

/// The hints of one screen, and what was typed of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// The hints, from the top of the screen.
    pub all: Vec<Hint>,
    /// The letters typed so far.
    pub typed: String,
}

/// The cells of a task's box.
const BOX: usize = 4;

/// The links, folds, tasks and questions on the screen, from its top, each with its row and column.
pub(super) fn targets_on_screen(text: &TextView, sheet: Option<&Sheet>) -> Vec<(u16, u16, Target)> {
    let mut targets: Vec<(u16, u16, Target)> = Vec::new();
    for (row, (place, line)) in text.on_screen().enumerate() {
        let row = u16::try_from(row).unwrap_or(u16::MAX);
        if line.handle {
            let column = u16::try_from(line.indent).unwrap_or(u16::MAX);
            targets.push((row, column, Target::Fold(place)));
        }
        let is_first = text.layout().place_of_block(place.block) == place;
        let filled_in = sheet
            .filter(|_| is_first)
            .and_then(|sheet| sheet.target_at(place.block));
        if let Some(at) = filled_in {
            let column = line.indent.saturating_sub(BOX);
            let target = match at {
                SheetTarget::Task => Target::Task(place.block),
                SheetTarget::Question(question) => Target::Question(question),
            };
            targets.push((row, u16::try_from(column).unwrap_or(u16::MAX), target));
        }
        let mut column = 0;
        for run in &text.window(line).runs {
            let target = run.link.map(Target::Link);
            if let Some(target) =
                target.filter(|target| targets.iter().all(|(.., known)| known != target))
            {
                targets.push((row, u16::try_from(column).unwrap_or(u16::MAX), target));
            }
            column += crate::lesson::display_width(&run.text);
        }
    }
    targets
}

/// The letters of labels: those that the fingers rest on first.
const LETTERS: &[char] = &[
    'a', 's', 'd', 'f', 'j', 'k', 'l', 'g', 'h', 'e', 'i', 'o', 'r', 'u', 'w', 'n', 'm', 'v', 'c',
    't',
];

impl Hints {
    /// Hints for the links and folds on the screen.
    pub fn to_open(text: &TextView, sheet: Option<&Sheet>) -> Hints {
        Hints::over(targets_on_screen(text, sheet))
    }

    /// Hints for the code blocks on the screen.
    pub fn to_copy(text: &TextView) -> Hints {
        let layout = text.layout();
        let mut targets: Vec<(u16, u16, Target)> = Vec::new();
        let mut begins = (usize::MAX, 0);
        for (row, (place, line)) in text.on_screen().enumerate() {
            let block = place.block;
            if begins.0 != block {
                // The row above a block belongs to it, and is free for the letters.
                begins = (block, row);
            }
            let is_known =
                |target: &Target| targets.last().is_some_and(|(.., last)| last == target);
            let target =
                Target::copy_of(layout.document(), block).filter(|target| !is_known(target));
            if let Some(target) = target.filter(|_| place >= layout.place_of_block(block)) {
                let [row, column] =
                    [begins.1, line.indent].map(|at| u16::try_from(at).unwrap_or(u16::MAX));
                targets.push((row, column, target));
            }
        }
        Hints::over(targets)
    }

    fn over(targets: Vec<(u16, u16, Target)>) -> Hints {
        let labels = labels(targets.len());
        let all = targets
            .into_iter()
            .zip(labels)
            .map(|((row, column, target), label)| Hint {
                label,
                row,
                column,
                target,
            });
        Hints {
            all: all.collect(),
            typed: String::new(),
        }
    }

    /// The request to a person meanwhile.
    pub fn request(&self) -> &'static str {
        match self.all.first().map(|hint| hint.target) {
            Some(Target::Copy(_)) => "Type the letters of the code to copy",
            _ => "Type the letters of a link",
        }
    }

    /// Whether one of them picks that.
    pub fn has(&self, target: Target) -> bool {
        self.all.iter().any(|hint| hint.target == target)
    }

    /// Takes a typed letter; gives the target once a label is complete. A letter that no label goes on with is
    /// not taken.
    pub fn type_letter(&mut self, letter: char) -> Option<Target> {
        let typed = format!("{}{}", self.typed, letter.to_lowercase());
        if !self.all.iter().any(|hint| hint.label.starts_with(&typed)) {
            return None;
        }
        let hit = self
            .all
            .iter()
            .find(|hint| hint.label == typed)
            .map(|hint| hint.target);
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
