//! The Course pane: a course's modules and lessons as rows, of which modules can be folded.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::list::ListCursor;
use crate::domain::{LessonEntry, LessonId, LessonNumber, ModuleEntry, ModuleId, Outline};

/// A row of the outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum OutlineRow<'a> {
    /// A module: its place in the course from 1, and whether its lessons are hidden.
    Module(usize, &'a ModuleEntry, bool),
    /// A lesson.
    Lesson(LessonNumber, &'a LessonEntry),
}

/// An outline's rows; the lessons of folded modules are left out.
pub fn outline_rows(
    outline: &Outline,
    is_folded: impl Fn(usize, &ModuleEntry) -> bool,
) -> impl Iterator<Item = OutlineRow<'_>> {
    outline
        .modules
        .iter()
        .enumerate()
        .flat_map(move |(m, module)| {
            let folded = is_folded(m + 1, module);
            let lessons = if folded { &[][..] } else { &module.lessons[..] };
            let lesson_rows = lessons.iter().enumerate().map(move |(l, lesson)| {
                OutlineRow::Lesson(
                    LessonNumber {
                        module: m + 1,
                        lesson: l + 1,
                    },
                    lesson,
                )
            });
            std::iter::once(OutlineRow::Module(m + 1, module, folded)).chain(lesson_rows)
        })
}

/// A course's outline on screen.
#[derive(Debug, Clone, PartialEq)]
pub struct CourseView {
    /// The outline.
    pub outline: Arc<Outline>,
    /// Where the list stands.
    pub cursor: ListCursor,
    folded: BTreeSet<ModuleId>,
}

impl CourseView {
    /// Shows an outline, with the lesson selected that is to be read next.
    pub fn new(outline: Arc<Outline>, height: usize) -> Self {
        let mut view = Self {
            outline,
            cursor: ListCursor::default(),
            folded: BTreeSet::new(),
        };
        if let Some(lesson) = view
            .outline
            .next_to_read()
            .map(|(_, lesson)| lesson.id.clone())
        {
            view.select(&lesson, height);
        }
        view
    }

    /// The outline's rows, folded lessons left out.
    pub fn rows(&self) -> impl Iterator<Item = OutlineRow<'_>> {
        outline_rows(&self.outline, |_, module| self.folded.contains(&module.id))
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
    pub fn move_by_module(&mut self, forward: bool, height: usize) {
        let modules: Vec<usize> = self
            .rows()
            .enumerate()
            .filter(|(_, row)| matches!(row, OutlineRow::Module(..)))
            .map(|(index, _)| index)
            .collect();
        let here = self.cursor.selected;
        let target = if forward {
            modules.iter().find(|&&row| row > here)
        } else {
            modules.iter().rev().find(|&&row| row < here)
        };
        if let Some(&row) = target {
            self.select_row(row, height);
        }
    }

    /// Selects a lesson; its module is unfolded.
    pub fn select(&mut self, lesson: &LessonId, height: usize) {
        let Some(number) = self.outline.number_of(lesson) else {
            return;
        };
        if let Some(module) = self.outline.modules.get(number.module - 1) {
            self.folded.remove(&module.id);
        }
        let is_it = |row: OutlineRow<'_>| matches!(row, OutlineRow::Lesson(n, _) if n == number);
        let row = self.rows().position(is_it);
        if let Some(row) = row {
            self.select_row(row, height);
        }
    }

    /// Folds or unfolds the module of the selected row, which becomes the selected one.
    pub fn toggle_fold(&mut self, height: usize) {
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
            self.folded.insert(id);
        }
        let is_it = |row: OutlineRow<'_>| matches!(row, OutlineRow::Module(p, ..) if p == place);
        let row = self.rows().position(is_it).unwrap_or_default();
        self.select_row(row, height);
    }

    /// Shows the same course with newer figures.
    pub fn refresh(&mut self, outline: Arc<Outline>, height: usize) {
        self.outline = outline;
        self.move_by(0, height);
    }
}
