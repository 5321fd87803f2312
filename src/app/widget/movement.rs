//! How far an action moves in a list or in a text.

use super::text_view::TextView;
use crate::keymap::Action;

/// The rows that an action moves by, in a list or text of `page` rows; none where it doesn't move.
pub(in crate::app) fn rows_moved(action: Action, page: usize) -> Option<isize> {
    const FAR: isize = isize::MAX / 2;
    let page = isize::try_from(page.max(1)).unwrap_or(FAR);
    Some(match action {
        Action::Down | Action::ScrollDown => 1,
        Action::Up | Action::ScrollUp => -1,
        Action::HalfPageDown => (page / 2).max(1),
        Action::HalfPageUp => -(page / 2).max(1),
        Action::PageDown => page,
        Action::PageUp => -page,
        Action::First | Action::Top => -FAR,
        Action::Last | Action::Bottom => FAR,
        _ => return None,
    })
}

/// The same for the selection of a list, with the number that was typed before the action.
pub(in crate::app) fn rows_moved_from(
    selected: usize,
    action: Action,
    number: Option<usize>,
    page: usize,
) -> Option<isize> {
    let rows = |count: usize| isize::try_from(count).unwrap_or(isize::MAX);
    match (action, number) {
        (Action::First | Action::Last, Some(row)) => {
            Some(rows(row.saturating_sub(1)) - rows(selected))
        }
        (action, number) => {
            let once = rows_moved(action, page)?;
            Some(once.saturating_mul(rows(number.unwrap_or(1))))
        }
    }
}

/// Moves in a text, so many times.
pub(in crate::app) fn scroll_text(view: &mut TextView, action: Action, times: usize) {
    let times = isize::try_from(times).unwrap_or(isize::MAX);
    match action {
        Action::ScrollDown => view.scroll(times),
        Action::ScrollUp => view.scroll(-times),
        Action::HalfPageDown => view.half_page(times),
        Action::HalfPageUp => view.half_page(-times),
        Action::PageDown => view.turn_pages(times),
        Action::PageUp => view.turn_pages(-times),
        Action::Top => view.to_top(),
        Action::Bottom => view.to_bottom(),
        _ => {}
    }
}
