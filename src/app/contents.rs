//! The lesson's headings over the text: pick one, by its place or by a few letters of its name.

use std::cmp::Reverse;

use super::actions::rows_moved;
use super::fuzzy::Fuzzy;
use super::input::InputLine;
use super::list::ListCursor;
use super::model::{Model, Overlay};
use crate::keymap::Action;
use crate::lesson::{Document, Edit, Heading};

/// The headings that are shown, and where the list stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contents {
    /// What is typed to find a heading.
    pub filter: InputLine,
    /// Where the list stands.
    pub cursor: ListCursor,
    /// The headings that match, by their number in the lesson.
    pub shown: Vec<usize>,
}

impl Contents {
    fn refresh(&mut self, headings: &[Heading]) {
        let mut fuzzy = Fuzzy::new(self.filter.text());
        let typed = self.filter.text().trim().to_lowercase();
        let all = headings.iter().enumerate();
        let mut ranked: Vec<_> = all
            .filter_map(|(index, heading)| {
                let rank = (
                    Nearness::of(&heading.title, &typed),
                    Reverse(fuzzy.score(&heading.title)?),
                );
                Some((rank, index))
            })
            .collect();
        ranked.sort();
        self.shown = ranked.into_iter().map(|(_, index)| index).collect();
    }
}

/// How near a title is to what was typed, the nearest first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Same,
    Begins,
    Holds,
}

impl Nearness {
    fn of(title: &str, typed: &str) -> Self {
        match title.to_lowercase().strip_prefix(typed) {
            Some("") => Nearness::Same,
            Some(_) => Nearness::Begins,
            None => Nearness::Holds,
        }
    }
}

impl Model {
    pub(super) fn open_contents(&mut self) {
        let Some(reader) = &self.reader else { return };
        let headings = reader.text.layout().document().headings();
        if headings.is_empty() {
            return self.say("This lesson has no headings");
        }
        let mut contents = Contents::default();
        contents.refresh(headings);
        contents.cursor.selected = reader.current_heading().unwrap_or_default();
        self.overlay = Some(Overlay::Contents(contents));
        self.move_in_contents(0);
    }

    /// What is typed changed: the first heading that matches is selected.
    pub(super) fn filter_contents(&mut self) {
        let Some(reader) = &self.reader else { return };
        if let Some(Overlay::Contents(contents)) = &mut self.overlay {
            contents.refresh(reader.text.layout().document().headings());
            contents.cursor = ListCursor::default();
        }
    }

    /// The lesson was edited: the headings that match are others, and the one that is selected stays so.
    pub(super) fn follow_in_contents(&mut self, old: &Document, edit: &Edit) {
        let (Some(reader), Some(Overlay::Contents(contents))) = (&self.reader, &mut self.overlay)
        else {
            return;
        };
        let headings = reader.text.layout().document().headings();
        let selected = contents.shown.get(contents.cursor.selected);
        let selected = selected.and_then(|index| old.headings().get(*index));
        let block = selected.map(|heading| edit.block(heading.block));
        contents.refresh(headings);
        let is_it = |index: &usize| headings.get(*index).map(|heading| heading.block) == block;
        contents.cursor.selected = contents.shown.iter().position(is_it).unwrap_or_default();
        self.move_in_contents(0);
    }

    pub(super) fn act_on_contents(&mut self, action: Action) {
        let page = usize::from(self.overlay_rows_area().height);
        if action == Action::Open {
            self.open_selected_heading();
        } else if let Some(rows) = rows_moved(action, page) {
            self.move_in_contents(rows);
        }
    }

    pub(super) fn move_in_contents(&mut self, rows: isize) {
        let height = usize::from(self.overlay_rows_area().height);
        if let Some(Overlay::Contents(contents)) = &mut self.overlay {
            contents.cursor.move_by(rows, contents.shown.len(), height);
        }
    }

    pub(super) fn open_selected_heading(&mut self) {
        let Some(Overlay::Contents(contents)) = self.overlay.take() else {
            return;
        };
        if let Some(heading) = contents.shown.get(contents.cursor.selected) {
            self.jump_to_heading(*heading);
        }
    }
}
