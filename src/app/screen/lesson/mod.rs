//! The Lesson screen: one lesson's text, the lists beside it, and what is searched and picked in it.

mod areas;
mod bookmarks;
mod colours;
mod first_look;
mod hints;
mod images;
mod links;
mod look;
mod mouse;
pub(in crate::app) mod opening;
mod passage;
mod picking;
mod quiz;
pub mod reader;
pub(in crate::app) mod reload;
mod search;
mod search_keys;
mod side_columns;
mod status;
mod targets;
mod trail;

use std::sync::Arc;

use super::{Next, Screen, outline};
use crate::app::direction::Direction;
use crate::app::image::Grid;
use crate::app::msg::Mouse;
use crate::app::overlay::Overlay;
use crate::app::overlay::contents::Contents;
use crate::app::pane::Pane;
use crate::app::request::lesson::{Highlight, ReadLesson, RenderImage, SearchLesson};
use crate::app::request::waiting::Waiting;
use crate::app::shared::Shared;
use crate::app::study::PlaceToSave;
use crate::app::widget::input_line::InputLine;
use crate::app::widget::movement::scroll_text;
use crate::app::wish::{Begin, LessonChoice, LessonWish, Wish};
use crate::domain::{CourseId, LessonId};
use crate::keymap::{Action, Layer};
pub use hints::{Hint, Hints, Target};
pub use images::Renderings;
pub use passage::Passage;
use quiz::Keeping;
pub use reader::{Column, Reader};
pub use search::Search;
use trail::Trail;

/// The Lesson screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LessonScreen {
    /// The lesson; none until one was opened.
    pub reader: Option<Reader>,
    /// The last words that were searched for in a lesson.
    searched: String,
    /// The way that was taken by jumps.
    trail: Trail,
    /// True while the scroll bar is held: from a click on it to one elsewhere.
    drags_bar: bool,
    /// The block that the mouse was pressed on.
    pressed: Option<usize>,
    keeping: Keeping,
    reloading: Waiting<ReadLesson, LessonId>,
    searching: Waiting<SearchLesson, LessonId>,
    colouring: Waiting<Highlight, (LessonId, usize)>,
    rendering: Waiting<RenderImage, (LessonId, usize, Grid)>,
}

impl LessonScreen {
    /// The course of the lesson that is open.
    pub(in crate::app) fn shown(&self) -> Option<&CourseId> {
        self.reader.as_ref().map(|reader| &reader.outline.course.id)
    }

    /// The place in the lesson, where it is another one than is saved; from now on it counts as saved.
    pub(in crate::app) fn place_to_save(&mut self) -> Option<PlaceToSave> {
        let reader = self.reader.as_mut()?;
        let position = reader.text.position();
        if reader.saved == Some(position) {
            return None;
        }
        reader.saved = Some(position);
        Some(PlaceToSave {
            lesson: reader.lesson_ref(),
            start: reader.text.layout().start_of_position(&position),
            read: reader.read_so_far(),
            position,
        })
    }

    /// Opens the lesson before or after this one.
    pub(in crate::app) fn open_neighbour(&self, direction: Direction) -> Option<LessonWish> {
        let reader = self.reader.as_ref()?;
        let lesson = reader.neighbour(direction)?;
        Some(LessonWish {
            course: reader.outline.course.id.clone(),
            lesson: LessonChoice::Id(lesson.head.id.clone()),
            begin: Begin::Left,
        })
    }

    fn go_to_neighbour(&self, direction: Direction, shared: &mut Shared) -> Next {
        if let Some(wish) = self.open_neighbour(direction) {
            return Next::Wish(Wish::OpenLesson(wish));
        }
        shared.say(match direction {
            Direction::Forward => "This is the last lesson",
            Direction::Back => "This is the first lesson",
        });
        Next::Stay
    }

    fn open_contents(&self, shared: &mut Shared) -> Next {
        let Some(reader) = &self.reader else {
            return Next::Stay;
        };
        let document = Arc::clone(reader.text.layout().document());
        match Contents::of(document, reader.current_heading(), shared) {
            Some(contents) => Next::Show(Overlay::Contents(contents)),
            None => {
                shared.say("This lesson has no headings");
                Next::Stay
            }
        }
    }

    /// Does what an action means in the text.
    fn act_on_text(&mut self, action: Action, number: Option<usize>, shared: &mut Shared) -> Next {
        let Some(reader) = &mut self.reader else {
            return Next::Stay;
        };
        let times = number.unwrap_or(1);
        match action {
            Action::NextLesson => return self.go_to_neighbour(Direction::Forward, shared),
            Action::PreviousLesson => return self.go_to_neighbour(Direction::Back, shared),
            Action::Complete => return self.complete(shared),
            Action::Reopen => {
                let completion = reader.entry().progress.completion;
                let record = completion.map(|completion| completion.record);
                return Next::Wish(Wish::Reopen(reader.lesson_ref(), record));
            }
            Action::NextHeading => reader.move_by_heading(Direction::Forward, times),
            Action::PreviousHeading => reader.move_by_heading(Direction::Back, times),
            Action::Contents => return self.open_contents(shared),
            Action::Search => reader.search = Some(Search::begin(&reader.text)),
            Action::NextMatch => self.step_to_match(Direction::Forward, times),
            Action::PreviousMatch => self.step_to_match(Direction::Back, times),
            Action::ClearSearch => reader.search = None,
            Action::Links => self.show_hints(shared),
            Action::NextTarget => self.select_target(Direction::Forward, times, shared),
            Action::PreviousTarget => self.select_target(Direction::Back, times, shared),
            Action::Follow => return self.follow_selected(shared),
            Action::LinkBack => return self.walk_trail(Direction::Back, shared),
            Action::LinkForward => return self.walk_trail(Direction::Forward, shared),
            Action::SelectPassage => self.select_passage(shared),
            Action::CopyCode => return self.copy_code(shared),
            Action::ToggleBookmark => self.toggle_bookmark(shared),
            Action::ScrollLeft => reader.text.scroll_sideways(-in_steps(times)),
            Action::ScrollRight => reader.text.scroll_sideways(in_steps(times)),
            Action::Top | Action::Bottom if number.is_some() => reader.go_to_percent(times),
            action => scroll_text(&mut reader.text, action, times),
        }
        Next::Stay
    }
}

impl Screen for LessonScreen {
    fn layers(&self) -> Vec<Layer> {
        let search = self.reader.as_ref().and_then(|r| r.search.as_ref());
        match (search, self.column()) {
            _ if self.picks_by_letters() => vec![Layer::Input],
            _ if self.passage().is_some() => self.passage_layers(),
            (Some(search), _) if search.typing => vec![Layer::Input],
            (_, Some(Column::Outline)) => {
                let filters = self.outline().is_some_and(|list| list.typing);
                let input = filters.then_some(Layer::Input);
                let own = [Layer::Beside, Layer::Course, Layer::List, Layer::Lesson];
                input.into_iter().chain(own).collect()
            }
            (_, Some(Column::Contents)) => vec![Layer::Beside, Layer::List, Layer::Lesson],
            (Some(_), _) => vec![Layer::Matches, Layer::Lesson, Layer::Scroll],
            (None, _) => self
                .question_layers()
                .unwrap_or_else(|| vec![Layer::Lesson, Layer::Scroll]),
        }
    }

    fn awaits_answer(&self) -> bool {
        self.awaits_question() || self.awaits_matches()
    }

    fn act(&mut self, action: Action, number: Option<usize>, shared: &mut Shared) -> Next {
        if let Some(next) = self.act_on_passage(action, shared) {
            return next;
        }
        if let Some(next) = self.act_beside(action, number, shared) {
            return next;
        }
        if self.change_look(action, shared) {
            return Next::Stay;
        }
        if let Some(next) = self.act_on_question(action, shared) {
            return next;
        }
        // Whatever else is done is done in the text.
        self.give_keys_to(Column::Text, shared);
        if matches!(action, Action::Top | Action::Bottom) {
            self.remember_spot();
        }
        self.act_on_text(action, number, shared)
    }

    fn click(&mut self, mouse: Mouse, shared: &mut Shared) -> Next {
        self.click_body(mouse, shared)
    }

    fn scroll(&mut self, rows: isize, mouse: Mouse, shared: &Shared) {
        self.scroll_column(rows, mouse, shared);
    }

    fn fit(&mut self, shared: &mut Shared) {
        let (options, lines) = (self.options(shared), self.lines(shared));
        let (outline_rows, contents_rows) = (self.outline_rows(shared), self.contents_rows(shared));
        let was_answering = self.reader.as_ref().and_then(Reader::answering).is_some();
        if let Some(reader) = &mut self.reader {
            reader.text.resize(options, lines);
            match reader.column {
                Column::Outline => reader.beside.move_by(0, outline_rows),
                _ => reader.beside.centre(&reader.lesson.head.id, outline_rows),
            }
            let headings = reader.text.layout().document().headings().len();
            reader.headings.move_by(0, headings, contents_rows);
        }
        match was_answering {
            true => self.show_sheet(shared),
            false => self.dress_text(shared),
        }
        self.leave_hidden_column(shared);
    }

    fn input(&mut self) -> Option<&mut InputLine> {
        if self.outline().is_some_and(|list| list.typing) {
            return self.outline_mut().map(|list| &mut list.filter);
        }
        let reader = self.reader.as_mut()?;
        if let Some(passage) = &mut reader.passage {
            return passage.front.as_mut();
        }
        match &mut reader.search {
            Some(search) => search.typing.then_some(&mut search.input),
            None => reader.sheet.as_mut()?.typed(),
        }
    }

    fn typed(&mut self, shared: &mut Shared) {
        let rows = self.outline_rows(shared);
        let is_in_blank = self.is_in_blank();
        let is_in_passage = self.passage().is_some();
        match self.outline_mut().filter(|list| list.typing) {
            Some(list) => list.apply_filter(rows),
            None if is_in_passage => {}
            None if is_in_blank => self.typed_into_blank(shared),
            None => self.find(shared),
        }
    }

    fn accept_input(&mut self, shared: &mut Shared) {
        if let Some(list) = self.outline_mut().filter(|list| list.typing) {
            list.typing = false;
            return self.fit(shared);
        }
        if self.passage().is_some() {
            return self.keep_card(shared);
        }
        self.search_again(shared);
        self.accept_search(shared);
    }

    fn cancel_input(&mut self, shared: &mut Shared) {
        let rows = self.outline_rows(shared);
        let is_in_blank = self.is_in_blank();
        let was_in_passage = self.let_go_of_passage();
        match self.outline_mut().filter(|list| list.typing) {
            Some(list) => {
                list.clear_filter(rows);
                self.fit(shared);
            }
            None if was_in_passage => {}
            None if is_in_blank => {
                self.stop_answering(shared);
            }
            None => self.cancel_search(),
        }
    }

    fn give_up(&mut self, shared: &mut Shared) -> bool {
        let rows = self.outline_rows(shared);
        if let Some(list) = self.outline_mut().filter(|list| list.shows_filter()) {
            list.clear_filter(rows);
            self.fit(shared);
            return true;
        }
        let is_beside = self.column().is_some_and(|column| column != Column::Text);
        if is_beside {
            self.give_keys_to(Column::Text, shared);
            return true;
        }
        self.let_go_of_passage()
            || self.stop_answering(shared)
            || self.let_go_of_target()
            || self.leave_focus(shared)
    }

    fn leave(&mut self, shared: &mut Shared) {
        self.give_keys_to(Column::Text, shared);
        self.let_go_of_passage();
        self.keep_round(shared);
        if let Some(reader) = &mut self.reader {
            reader.beside.typing = false;
        }
    }

    fn crumbs(&self) -> Vec<(String, Pane)> {
        let Some(reader) = &self.reader else {
            return Vec::new();
        };
        let done = if reader.is_done() { "✓ " } else { "" };
        let lesson = format!("{done}{} {}", reader.number, reader.lesson.head.title);
        vec![
            (reader.outline.course.title.clone(), Pane::Course),
            (lesson, Pane::Lesson),
        ]
    }

    fn course(&self) -> Option<&CourseId> {
        self.shown()
    }

    fn course_to_continue(&self) -> Option<&CourseId> {
        self.outline().map(|list| &list.outline.course.id)
    }

    fn offered(&self, mut actions: Vec<Action>, shared: &Shared) -> Vec<Action> {
        let has_columns = self.shown_columns(shared).nth(1).is_some();
        actions.retain(|action| match action {
            Action::NextPane => has_columns,
            action => self.offers(*action),
        });
        actions
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Complete if self.is_at_end() => Some("complete and continue"),
            Action::Follow => self.label_of_target(),
            Action::HandIn => self.label_of_hand_in(),
            Action::NextPart => self.label_of_next_part(),
            action => outline::label(self.outline()?, action),
        }
    }

    fn suggested(&self) -> Option<Action> {
        if self.reader.as_ref().and_then(Reader::answering).is_some() {
            return None;
        }
        self.is_at_end().then(|| self.suggested_at_end())
    }

    fn prompt(&self, shared: &Shared) -> Option<String> {
        self.typed_below(shared)
    }

    fn status(&self, is_covered: bool, shared: &Shared) -> String {
        match is_covered {
            true => String::new(),
            false => self.reading_status(shared),
        }
    }
}

fn in_steps(times: usize) -> isize {
    isize::try_from(times).unwrap_or(isize::MAX)
}
