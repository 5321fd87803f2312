//! Keys and clicks in an outline, on the Course screen or beside a lesson.

use super::Next;
use crate::app::direction::Direction;
use crate::app::frame::geometry::InList;
use crate::app::lesson_ref::LessonRef;
use crate::app::msg::Mouse;
use crate::app::overlay::Overlay;
use crate::app::overlay::text::Text;
use crate::app::shared::Shared;
use crate::app::widget::movement::rows_moved_from;
use crate::app::widget::outline::{OutlineList, OutlineRow};
use crate::app::wish::{AfterCompletion, Begin, LessonChoice, LessonWish, Wish};
use crate::keymap::Action;

/// Does what an action means in an outline of so many rows on screen.
pub(super) fn act(
    list: &mut OutlineList,
    action: Action,
    number: Option<usize>,
    rows: usize,
    shared: &mut Shared,
) -> Next {
    match action {
        Action::Continue => return Next::Wish(Wish::Continue),
        Action::Open => return open_selected(list, rows),
        Action::ToggleComplete => return toggle_selected(list, shared),
        Action::About => {
            return Next::Show(Overlay::Text(Text::about(&list.outline.course, shared)));
        }
        Action::Filter => list.typing = true,
        Action::FoldModule => list.toggle_fold(rows),
        Action::NextModule => list.move_by_module(Direction::Forward, rows),
        Action::PreviousModule => list.move_by_module(Direction::Back, rows),
        _ => {
            if let Some(by) = rows_moved_from(list.cursor.selected, action, number, rows) {
                list.move_by(by, rows);
            }
        }
    }
    Next::Stay
}

/// Opens the selected lesson, or folds the selected module.
fn open_selected(list: &mut OutlineList, rows: usize) -> Next {
    match list.selected() {
        Some(OutlineRow::Lesson(_, lesson)) => Next::Wish(Wish::OpenLesson(LessonWish {
            course: list.outline.course.id.clone(),
            lesson: LessonChoice::Id(lesson.head.id.clone()),
            begin: Begin::Left,
        })),
        Some(OutlineRow::Module(..)) => {
            list.toggle_fold(rows);
            Next::Stay
        }
        None => Next::Stay,
    }
}

/// Marks the selected lesson as done, or takes that back.
fn toggle_selected(list: &OutlineList, shared: &mut Shared) -> Next {
    let Some(OutlineRow::Lesson(_, lesson)) = list.selected() else {
        shared.say("Select a lesson to mark it done");
        return Next::Stay;
    };
    let of = LessonRef {
        course: list.outline.course.id.clone(),
        lesson: lesson.head.id.clone(),
    };
    Next::Wish(match lesson.progress.completion {
        Some(completion) => Wish::Reopen(of, Some(completion.record)),
        None => Wish::Complete(of, AfterCompletion::Stay),
    })
}

/// A click on a row selects it, and opens it when `opens` says. A click on the line
/// of the filter begins to type into it, one elsewhere ends that.
pub(super) fn click(list: &mut OutlineList, areas: InList, opens: Opens, mouse: Mouse) -> Next {
    let rows = usize::from(areas.rows.height);
    let row = mouse.row_in(areas.rows).map(|row| list.cursor.top + row);
    match row {
        Some(row) if row < list.rows().count() => {
            let was_selected = row == list.cursor.selected;
            list.select_row(row, rows);
            if was_selected || opens == Opens::AtOnce {
                return open_selected(list, rows);
            }
        }
        Some(_) if opens == Opens::WhenSelected => {}
        _ => list.typing = mouse.is_in(areas.filter),
    }
    Next::Stay
}

/// When a click on a row opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opens {
    /// Where it was selected already.
    WhenSelected,
    /// At any click.
    AtOnce,
}

/// The label of an action in an outline, where it differs from its usual one.
pub(super) fn label(list: &OutlineList, action: Action) -> Option<&'static str> {
    let is_done = matches!(list.selected(), Some(OutlineRow::Lesson(_, lesson)) if lesson.progress.completion.is_some());
    (action == Action::ToggleComplete && is_done).then_some("mark not done")
}
