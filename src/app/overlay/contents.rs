//! The lesson's headings over the text: pick one, by its place or by a few letters of its name.

use std::cmp::Reverse;
use std::sync::Arc;

use super::{Next, Panel};
use crate::app::frame::geometry::Area;
use crate::app::shared::Shared;
use crate::app::widget::fuzzy::Fuzzy;
use crate::app::widget::input_line::InputLine;
use crate::app::widget::list::ListCursor;
use crate::app::widget::movement::rows_moved;
use crate::app::wish::Wish;
use crate::domain::folding::Likeness;
use crate::keymap::{Action, Layer};
use crate::lesson::{Document, Edit};

/// The headings that are shown, and where the list stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Contents {
    document: Arc<Document>,
    /// The letters to find a heading by.
    pub filter: InputLine,
    /// Where the list stands.
    pub cursor: ListCursor,
    /// The headings that match, by their number in the lesson.
    pub shown: Vec<usize>,
}

impl Contents {
    /// The headings of a lesson, with the one selected that one is at; none where it has none.
    pub(in crate::app) fn of(
        document: Arc<Document>,
        current: Option<usize>,
        shared: &Shared,
    ) -> Option<Contents> {
        if document.headings().is_empty() {
            return None;
        }
        let mut contents = Contents {
            document,
            filter: InputLine::default(),
            cursor: ListCursor::default(),
            shown: Vec::new(),
        };
        contents.refresh();
        contents.cursor.selected = current.unwrap_or_default();
        contents.fit(shared);
        Some(contents)
    }

    /// The lesson was edited: other headings match, and the one that is selected stays so.
    pub(in crate::app) fn follow(&mut self, document: Arc<Document>, shared: &Shared) {
        let old = std::mem::replace(&mut self.document, document);
        let edit = Edit::between(&old, &self.document);
        let selected = self.shown.get(self.cursor.selected);
        let selected = selected.and_then(|index| old.headings().get(*index));
        let block = selected.map(|heading| edit.block(heading.block));
        self.refresh();
        let headings = self.document.headings();
        let is_it = |index: &usize| headings.get(*index).map(|heading| heading.block) == block;
        self.cursor.selected = self.shown.iter().position(is_it).unwrap_or_default();
        self.fit(shared);
    }

    fn open_selected(&self) -> Next {
        match self.shown.get(self.cursor.selected) {
            Some(heading) => Next::CloseAnd(Wish::GoToHeading(*heading)),
            None => Next::Close,
        }
    }

    fn refresh(&mut self) {
        let headings = self.document.headings();
        let mut fuzzy = Fuzzy::new(self.filter.text());
        let typed = self.filter.text().trim();
        let likeness = Likeness::of(typed);
        let typed = likeness.fold(typed);
        let all = headings.iter().enumerate();
        let mut ranked: Vec<_> = all
            .filter_map(|(index, heading)| {
                let rank = (
                    Nearness::of(&likeness.fold(&heading.title), &typed),
                    Reverse(fuzzy.score(&heading.title)?),
                );
                Some((rank, index))
            })
            .collect();
        ranked.sort();
        self.shown = ranked.into_iter().map(|(_, index)| index).collect();
    }
}

/// How near a title is to what was typed, both folded; the nearest first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Same,
    Begins,
    Holds,
}

impl Nearness {
    fn of(title: &str, typed: &str) -> Self {
        match title.strip_prefix(typed) {
            Some("") => Nearness::Same,
            Some(_) => Nearness::Begins,
            None => Nearness::Holds,
        }
    }
}

impl Panel for Contents {
    fn layers(&self) -> Vec<Layer> {
        vec![Layer::Input, Layer::List]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Next {
        let page = self.rows(shared).height.into();
        if action == Action::Open {
            return self.open_selected();
        }
        if let Some(rows) = rows_moved(action, page) {
            self.scroll(rows, shared);
        }
        Next::Stay
    }

    fn area(&self, body: Area) -> Area {
        body.centred(60, body.height.saturating_sub(2).max(10))
    }

    fn rows_inside(&self, inside: Area) -> Area {
        inside.split_top(1).1
    }

    fn input(&mut self) -> Option<&mut InputLine> {
        Some(&mut self.filter)
    }

    /// The first heading that matches is selected.
    fn typed(&mut self, _: &mut Shared) {
        self.refresh();
        self.cursor = ListCursor::default();
    }

    fn accept_input(&mut self, _: &mut Shared) -> Next {
        self.open_selected()
    }

    fn accepts(&self) -> Option<&'static str> {
        Some("go there")
    }

    fn click(&mut self, row: usize, _: &mut Shared) -> Next {
        self.cursor.selected = self.cursor.top + row;
        self.open_selected()
    }

    fn scroll(&mut self, rows: isize, shared: &Shared) {
        let height = self.rows(shared).height.into();
        self.cursor.move_by(rows, self.shown.len(), height);
    }

    fn fit(&mut self, shared: &Shared) {
        self.scroll(0, shared);
    }

    fn shows_lesson(&self) -> bool {
        true
    }
}
