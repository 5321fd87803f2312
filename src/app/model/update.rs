//! Applies a message to the model, and returns effects. Pure: no disk, no clock, no terminal.

use super::type_ahead::Input;
use super::{Model, Pane};
use crate::app::effect::Effect;
use crate::app::frame::geometry::Size;
use crate::app::image::ImageMode;
use crate::app::msg::{Env, Msg};
use crate::app::request::bookmarks::ReadBookmarks;
use crate::app::request::preferences::ReadPreferences;
use crate::app::request::study::ReadCalendar;
use crate::app::request::{Answer, Reply};

/// Applies a message and says what is to be carried out, in order.
#[must_use]
pub fn update(model: &mut Model, msg: Msg, env: &Env) -> Vec<Effect> {
    if model.shared.local.offset() != env.local.offset() {
        model.shared.offset_before = Some((model.shared.now, *model.shared.local.offset()));
    }
    model.shared.now = env.now;
    model.shared.local = env.local;
    let is_activity = model.is_activity(&msg);
    if is_activity {
        model.forget_missed_start();
    }
    model.apply(msg);
    model.settle_start();
    model.take_typed_ahead();
    model.sync_when_due();
    model.shared.notices.expire(env.now);
    model.look_up_resumed();
    model.arrange();
    model.lesson.follow_text(&model.shared);
    model.lesson.follow_screen(&model.shared);
    model.count_time(is_activity);
    if model.pane == Pane::Lesson {
        model.lesson.ask_for_colours(&mut model.shared);
        model.lesson.ask_for_images(&mut model.shared);
    }
    std::mem::take(&mut model.shared.outbox)
}

impl Model {
    /// True for what only a person at the screen does. A lesson that opens was asked for by one; whatever else comes
    /// back, a text that changed meanwhile too, says nothing of anybody being there.
    fn is_activity(&self, msg: &Msg) -> bool {
        match msg {
            Msg::Key(_) | Msg::Mouse(_) | Msg::Paste(_) | Msg::Focus(true) => true,
            Msg::Answered(Answer::ReadLesson(answered)) => {
                let opens = self.navigation.waits_for(answered.id());
                opens && matches!(answered.reply, Reply::Done(Some(_)))
            }
            _ => false,
        }
    }

    fn apply(&mut self, msg: Msg) {
        match msg {
            Msg::Started => self.begin(),
            Msg::Key(key) => {
                // Some terminals forget to say that the focus came back.
                self.has_focus = true;
                self.receive(Input::Key(key));
            }
            Msg::Mouse(mouse) => self.receive(Input::Mouse(mouse)),
            Msg::Paste(text) => self.receive(Input::Paste(text)),
            Msg::Resize(size) => self.resize(size),
            Msg::Images(mode) => self.take_image_mode(mode),
            Msg::Focus(focused) => self.focus(focused),
            Msg::Look => {}
            Msg::Resumed => self.resumed(),
            Msg::Suspend => self.suspend(),
            Msg::Hangup => self.quit(),
            Msg::Answered(answer) => self.answered(answer),
            Msg::Copied { lines, to } => self.copied(lines, to),
            Msg::CoursesChanged => self.courses_changed(),
            Msg::NetworkChanged => self.network_changed(),
            Msg::NothingIsKept => self.is_kept = false,
            Msg::Previewed(folder) => self.take_folder(&folder),
            Msg::Edited(failed) => self.edited(failed),
            Msg::Told(notice) => self.shared.tell(notice),
        }
    }

    fn begin(&mut self) {
        self.shared.ask(ReadPreferences);
        self.shared.ask(ReadBookmarks);
        self.catalog.read(&mut self.shared);
        self.shared.ask(ReadCalendar);
        self.shared.count_due();
        self.begin_syncing();
    }

    /// Courses may have changed, here or through another window: everything on screen is read again.
    pub(super) fn courses_changed(&mut self) {
        self.catalog.read(&mut self.shared);
        self.shared.ask(ReadBookmarks);
        self.shared.ask(ReadCalendar);
        let (shown, read) = (self.course.shown(), self.lesson.shown());
        let courses: Vec<_> = shown.into_iter().chain(read).cloned().collect();
        for course in courses {
            self.refresh_outline(course);
        }
        self.lesson.reload(&mut self.shared);
        self.shared.count_due();
        if self.pane == Pane::Progress {
            self.progress.read(&mut self.shared);
        }
    }

    fn focus(&mut self, focused: bool) {
        self.has_focus = focused;
        if focused {
            self.courses_changed();
        }
    }

    pub(super) fn quit(&mut self) {
        self.stop_reading();
        self.sync_before_leaving();
        self.is_away = true;
        self.shared.outbox.push(Effect::Quit);
    }

    pub(super) fn suspend(&mut self) {
        self.stop_reading();
        self.is_away = true;
        self.shared.outbox.push(Effect::Suspend);
    }

    /// The terminal was another program's meanwhile: it no longer knows the images that it was told.
    fn resumed(&mut self) {
        self.is_away = false;
        self.lesson.forget_images(&mut self.shared);
    }

    fn resize(&mut self, size: Size) {
        self.shared.size = size;
        self.fit();
    }

    /// Another setting, or what the terminal said it supports.
    fn take_image_mode(&mut self, mode: Option<ImageMode>) {
        if self.shared.settings.images == mode {
            return;
        }
        self.shared.settings.images = mode;
        self.lesson.forget_images(&mut self.shared);
        self.fit();
    }
}
