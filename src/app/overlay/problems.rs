//! The problems in the files of a course that is previewed: one leads to its lesson, or opens in the editor.

use super::{Next, Panel};
use crate::app::effect::FilePlace;
use crate::app::frame::geometry::Area;
use crate::app::preview::Problem;
use crate::app::shared::Shared;
use crate::app::widget::list::{ListCursor, TWO_ROWS};
use crate::app::widget::movement::rows_moved;
use crate::app::wish::{Begin, LessonChoice, LessonWish, Wish};
use crate::keymap::{Action, Layer};

/// Rows below the list for the line in which the selected problem is, and what to do.
const ROWS_BELOW: u16 = 4;

/// The list, by file and line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Problems {
    /// Where the list stands.
    pub cursor: ListCursor,
}

impl Problems {
    /// The problems in the order of the list.
    pub fn all(shared: &Shared) -> &[Problem] {
        let preview = shared.preview.as_ref();
        preview.map_or(&[], |preview| &preview.folder.problems)
    }

    /// The selected one.
    pub fn selected<'s>(&self, shared: &'s Shared) -> Option<&'s Problem> {
        Self::all(shared).get(self.cursor.selected)
    }

    /// The rows of the list, and those below it.
    pub fn split(rows: Area) -> (Area, Area) {
        let below = match rows.height {
            0..10 => 0,
            _ => ROWS_BELOW,
        };
        rows.split_top(rows.height - below)
    }

    fn height(&self, shared: &Shared) -> usize {
        let (list, _) = Problems::split(self.rows(shared));
        usize::from(list.height) / TWO_ROWS
    }

    fn move_by(&mut self, problems: isize, shared: &Shared) {
        let height = self.height(shared);
        let count = Self::all(shared).len();
        self.cursor.move_by(problems, count, height);
    }

    /// Opens the lesson at the problem's line.
    fn open_selected(&self, shared: &mut Shared) -> Next {
        let Some(problem) = self.selected(shared) else {
            return Next::Close;
        };
        let preview = shared.preview.as_ref();
        let found = preview.and_then(|preview| {
            let lesson = problem.lesson.clone()?;
            let about = preview.folder.lessons.get(&lesson)?;
            Some((preview.folder.course.clone()?, lesson, about))
        });
        let Some((course, lesson, about)) = found else {
            shared.say("This problem isn't in a lesson's file");
            return Next::Stay;
        };
        let line = problem.said.place.line_and_column().map(|(line, _)| line);
        Next::CloseAnd(Wish::JumpToLesson(LessonWish {
            course,
            lesson: LessonChoice::Id(lesson),
            begin: line.map_or(Begin::Top, |line| Begin::Line(about.lines.in_text(line))),
        }))
    }

    fn edit_selected(&self, shared: &mut Shared) -> Next {
        let problem = self.selected(shared);
        let place = problem.and_then(|problem| {
            let path = problem.said.place.path()?.to_owned();
            let line = problem.said.place.line_and_column();
            let line = line.map_or(1, |(line, _)| line);
            Some(FilePlace { path, line })
        });
        match place {
            Some(place) => Next::StayAnd(Wish::Edit(place)),
            None => Next::Stay,
        }
    }
}

impl Panel for Problems {
    fn layers(&self) -> Vec<Layer> {
        vec![Layer::Problems, Layer::List]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Next {
        match action {
            Action::Open => return self.open_selected(shared),
            Action::EditFile => return self.edit_selected(shared),
            action => {
                if let Some(problems) = rows_moved(action, self.height(shared)) {
                    self.move_by(problems, shared);
                }
            }
        }
        Next::Stay
    }

    fn area(&self, body: Area) -> Area {
        body.centred(100, body.height)
    }

    fn click(&mut self, row: usize, shared: &mut Shared) -> Next {
        if row < self.height(shared) * TWO_ROWS {
            self.cursor.selected = self.cursor.top + row / TWO_ROWS;
            return self.open_selected(shared);
        }
        Next::Stay
    }

    fn scroll(&mut self, rows: isize, shared: &Shared) {
        self.move_by(rows.signum(), shared);
    }

    fn fit(&mut self, shared: &Shared) {
        self.move_by(0, shared);
    }
}
