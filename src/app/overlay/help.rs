//! The help screen: the keys that apply where it was opened, and a search in them.

use std::ops::Range;

use super::{Next, Panel};
use crate::app::frame::geometry::Area;
use crate::app::shared::Shared;
use crate::app::widget::input_line::InputLine;
use crate::app::widget::movement::rows_moved;
use crate::domain::folding::Likeness;
use crate::keymap::{Action, Binding, Group, KeySequence, Keymap, Layer};
use crate::lesson::wrap;

/// The help screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Help {
    /// The layers that were active when it was opened.
    pub layers: Vec<Layer>,
    /// How many letters, from `a` on, belonged to a question then, and were no other keys.
    pub letters: u8,
    /// The words to find a key by.
    pub search: InputLine,
    /// True while the search takes the keys.
    pub typing: bool,
    /// The first row on screen.
    pub top: usize,
}

/// A row of the help screen.
#[derive(Debug, Clone, PartialEq)]
pub enum HelpRow {
    /// A group's title.
    Title(&'static str),
    /// An action with all its keys.
    Binding {
        /// The keys, as a person reads them.
        keys: Vec<String>,
        /// The title, as far as it fits beside them.
        title: String,
    },
    /// More of the title above.
    More(String),
    /// Nothing.
    Blank,
    /// Nothing was found.
    NothingFound,
}

/// Columns for the keys, in rows of `width`.
pub fn keys_width(width: usize) -> usize {
    const ENOUGH: usize = 22;
    ENOUGH.min(width * 2 / 5)
}

impl Help {
    /// The rows that match the search, of `width` columns.
    pub fn lines(&self, keymap: &Keymap, width: u16) -> Vec<HelpRow> {
        let wanted = Wanted::of(self.search.text().trim());
        let width = usize::from(width);
        let room = width - keys_width(width);
        let mut rows = Vec::new();
        for mut group in keymap.bindings(&self.layers) {
            for binding in &mut group.bindings {
                binding.keys.retain(|keys| !self.is_letter(keys));
            }
            group.bindings.retain(|binding| !binding.keys.is_empty());
            let found = group.bindings.iter().filter(|b| wanted.matches(b));
            let mut found: Vec<HelpRow> = found.flat_map(|b| binding_rows(b, room)).collect();
            if group.group == Group::Answer && self.letters > 0 && wanted.is_like(LETTERS) {
                found.splice(0..0, titled_rows(vec![self.all_letters()], LETTERS, room));
            }
            if !found.is_empty() {
                rows.push(HelpRow::Title(group.group.title()));
                rows.extend(found);
                rows.push(HelpRow::Blank);
            }
        }
        if rows.is_empty() {
            rows.push(HelpRow::NothingFound);
        }
        rows
    }
}

/// The effect of the letters of a question.
const LETTERS: &str = "Choose, put in order, give the marked item a partner";

impl Help {
    /// Whether keys are a letter of the question.
    fn is_letter(&self, keys: &KeySequence) -> bool {
        let [key] = keys.keys() else { return false };
        let last = char::from(b'a'.saturating_add(self.letters));
        key.text()
            .is_some_and(|letter| ('a'..last).contains(&letter))
    }

    fn all_letters(&self) -> String {
        let last = b'a'.saturating_add(self.letters.saturating_sub(1));
        format!("a…{}", char::from(last))
    }
}

impl Panel for Help {
    fn layers(&self) -> Vec<Layer> {
        match self.typing {
            true => vec![Layer::Input, Layer::Help, Layer::Scroll],
            false => vec![Layer::Help, Layer::Scroll],
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Next {
        let page = self.rows(shared).height.into();
        if action == Action::Search {
            self.typing = true;
        } else if let Some(rows) = rows_moved(action, page) {
            self.scroll(rows, shared);
        }
        Next::Stay
    }

    fn rows_inside(&self, inside: Area) -> Area {
        inside.split_top(1).1
    }

    fn input(&mut self) -> Option<&mut InputLine> {
        self.typing.then_some(&mut self.search)
    }

    fn typed(&mut self, _: &mut Shared) {
        self.top = 0;
    }

    fn accept_input(&mut self, _: &mut Shared) -> Next {
        self.typing = false;
        Next::Stay
    }

    fn cancel_input(&mut self, _: &mut Shared) -> Next {
        self.search.clear();
        self.typing = false;
        Next::Stay
    }

    /// Scrolling stops where the last row is at the bottom.
    fn scroll(&mut self, rows: isize, shared: &Shared) {
        let area = Panel::rows(self, shared);
        let (height, width) = (usize::from(area.height), area.padded(1).width);
        let count = self.lines(&shared.keymap, width).len();
        let last = count.saturating_sub(height);
        self.top = self.top.saturating_add_signed(rows).min(last);
    }

    fn fit(&mut self, shared: &Shared) {
        self.scroll(0, shared);
    }
}

/// An action's row, and those in which its title goes on.
fn binding_rows(binding: &Binding<'_>, room: usize) -> Vec<HelpRow> {
    let keys = in_short(binding.keys.iter().map(|keys| keys.pretty()));
    titled_rows(keys, binding.title, room)
}

/// A row of some keys, and those in which its title goes on.
fn titled_rows(keys: Vec<String>, title: &str, room: usize) -> Vec<HelpRow> {
    let text = |range: Range<usize>| title.get(range).unwrap_or_default().to_owned();
    let mut lines = wrap(title, room).into_iter().map(text);
    let first = HelpRow::Binding {
        keys,
        title: lines.next().unwrap_or_default(),
    };
    std::iter::once(first)
        .chain(lines.map(HelpRow::More))
        .collect()
}

/// Keys that count up are written as a range: `0…9`.
fn in_short(keys: impl Iterator<Item = String>) -> Vec<String> {
    let digit = |key: &str| key.parse::<u8>().ok().filter(|digit| *digit < 10);
    let mut short: Vec<(String, Option<u8>)> = Vec::new();
    for key in keys {
        let here = digit(&key);
        match short.last_mut() {
            Some((first, last)) if here.is_some() && here == last.map(|last| last + 1) => {
                let begin = first.split('…').next().unwrap_or_default();
                (*first, *last) = (format!("{begin}…{key}"), here);
            }
            _ => short.push((key, here)),
        }
    }
    short.into_iter().map(|(keys, _)| keys).collect()
}

/// Words to look for, and what makes others like them.
struct Wanted {
    text: String,
    likeness: Likeness,
}

impl Wanted {
    fn of(typed: &str) -> Wanted {
        let likeness = Likeness::of(typed);
        Wanted {
            text: likeness.fold(typed).into_owned(),
            likeness,
        }
    }

    fn is_like(&self, text: &str) -> bool {
        self.likeness.fold(text).contains(&self.text)
    }

    fn matches(&self, binding: &Binding<'_>) -> bool {
        let mut keys = binding.keys.iter().map(|keys| keys.pretty());
        self.text.is_empty()
            || self.is_like(binding.title)
            || self.is_like(binding.action.name())
            || keys.any(|key| self.likeness.fold(&key) == self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::Layer;
    use crate::lesson::display_width;

    #[test]
    fn every_word_of_the_help_is_there_at_every_width_and_digits_are_one_range() {
        let keymap = Keymap::default_keymap();
        let help = Help {
            layers: vec![Layer::Lesson, Layer::Scroll, Layer::Global],
            ..Help::default()
        };
        for width in 30..100 {
            let rows = help.lines(&keymap, width);
            let mut text = String::new();
            for row in &rows {
                if let HelpRow::Binding { title, .. } | HelpRow::More(title) = row {
                    let room = usize::from(width) - keys_width(width.into());
                    assert!(display_width(title) <= room, "{title} at {width}");
                    text.push_str(title);
                    text.push(' ');
                }
            }
            for group in keymap.bindings(&help.layers) {
                for binding in group.bindings {
                    assert!(text.contains(binding.title), "{} at {width}", binding.title);
                }
            }
            let letters = Help {
                letters: 3,
                ..help.clone()
            };
            let rows_with_letters = letters.lines(&keymap, width);
            let is_of = |row: &HelpRow, key: &str| matches!(row, HelpRow::Binding { keys, .. } if keys.iter().any(|other| other == key));
            assert!(rows.iter().any(|row| is_of(row, "c")), "`c` completes");
            assert!(
                !rows_with_letters.iter().any(|row| is_of(row, "c")),
                "`c` is a choice"
            );
            let digits =
                |row: &&HelpRow| matches!(row, HelpRow::Binding { keys, .. } if keys == &["0…9"]);
            assert_eq!(rows.iter().filter(digits).count(), 1);
        }
    }
}
