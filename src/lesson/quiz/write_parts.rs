//! Writes the answerable part of a question: choices in their order, pairs shuffled, blanks without their text.

use std::ops::Range;

use super::draft_list::{DraftItem, DraftList};
use super::key::AnswerPlace;
use super::write::Writer;
use super::{Asked, BLANK, Choice};
use crate::domain::quiz::shuffle::order;
use crate::domain::quiz::{Blank, Ending, Form, Key};

impl Writer<'_> {
    pub(super) fn list(&mut self, list: &DraftList, seed: Option<u64>, asked: &mut Asked) {
        let (Some(first), Some(last)) = (list.items.first(), list.items.last()) else {
            return;
        };
        self.copy_to(first.range.start);
        let count = u16::try_from(list.items.len()).unwrap_or(u16::MAX);
        asked.choices = vec![Choice::default(); list.items.len()];
        let is_loose = list.items.windows(2).any(|pair| {
            let [above, below] = pair else { return false };
            let between = self.markdown.get(above.range.end..below.range.start);
            between.is_some_and(|between| between.matches('\n').count() > 1)
        });
        let order = match seed {
            Some(seed) => shuffled(seed, count, asked.question.form),
            None => (0..count).collect(),
        };
        for (place, at) in order.into_iter().map(usize::from).enumerate() {
            if place > 0 {
                self.paper
                    .text
                    .push_str(if is_loose { "\n\n" } else { "\n" });
            }
            let choice = list.items.get(at).map(|item| self.item(item, place + 1));
            if let (Some(slot), Some(choice)) = (asked.choices.get_mut(at), choice) {
                *slot = choice;
            }
        }
        self.copied = last.range.end;
    }

    /// Writes an item without the mark in its box, and with the number of its place.
    fn item(&mut self, item: &DraftItem, number: usize) -> Choice {
        self.copied = item.range.start;
        let start = self.paper.text.len();
        if item.mark.is_none() {
            // Its number would say where it belongs.
            self.paper.text.push('-');
            self.copied = self.behind_number(item.range.start);
        }
        if let Some((mark, _)) = item.mark {
            self.renumber(item.range.start, number);
            self.copy_to(mark);
            self.paper.text.push(' ');
            self.copied = mark + 1;
        }
        let feedback = item
            .feedback
            .iter()
            .filter_map(|quote| self.hide(quote))
            .collect();
        self.copy_to(item.range.end);
        Choice {
            range: start..self.paper.text.len(),
            feedback,
        }
    }

    /// Writes another number in place of an item's, as wide as that: what stands below it is indented by it.
    fn renumber(&mut self, line: usize, number: usize) {
        let text = self.markdown.get(line..).unwrap_or_default();
        let begin = line + text.len() - text.trim_start().len();
        let is_digit = |letter: &char| letter.is_ascii_digit();
        let width = text.trim_start().chars().take_while(is_digit).count();
        let number = format!("{number:0>width$}");
        if width > 0 && number.len() == width {
            self.copy_to(begin);
            self.paper.text.push_str(&number);
            self.copied = begin + width;
        }
    }

    /// The byte behind the number or bullet of the item that a line begins.
    pub(super) fn behind_number(&self, line: usize) -> usize {
        let text = self.markdown.get(line..).unwrap_or_default();
        let number = text.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
        line + text.len() - number.len()
            + usize::from(number.starts_with(['.', ')', '-', '*', '+']))
    }

    /// Writes two lists for a table: the items on the left, and their partners in another order.
    pub(super) fn table(
        &mut self,
        range: &Range<usize>,
        rows: &[[Range<usize>; 2]],
        seed: Option<u64>,
        asked: &mut Asked,
    ) {
        self.copy_to(range.start);
        let cell = |cell: &Range<usize>| {
            let text = self.markdown.get(cell.clone()).unwrap_or_default();
            text.trim_matches(['|', ' ', '\t']).replace("\\|", "|")
        };
        let cells: Vec<[String; 2]> = rows
            .iter()
            .map(|[left, right]| [cell(left), cell(right)])
            .collect();
        self.paper.text.push('\n');
        for (number, [left, _]) in cells.iter().enumerate() {
            let range = self.push(&format!("{}. {left}\n", number + 1));
            asked.choices.push(Choice {
                range,
                feedback: Vec::new(),
            });
        }
        self.paper.text.push_str("\n<!-- -->\n\n");
        let count = u16::try_from(cells.len()).unwrap_or(u16::MAX);
        // On paper as well: beside each other they would be the answer.
        let order = shuffled(seed.unwrap_or(1), count, asked.question.form);
        asked.partners = vec![0..0; cells.len()];
        for at in order.into_iter().map(usize::from) {
            let Some([_, right]) = cells.get(at) else {
                continue;
            };
            let range = self.push(&format!("- {right}\n"));
            if let Some(slot) = asked.partners.get_mut(at) {
                *slot = range;
            }
        }
        self.paper.text.push('\n');
        self.copied = range.end;
    }

    /// Writes what blanks take into them; one of which only the academy or a pattern tells stays open.
    pub(super) fn solve(&mut self, place: &AnswerPlace, key: Option<&Key>) {
        let AnswerPlace::Blanks(places) = place else {
            return;
        };
        let blanks = match key {
            Some(Key::Blanks(blanks)) => blanks.as_slice(),
            _ => &[],
        };
        for (at, place) in places.iter().enumerate() {
            self.copy_to(place.start);
            let taken = blanks.get(at).and_then(Blank::solution);
            self.push(taken.as_deref().unwrap_or(BLANK));
            self.copied = place.end;
        }
    }

    pub(super) fn blank(&mut self, blank: &Range<usize>, asked: &mut Asked) {
        self.copy_to(blank.start);
        asked.blanks.push(self.push(BLANK));
        self.copied = blank.end;
    }

    /// Writes how a program may end as two choices, and hides how it does.
    pub(super) fn program(
        &mut self,
        code: &Range<usize>,
        ending: Option<&Range<usize>>,
        asked: &mut Asked,
    ) {
        self.copy_to(code.end);
        let asks_for_line = !matches!(asked.question.key, Some(Key::Program(Ending::Fails(None))));
        self.paper.text.push_str("\n\n");
        let endings = ["It runs and prints ", "It doesn't compile, or fails"];
        for (at, words) in endings.into_iter().enumerate() {
            let start = self.paper.text.len();
            self.push(&format!("- {words}"));
            if at == 1 && asks_for_line {
                self.push(" in line ");
            }
            if at == 0 || asks_for_line {
                asked.blanks.push(self.push(BLANK));
            }
            let range = start..self.push("\n").end;
            asked.choices.push(Choice {
                range,
                feedback: Vec::new(),
            });
        }
        self.paper.text.push('\n');
        let said = ending.and_then(|ending| self.hide(ending));
        asked.explanation.extend(said);
    }
}

/// The order of a seed; where that would be the answer, another one.
fn shuffled(seed: u64, count: u16, form: Form) -> Vec<u16> {
    let order = order(seed, count);
    match form.is_in_order() && order.is_sorted() {
        true => order.into_iter().rev().collect(),
        false => order,
    }
}
