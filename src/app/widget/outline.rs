//! A course's outline as a list: modules, which fold, and lessons, which a filter finds.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::fuzzy::Fuzzy;
use super::input_line::InputLine;
use super::list::ListCursor;
use crate::app::direction::Direction;
use crate::domain::{LessonEntry, LessonId, LessonNumber, ModuleEntry, ModuleId, Outline};

/// A row of the outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum OutlineRow<'a> {
    /// A module: its place in the course from 1, and whether its lessons are hidden.
    Module(usize, &'a ModuleEntry, bool),
    /// A lesson.
    Lesson(LessonNumber, &'a LessonEntry),
}

/// The module or lesson of a row, wherever that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum RowId {
    Module(ModuleId),
    Lesson(LessonId),
}

impl RowId {
    fn of(row: OutlineRow<'_>) -> Self {
        match row {
            OutlineRow::Module(_, module, _) => RowId::Module(module.id.clone()),
            OutlineRow::Lesson(_, lesson) => RowId::Lesson(lesson.head.id.clone()),
        }
    }

    fn has(&self, row: OutlineRow<'_>) -> bool {
        match (self, row) {
            (RowId::Module(id), OutlineRow::Module(_, module, _)) => module.id == *id,
            (RowId::Lesson(id), OutlineRow::Lesson(_, lesson)) => lesson.head.id == *id,
            _ => false,
        }
    }
}

/// An outline on screen.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineList {
    /// The outline.
    pub outline: Arc<Outline>,
    /// Where the list stands.
    pub cursor: ListCursor,
    /// The letters to find a lesson by.
    pub filter: InputLine,
    /// True while the filter takes the keys.
    pub typing: bool,
    /// The lessons that pass the filter; none where nothing is filtered.
    passing: Option<BTreeSet<LessonNumber>>,
    folded: BTreeSet<ModuleId>,
}

impl OutlineList {
    /// Shows an outline, with the lesson selected that is to be read next.
    pub fn new(outline: Arc<Outline>, height: usize) -> Self {
        let mut view = Self {
            outline,
            cursor: ListCursor::default(),
            filter: InputLine::default(),
            typing: false,
            passing: None,
            folded: BTreeSet::new(),
        };
        if let Some(lesson) = view
            .outline
            .to_resume()
            .map(|(_, lesson)| lesson.head.id.clone())
        {
            view.select(&lesson, height);
        }
        view
    }

    /// Shows an outline beside one of its lessons, which is selected in the middle: all modules, and the lessons of
    /// its own.
    pub fn beside(outline: Arc<Outline>, lesson: &LessonId, height: usize) -> Self {
        let mut view = Self::new(outline, height);
        let modules = view.outline.modules.iter();
        view.folded = modules.map(|module| module.id.clone()).collect();
        view.centre(lesson, height);
        view
    }

    /// Selects a lesson in the middle of the screen.
    pub fn centre(&mut self, lesson: &LessonId, height: usize) {
        self.select(lesson, height);
        let count = self.rows().count();
        self.cursor = ListCursor::centred(self.cursor.selected, count, height);
    }

    /// The outline's rows. The lessons of folded modules are left out; while lessons are filtered, only those are
    /// there that pass, below their modules.
    pub fn rows(&self) -> impl Iterator<Item = OutlineRow<'_>> {
        self.outline
            .modules
            .iter()
            .enumerate()
            .flat_map(move |(m, module)| {
                let folded = self.passing.is_none() && self.folded.contains(&module.id);
                let numbered = module.lessons.iter().enumerate().map(move |(l, lesson)| {
                    let number = LessonNumber {
                        module: m + 1,
                        lesson: l + 1,
                    };
                    (number, lesson)
                });
                let mut lessons = numbered
                    .filter(move |(number, _)| !folded && self.passes(number))
                    .map(|(number, lesson)| OutlineRow::Lesson(number, lesson))
                    .peekable();
                let is_shown = self.passing.is_none() || lessons.peek().is_some();
                let module = is_shown.then_some(OutlineRow::Module(m + 1, module, folded));
                module.into_iter().chain(lessons)
            })
    }

    fn passes(&self, number: &LessonNumber) -> bool {
        self.passing
            .as_ref()
            .is_none_or(|passing| passing.contains(number))
    }

    /// How many lessons pass the filter; none where nothing is filtered.
    pub fn passing(&self) -> Option<usize> {
        self.passing.as_ref().map(BTreeSet::len)
    }

    /// True while the filter is on screen: something is typed, or can be.
    pub fn shows_filter(&self) -> bool {
        self.typing || !self.filter.is_empty()
    }

    /// Applies what the filter says now; the best match is selected. One that says nothing leaves the selection.
    pub fn apply_filter(&mut self, height: usize) {
        let selected = self.selected().map(RowId::of);
        let best = self.find_passing().map(RowId::Lesson);
        self.reselect(best.or(selected), height);
    }

    /// Takes the filter away; what is selected stays selected.
    pub fn clear_filter(&mut self, height: usize) {
        let selected = self.selected().map(RowId::of);
        self.drop_filter();
        self.reselect(selected, height);
    }

    fn drop_filter(&mut self) {
        self.typing = false;
        self.filter.clear();
        self.passing = None;
    }

    /// Finds the lessons that pass the filter, where it says something; gives the one that matches best, of equal
    /// ones the first.
    fn find_passing(&mut self) -> Option<LessonId> {
        if self.filter.is_empty() {
            self.passing = None;
            return None;
        }
        let mut fuzzy = Fuzzy::new(self.filter.text());
        let scored: Vec<(Reverse<u32>, LessonNumber)> = self
            .outline
            .lessons()
            .filter_map(|(number, lesson)| {
                Some((Reverse(fuzzy.score(&lesson.head.title)?), number))
            })
            .collect();
        self.passing = Some(scored.iter().map(|(_, number)| *number).collect());
        let (_, best) = scored.into_iter().min()?;
        self.outline
            .lesson(best)
            .map(|lesson| lesson.head.id.clone())
    }

    /// Selects the row that a id has now; where it has none, the row at the same place. While nothing is
    /// filtered, the module of a lesson is unfolded for it.
    fn reselect(&mut self, id: Option<RowId>, height: usize) {
        if let (Some(RowId::Lesson(lesson)), None) = (&id, &self.passing)
            && let Some(number) = self.outline.number_of(lesson)
            && let Some(module) = self.outline.modules.get(number.module - 1)
        {
            self.folded.remove(&module.id);
        }
        let row = id.and_then(|id| self.rows().position(|row| id.has(row)));
        self.select_row(row.unwrap_or(self.cursor.selected), height);
    }

    /// The selected row; none in a course without modules.
    pub fn selected(&self) -> Option<OutlineRow<'_>> {
        self.rows().nth(self.cursor.selected)
    }

    /// Moves the selection.
    pub fn move_by(&mut self, by: isize, height: usize) {
        self.cursor.move_by(by, self.rows().count(), height);
    }

    /// Selects a row.
    pub fn select_row(&mut self, row: usize, height: usize) {
        self.cursor.select(row, self.rows().count(), height);
    }

    /// Scrolls the list.
    pub fn scroll_by(&mut self, by: isize, height: usize) {
        self.cursor.scroll_by(by, self.rows().count(), height);
    }

    /// Selects the next module's row, or the one before.
    pub fn move_by_module(&mut self, direction: Direction, height: usize) {
        let modules: Vec<usize> = self
            .rows()
            .enumerate()
            .filter(|(_, row)| matches!(row, OutlineRow::Module(..)))
            .map(|(index, _)| index)
            .collect();
        let here = self.cursor.selected;
        let target = match direction {
            Direction::Forward => modules.iter().find(|&&row| row > here),
            Direction::Back => modules.iter().rev().find(|&&row| row < here),
        };
        if let Some(&row) = target {
            self.select_row(row, height);
        }
    }

    /// Selects a lesson; its module is unfolded, and a filter that it doesn't pass is gone.
    pub fn select(&mut self, lesson: &LessonId, height: usize) {
        let Some(number) = self.outline.number_of(lesson) else {
            return;
        };
        if !self.passes(&number) {
            self.drop_filter();
        }
        self.reselect(Some(RowId::Lesson(lesson.clone())), height);
    }

    /// Selects a module's row; a filter is gone.
    pub fn select_module(&mut self, module: &ModuleId, height: usize) {
        self.drop_filter();
        self.reselect(Some(RowId::Module(module.clone())), height);
    }

    /// Folds or unfolds the module of the selected row, which becomes the selected one. What a filter shows is never
    /// folded.
    pub fn toggle_fold(&mut self, height: usize) {
        if self.passing.is_some() {
            return;
        }
        let place = match self.selected() {
            Some(OutlineRow::Module(place, ..)) => place,
            Some(OutlineRow::Lesson(number, _)) => number.module,
            None => return,
        };
        let Some(module) = self.outline.modules.get(place - 1) else {
            return;
        };
        let id = module.id.clone();
        if !self.folded.remove(&id) {
            self.folded.insert(id.clone());
        }
        self.reselect(Some(RowId::Module(id)), height);
    }

    /// Shows the same course as it is now; what is selected stays selected.
    pub fn refresh(&mut self, outline: Arc<Outline>, height: usize) {
        let selected = self.selected().map(RowId::of);
        self.outline = outline;
        self.find_passing();
        self.reselect(selected, height);
    }
}
