//! A message changes the model and asks for effects. Pure: no disk, no clock, no terminal.

use super::effect::{Effect, Outcome, Question, Stamp, Write};
use super::geometry::Size;
use super::model::{Model, Overlay, Pane};
use super::msg::{Env, Msg};
use super::preferences::Preferences;
use super::purpose::Purpose;
use super::reader::Part;
use super::text_view::TextView;
use crate::domain::Timestamp;
use crate::lesson::{Document, LayoutOptions, Source};

/// Lines of code above which a block folds to its beginning.
const LONG_CODE: u16 = 60;

/// Applies a message and says what is to be carried out, in order.
#[must_use]
pub fn update(model: &mut Model, msg: Msg, env: &Env) -> Vec<Effect> {
    model.now = env.now;
    model.local = env.local;
    let is_activity = model.is_activity(&msg);
    if is_activity {
        model.forget_missed_start();
    }
    let bands = model.bands();
    model.apply(msg);
    model.settle_start();
    model.settle_count();
    model.notices.expire(env.now);
    if model.bands() != bands {
        model.fit();
    }
    model.follow_text();
    model.count_time(is_activity);
    model.ask_for_colours();
    model.ask_for_pictures();
    std::mem::take(&mut model.outbox)
}

impl Model {
    /// True for what only a person at the screen does. A lesson that opens was asked for by one; whatever else comes
    /// back, a text that changed meanwhile too, says nothing of anybody being there.
    fn is_activity(&self, msg: &Msg) -> bool {
        match msg {
            Msg::Key(_) | Msg::Mouse(_) | Msg::Paste(_) | Msg::Focus(true) => true,
            Msg::Done {
                request,
                outcome: Outcome::Lesson(Some(_)),
            } => {
                let purpose = self.requests.purpose(*request);
                purpose.is_some_and(Purpose::is_navigation)
            }
            _ => false,
        }
    }

    fn apply(&mut self, msg: Msg) {
        match msg {
            Msg::Started => self.begin(),
            Msg::Key(key) => {
                // Some terminals forget to say that the focus came back.
                self.focused = true;
                if !self.key_awaits_start(key) {
                    self.key(key);
                }
            }
            Msg::Mouse(mouse) => self.mouse(mouse),
            Msg::Paste(text) if self.paste_awaits_start(&text) => {}
            Msg::Paste(text) => self.paste(&text),
            Msg::Resize(size) => self.resize(size),
            Msg::Images(mode) => self.take_image_mode(mode),
            Msg::Focus(focused) => self.focus(focused),
            Msg::Look => {}
            Msg::Resumed => self.resumed(),
            Msg::Suspend => self.suspend(),
            Msg::Hangup => self.quit(),
            Msg::Done { request, outcome } => self.done(request, outcome),
            Msg::CoursesChanged => self.courses_changed(),
            Msg::NothingIsKept => self.kept = false,
            Msg::Told(notice) => self.notices.push(notice, self.now),
        }
    }

    fn begin(&mut self) {
        self.ask(Purpose::Preferences, Question::Preferences);
        self.ask(Purpose::Bookmarks, Question::Bookmarks);
        self.ask(Purpose::Catalog, Question::Catalog);
        self.ask(Purpose::Calendar, Question::Calendar);
    }

    /// Courses may have changed, here or through another window: everything on screen is read again.
    fn courses_changed(&mut self) {
        self.ask(Purpose::Catalog, Question::Catalog);
        self.ask(Purpose::Bookmarks, Question::Bookmarks);
        let shown = self
            .course
            .as_ref()
            .map(|view| view.outline.course.id.clone());
        let read = self
            .reader
            .as_ref()
            .map(|reader| reader.outline.course.id.clone());
        for course in [shown, read].into_iter().flatten() {
            self.ask(
                Purpose::RefreshOutline(course.clone()),
                Question::Outline(course),
            );
        }
        self.reload_lesson();
        if self.pane == Pane::Progress {
            self.ask(Purpose::Joined, Question::Joined);
        }
    }

    fn focus(&mut self, focused: bool) {
        self.focused = focused;
        if focused {
            self.courses_changed();
        }
    }

    pub(super) fn quit(&mut self) {
        self.stop_reading();
        self.away = true;
        self.outbox.push(Effect::Quit);
    }

    pub(super) fn suspend(&mut self) {
        self.stop_reading();
        self.away = true;
        self.outbox.push(Effect::Suspend);
    }

    /// Asks a question; an earlier one for the same purpose is no longer waited for.
    pub(super) fn ask(&mut self, purpose: Purpose, question: Question) {
        let request = self.requests.start(purpose, self.now);
        self.outbox.push(Effect::Ask { request, question });
    }

    /// Asks for something to be written down.
    pub(super) fn write(&mut self, purpose: Purpose, write: Write) {
        let request = self.requests.start_another(purpose, self.now);
        self.outbox.push(Effect::Write { request, write });
    }

    /// This moment, as a record needs it.
    pub(super) fn stamp(&self) -> Stamp {
        Stamp {
            at: Timestamp::new(self.local.to_utc()),
            local_date: self.local.date_naive(),
        }
    }

    /// Changes the pane; what only the one before waited for is no longer waited for.
    pub(super) fn go(&mut self, pane: Pane) {
        self.requests.cancel(Purpose::is_navigation);
        self.pending.clear();
        self.overlay = None;
        self.hand_keys_to(Part::Text);
        self.stop_typing();
        if self.pane == Pane::Lesson && pane != Pane::Lesson {
            self.stop_reading();
        }
        self.notices.forget_information(self.now);
        self.pane = pane;
        if matches!(pane, Pane::Catalog | Pane::Progress) {
            self.came_from = pane;
        }
        self.freshen();
        self.fit();
    }

    /// Asks for the figures that the pane shows, where they may have changed.
    fn freshen(&mut self) {
        let course = self
            .course
            .as_ref()
            .map(|view| view.outline.course.id.clone());
        match (self.pane, course) {
            (Pane::Progress, _) => self.ask(Purpose::Joined, Question::Joined),
            (Pane::Catalog, _) => self.ask(Purpose::Catalog, Question::Catalog),
            (Pane::Course, Some(course)) => {
                self.ask(
                    Purpose::RefreshOutline(course.clone()),
                    Question::Outline(course),
                );
            }
            _ => {}
        }
    }

    /// The terminal was another program's meanwhile: it no longer knows the images that it was told.
    fn resumed(&mut self) {
        self.away = false;
        self.forget_pictures();
    }

    /// The options for a lesson's text in the Lesson pane.
    pub(super) fn lesson_options(&self) -> LayoutOptions {
        let area = self.reader_columns().text;
        LayoutOptions {
            images: self.image_canvas(area.height),
            ..self.layout_options(area.width)
        }
    }

    /// The options for text in a column of that width.
    pub(super) fn layout_options(&self, width: u16) -> LayoutOptions {
        let Preferences { tables, code, .. } = self.preferences;
        LayoutOptions {
            tables,
            code,
            fold_code: Some(LONG_CODE),
            ..LayoutOptions::new(width)
        }
    }

    fn resize(&mut self, size: Size) {
        self.size = size;
        self.fit();
    }

    /// Fits everything on screen to the size of its area.
    pub(super) fn fit(&mut self) {
        let list_rows = self.list_rows();
        let overlay = self.overlay_rows_area();
        let text_options = self.lesson_options();
        let lesson_lines = self.lesson_lines();
        let (beside_rows, contents_rows) = (self.beside_rows(), self.contents_rows());
        let overlay_options = self.layout_options(overlay.width);
        let shown = self.catalog.counts().1;
        self.catalog.cursor.move_by(0, shown, list_rows);
        if let Some(view) = &mut self.course {
            view.move_by(0, list_rows);
        }
        if let Some(reader) = &mut self.reader {
            reader.text.resize(text_options, lesson_lines);
            match reader.part {
                Part::Outline => reader.beside.move_by(0, beside_rows),
                _ => reader.beside.centre(&reader.lesson.id, beside_rows),
            }
            let headings = reader.text.layout().document().headings().len();
            reader.headings.move_by(0, headings, contents_rows);
        }
        self.settle_part();
        if self.pane == Pane::Progress {
            self.scroll_progress(0);
        }
        match &mut self.overlay {
            Some(Overlay::Text(_, view)) => {
                view.resize(overlay_options, usize::from(overlay.height));
            }
            Some(Overlay::Contents(_)) => self.move_in_contents(0),
            Some(Overlay::Help(_)) => self.scroll_help(0),
            Some(Overlay::Bookmarks(_)) => self.move_in_bookmarks(0),
            Some(Overlay::Find(_) | Overlay::Confirm(_)) | None => {}
        }
    }

    /// Shows a text over the pane.
    pub(super) fn show_text(&mut self, title: String, source: impl Into<Source>) {
        self.overlay = Some(Overlay::Text(title, Box::new(self.overlay_text(source))));
        // The area depends on what the overlay is, so the text is fitted once it stands.
        self.fit();
    }

    fn overlay_text(&self, source: impl Into<Source>) -> TextView {
        let document = std::sync::Arc::new(Document::parse(source));
        let area = self.overlay_rows_area();
        TextView::new(
            document,
            self.layout_options(area.width),
            usize::from(area.height),
        )
    }
}
