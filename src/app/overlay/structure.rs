//! The structure of a course that is previewed: each module with its lessons, words, minutes, kinds and problems.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Next, Panel};
use crate::app::preview::{Counts, Preview};
use crate::app::shared::Shared;
use crate::app::widget::list::{ListCursor, TWO_ROWS};
use crate::app::widget::movement::rows_moved;
use crate::app::wish::Wish;
use crate::domain::{LessonEntry, LessonKind, Minutes, ModuleEntry, Outline};
use crate::keymap::{Action, Layer};

/// The modules of a course.
#[derive(Debug, Clone, PartialEq)]
pub struct Structure {
    /// The course.
    pub outline: Arc<Outline>,
    /// Where the list stands.
    pub cursor: ListCursor,
}

/// The sums over some lessons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// How many there are.
    pub lessons: usize,
    /// How many of them are drafts.
    pub drafts: usize,
    /// The words of their texts.
    pub words: usize,
    /// How long they take.
    pub minutes: Minutes,
    /// How many there are of each kind.
    pub kinds: BTreeMap<LessonKind, usize>,
    /// The problems in their files.
    pub problems: Counts,
}

impl Figures {
    /// The figures of some lessons.
    pub fn of<'l>(lessons: impl Iterator<Item = &'l LessonEntry>, preview: &Preview) -> Figures {
        let mut figures = Figures::default();
        for lesson in lessons {
            let head = &lesson.head;
            figures.lessons += 1;
            figures.minutes.0 = figures.minutes.0.saturating_add(head.minutes.0);
            *figures.kinds.entry(head.kind).or_default() += 1;
            if let Some(about) = preview.folder.lessons.get(&head.id) {
                figures.words += about.words;
                figures.drafts += usize::from(about.draft);
                figures.problems = Counts::sum([figures.problems, about.problems].into_iter());
            }
        }
        figures
    }

    /// The figures for a person.
    pub fn said(&self) -> String {
        let mut said = format!(
            "{} · {} · {}",
            counted(self.lessons, "lesson"),
            counted(self.words, "word"),
            self.minutes
        );
        if self.drafts > 0 {
            said = format!("{said} · {}", counted(self.drafts, "draft"));
        }
        said
    }

    /// The kinds for a person.
    pub fn kinds(&self) -> String {
        let kinds = self.kinds.iter();
        let kinds: Vec<String> = kinds
            .map(|(kind, count)| format!("{count} {kind}"))
            .collect();
        kinds.join(", ")
    }
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

impl Structure {
    /// The modules of a course, the first one selected.
    pub(in crate::app) fn of(outline: Arc<Outline>) -> Structure {
        Structure {
            outline,
            cursor: ListCursor::default(),
        }
    }

    /// The modules.
    pub fn modules(&self) -> &[ModuleEntry] {
        &self.outline.modules
    }

    fn height(&self, shared: &Shared) -> usize {
        usize::from(self.rows(shared).height) / TWO_ROWS
    }

    fn move_by(&mut self, modules: isize, shared: &Shared) {
        let height = self.height(shared);
        self.cursor.move_by(modules, self.modules().len(), height);
    }

    fn open_selected(&self) -> Next {
        let course = self.outline.course.id.clone();
        match self.modules().get(self.cursor.selected) {
            Some(module) => Next::CloseAnd(Wish::OpenCourse(course, Some(module.id.clone()))),
            None => Next::Close,
        }
    }
}

impl Panel for Structure {
    fn layers(&self) -> Vec<Layer> {
        vec![Layer::List]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Next {
        if action == Action::Open {
            return self.open_selected();
        }
        if let Some(modules) = rows_moved(action, self.height(shared)) {
            self.move_by(modules, shared);
        }
        Next::Stay
    }

    fn click(&mut self, row: usize, _: &mut Shared) -> Next {
        self.cursor.selected = self.cursor.top + row / TWO_ROWS;
        self.open_selected()
    }

    fn scroll(&mut self, rows: isize, shared: &Shared) {
        self.move_by(rows.signum(), shared);
    }

    fn fit(&mut self, shared: &Shared) {
        self.move_by(0, shared);
    }
}
