//! What a key leads to: the action that it means, and what each action does, pane by pane.

use super::course::CourseView;
use super::excerpt::Waiting;
use super::model::{Model, Overlay, Pane};
use super::notice::{Level, Notice};
use super::purpose::{Landing, Which};
use super::reader::Part;
use super::text_view::TextView;
use crate::keymap::{Action, Key, KeyCode, Layer, Resolution};

impl Model {
    pub(super) fn key(&mut self, key: Key) {
        if !self.is_way_out(key) && self.queue_up(Waiting::Key(key)) {
            return;
        }
        if self.size.is_too_small() {
            return self.key_without_screen(key);
        }
        let layers = self.layers();
        match self.keymap.resolve(&layers, &self.pending, key) {
            Resolution::Action(Action::Count) => self.type_digit(key),
            Resolution::Action(action) => {
                self.pending.clear();
                match (self.count.take(), action) {
                    // What was begun last is what is given up: the number.
                    (Some(_), Action::Back | Action::Cancel | Action::ClearSearch) => {}
                    (number, action) => self.act_with(action, number),
                }
            }
            Resolution::Pending => self.pending.push(key),
            Resolution::Nothing => {
                self.pending.clear();
                self.count = None;
                match key.without_alt() {
                    // A terminal sends the same for Alt held with a key as for an Esc right before it.
                    Some(alone) => {
                        self.key(Key::new(KeyCode::Esc));
                        self.key(alone);
                    }
                    None => self.type_key(key),
                }
            }
        }
    }

    /// Whether a key leaves or suspends the program, whatever is typed: one that is a letter may be text.
    fn is_way_out(&self, key: Key) -> bool {
        let resolution = self.keymap.resolve(&[Layer::Global], &[], key);
        key.text().is_none() && matches!(resolution, Resolution::Action(action) if action.leaves())
    }

    /// On a screen that is too small to show anything, only leaving and suspending make sense.
    fn key_without_screen(&mut self, key: Key) {
        let resolution = self.keymap.resolve(&[Layer::Global], &[], key);
        if let Resolution::Action(action) = resolution
            && action.leaves()
        {
            self.act(action);
        }
    }

    /// Does what a key, a click or the footer asked for.
    pub(super) fn act(&mut self, action: Action) {
        self.act_with(action, None);
    }

    /// The same with the number that was typed before: a movement is made that often, and the keys to the beginning
    /// and the end go to that row or to so many per cent. Before anything else it means nothing.
    pub(super) fn act_with(&mut self, action: Action, number: Option<usize>) {
        if self.picks_by_letters() && action == Action::Cancel {
            return self.stop_picking();
        }
        if self.input().is_some() && self.act_on_input(action) {
            return;
        }
        match action {
            Action::Quit => self.quit(),
            Action::Suspend => self.suspend(),
            // Every message is followed by a frame; the runtime clears the screen before this one.
            Action::Redraw => self.outbox.push(super::effect::Effect::Redraw),
            Action::Help => self.toggle_help(),
            Action::FindEverywhere => self.open_find(),
            Action::Bookmarks => self.open_bookmarks(),
            Action::DismissNotice => self.notices.dismiss(self.now),
            Action::NoticeDetail => self.show_notice(),
            Action::GoCatalog => self.go(Pane::Catalog),
            Action::GoCourse => self.go_course(),
            Action::GoLesson => self.go_lesson(),
            Action::GoProgress => self.go(Pane::Progress),
            // What lies over the pane is closed first.
            Action::NextPane | Action::PreviousPane if self.overlay.is_some() => {}
            Action::NextPane if self.go_to_neighbour_part(true) => {}
            Action::PreviousPane if self.go_to_neighbour_part(false) => {}
            Action::NextPane => self.go_neighbour(1),
            Action::PreviousPane => self.go_neighbour(Pane::ALL.len() - 1),
            Action::Back => self.back(),
            action => self.act_on_screen(action, number),
        }
    }

    fn act_on_screen(&mut self, action: Action, number: Option<usize>) {
        match (&mut self.overlay, self.pane) {
            (Some(Overlay::Help(_)), _) => self.act_on_help(action),
            (Some(Overlay::Text(_, view)), _) => scroll_text(view, action, 1),
            (Some(Overlay::Contents(_)), _) => self.act_on_contents(action),
            (Some(Overlay::Find(_)), _) => self.act_on_find(action),
            (Some(Overlay::Bookmarks(_)), _) => self.act_on_bookmarks(action),
            (Some(Overlay::Confirm(_)), _) => match action {
                Action::Accept => self.open_outside(),
                Action::Cancel => self.overlay = None,
                _ => {}
            },
            (None, Pane::Catalog) => self.act_on_catalog(action),
            (None, Pane::Course) => self.act_on_course(action, number),
            (None, Pane::Lesson) => self.act_on_lesson(action, number),
            (None, Pane::Progress) => self.act_on_progress(action),
        }
    }

    fn back(&mut self) {
        if self.overlay.take().is_some() {
            return;
        }
        // Information goes by itself and is no reason to press twice.
        let notice = self.notices.current();
        if notice.is_some_and(|notice| notice.level > Level::Information) {
            return self.notices.dismiss(self.now);
        }
        match self.pane {
            Pane::Catalog if !self.catalog.filter.is_empty() => self.edit_filter_away(),
            Pane::Catalog => {}
            _ if self.outline_view().is_some_and(CourseView::shows_filter) => {
                self.clear_outline_filter();
            }
            Pane::Lesson if self.part() != Some(Part::Text) => self.hand_keys_to(Part::Text),
            Pane::Lesson => self.go_course(),
            Pane::Course => self.go(self.came_from),
            Pane::Progress => self.go(Pane::Catalog),
        }
    }

    /// Goes to the next pane in that direction that has something to show: going around opens nothing.
    fn go_neighbour(&mut self, steps: usize) {
        let here = Pane::ALL.iter().position(|pane| *pane == self.pane);
        let mut place = here.unwrap_or_default();
        loop {
            place = (place + steps) % Pane::ALL.len();
            match Pane::ALL[place] {
                Pane::Lesson if self.reader.is_none() => {}
                Pane::Course if self.course.is_none() => {}
                pane => return self.go(pane),
            }
        }
    }

    /// The course that is selected in the catalog or read in the lesson, where that is on screen; else the one that
    /// was shown last.
    fn go_course(&mut self) {
        let here = match self.pane {
            Pane::Catalog => self.catalog.selected().map(|course| &course.course.id),
            Pane::Lesson => self.reader.as_ref().map(|reader| &reader.outline.course.id),
            Pane::Course | Pane::Progress => None,
        };
        let shown = self.course.as_ref().map(|view| &view.outline.course.id);
        match (here, shown) {
            (Some(here), shown) if shown != Some(here) => self.open_outline(here.clone()),
            (_, Some(_)) => self.go(Pane::Course),
            (_, None) => self.say("Choose a course first"),
        }
    }

    fn go_lesson(&mut self) {
        match &self.reader {
            Some(_) => self.go(Pane::Lesson),
            None => self.continue_course(),
        }
    }

    /// Opens the lesson to be read next, of the course on screen.
    pub(super) fn continue_course(&mut self) {
        let shown = self.outline_view().map(|view| &view.outline.course.id);
        let selected = self.catalog.selected().map(|course| &course.course.id);
        match shown.or(selected).cloned() {
            Some(course) => self.open_lesson(course, Which::Next, Landing::Kept),
            None => self.say("Choose a course first"),
        }
    }

    pub(super) fn say(&mut self, what: &str) {
        self.notices.push(Notice::information(what), self.now);
    }

    fn toggle_help(&mut self) {
        if matches!(self.overlay, Some(Overlay::Help(_))) {
            self.overlay = None;
            return;
        }
        let layers = self.layers();
        self.overlay = Some(Overlay::Help(super::help::Help {
            layers,
            ..Default::default()
        }));
    }

    fn act_on_help(&mut self, action: Action) {
        let page = usize::from(self.overlay_rows_area().height);
        match (action, &mut self.overlay) {
            (Action::Search, Some(Overlay::Help(help))) => help.typing = true,
            _ => {
                if let Some(rows) = rows_moved(action, page) {
                    self.scroll_help(rows);
                }
            }
        }
    }

    /// Scrolls the help screen; it stops where its last row is at the bottom.
    pub(super) fn scroll_help(&mut self, rows: isize) {
        let area = self.overlay_rows_area();
        let (height, width) = (usize::from(area.height), area.padded(1).width);
        if let Some(Overlay::Help(help)) = &mut self.overlay {
            let last = help.rows(&self.keymap, width).len().saturating_sub(height);
            help.top = help.top.saturating_add_signed(rows).min(last);
        }
    }

    fn show_notice(&mut self) {
        let Some(notice) = self.notices.current().cloned() else {
            return;
        };
        let detail = notice
            .detail
            .as_deref()
            .unwrap_or("There is nothing more to say about it.");
        let markdown = format!("**{}**\n\n{detail}\n", notice.summary);
        self.show_text("Notice".to_owned(), &markdown);
    }
}

/// How many rows an action moves by, in a list or text of `page` rows.
pub(super) fn rows_moved(action: Action, page: usize) -> Option<isize> {
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

/// How far an action moves the selection of a list of `page` rows, with the number that was typed before it.
pub(super) fn rows_moved_from(
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
pub(super) fn scroll_text(view: &mut TextView, action: Action, times: usize) {
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
