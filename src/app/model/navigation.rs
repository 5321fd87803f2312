//! From screen to screen: granting what a screen or overlay wishes.

use super::Model;
use crate::app::direction::Direction;
use crate::app::overlay::{self, Overlay};
use crate::app::pane::Pane;
use crate::app::request::RequestId;
use crate::app::request::courses::ReadOutline;
use crate::app::request::lesson::ReadLesson;
use crate::app::request::waiting::Waiting;
use crate::app::screen;
use crate::app::screen::lesson::opening::Found;
use crate::app::shared::Shared;
use crate::app::wish::{Begin, LessonChoice, LessonWish, Wish};
use crate::domain::{CourseId, ModuleId};

/// The course or lesson that is being opened, and the screen that one came from.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Navigation {
    /// The screen that a course was come to from, and is left for: the Catalog or the Progress.
    came_from: Pane,
    /// The screen that the Progress or the Review was gone to from.
    left: Pane,
    pub(super) outlines: Waiting<ReadOutline, OutlineFor>,
    pub(super) texts: Waiting<ReadLesson, (Found, Begin)>,
}

/// Why an outline is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum OutlineFor {
    /// To show it, with a module selected where one is named.
    Show(Option<ModuleId>),
    /// To open a lesson of it.
    Lesson(LessonChoice, Begin),
    /// To show newer figures of a course that may be on screen.
    Refresh(CourseId),
    /// To say in the catalog which lesson would be resumed.
    Resume,
}

impl OutlineFor {
    /// True for what only somebody who waits at the present screen wants.
    fn opens(&self) -> bool {
        !matches!(self, OutlineFor::Refresh(_) | OutlineFor::Resume)
    }
}

impl Navigation {
    /// True while a course or lesson is being opened.
    pub(super) fn is_under_way(&self) -> bool {
        self.outlines.any(OutlineFor::opens) || self.texts.any(|_| true)
    }

    /// True while newer figures of a course are being read.
    pub(super) fn is_refreshing(&self) -> bool {
        let refreshes = |purpose: &OutlineFor| matches!(purpose, OutlineFor::Refresh(_));
        self.outlines.any(refreshes)
    }

    /// True where this is the text of a lesson that is being opened.
    pub(super) fn waits_for(&self, id: RequestId) -> bool {
        self.texts.purpose(id).is_some()
    }

    /// Nothing is being opened any more.
    pub(super) fn cancel(&mut self, shared: &mut Shared) {
        self.outlines.cancel(OutlineFor::opens, shared);
        self.texts.cancel(|_| true, shared);
    }
}

impl Model {
    pub(super) fn after_screen(&mut self, next: screen::Next) {
        match next {
            screen::Next::Stay => {}
            screen::Next::Show(overlay) => self.open(overlay),
            screen::Next::Wish(wish) => self.grant(wish),
        }
    }

    pub(super) fn after_overlay(&mut self, next: overlay::Next) {
        match next {
            overlay::Next::Stay => {}
            overlay::Next::Close => self.close_overlay(),
            overlay::Next::StayAnd(wish) => self.grant(wish),
            overlay::Next::CloseAnd(wish) => {
                self.close_overlay();
                self.grant(wish);
            }
        }
    }

    pub(super) fn open(&mut self, overlay: Overlay) {
        self.close_overlay();
        self.opener = None;
        self.overlay = Some(overlay);
        self.fit();
    }

    pub(super) fn close_overlay(&mut self) {
        if let Some(mut overlay) = self.overlay.take() {
            overlay.panel_mut().close(&mut self.shared);
        }
    }

    fn grant(&mut self, wish: Wish) {
        match wish {
            Wish::OpenCourse(course, module) => self.open_course(course, module),
            Wish::OpenLesson(lesson) => self.open_lesson(lesson),
            Wish::JumpToLesson(lesson) => {
                self.lesson.remember_spot();
                self.open_lesson(lesson);
            }
            Wish::Continue => self.continue_course(),
            Wish::GoToHeading(heading) => self.lesson.jump_to_heading(heading),
            Wish::Complete(lesson, then) => self.complete(lesson, then),
            Wish::CompleteOpenLesson => self.complete_open_lesson(),
            Wish::Reopen(lesson, completion) => self.reopen(lesson, completion),
            Wish::Enroll(course) => self.enroll(course),
            Wish::SignIn => self.begin_sign_in(),
            Wish::SignedIn(words) => self.signed_in(words),
            Wish::SyncNow => self.sync_now(),
            Wish::AnswerSync(yes) => self.answer_sync(yes),
            Wish::SyncWith(typed) => self.sync_with(typed),
            Wish::FollowBookmarks => self.lesson.flag_bookmarks(&self.shared),
            Wish::CloseLesson => self.close_lesson(),
            Wish::Edit(place) => self.edit(place),
            Wish::Fit => self.fit(),
        }
    }

    /// Shows a screen; what only the one before waited for is no longer waited for.
    pub(super) fn go(&mut self, pane: Pane) {
        self.navigation.cancel(&mut self.shared);
        self.typed.forget();
        self.close_overlay();
        let (screen, shared) = self.screen_mut();
        screen.leave(shared);
        if self.pane == Pane::Lesson && pane != Pane::Lesson {
            self.stop_reading();
        }
        self.shared.notices.forget_information(self.shared.now);
        self.pane = pane;
        if matches!(pane, Pane::Catalog | Pane::Progress) {
            self.navigation.came_from = pane;
        }
        self.freshen();
        self.fit();
    }

    /// Asks for the figures that the screen shows, where they may have changed.
    fn freshen(&mut self) {
        match self.pane {
            Pane::Progress => self.progress.come(&mut self.shared),
            Pane::Review => self.review.read(&mut self.shared),
            Pane::Catalog => self.catalog.read(&mut self.shared),
            Pane::Course => {
                if let Some(course) = self.course.shown().cloned() {
                    self.refresh_outline(course);
                }
            }
            Pane::Lesson => {}
        }
    }

    /// Leaves a screen on which nothing was begun.
    pub(super) fn go_back(&mut self) {
        match self.pane {
            Pane::Catalog => {}
            Pane::Lesson => self.go_course(),
            Pane::Course => self.go(self.navigation.came_from),
            Pane::Progress | Pane::Review => {
                let left = std::mem::take(&mut self.navigation.left);
                self.go(left);
                self.navigation.came_from = Pane::Catalog;
            }
        }
    }

    /// Goes to the next column of the lesson, or else to the next screen that has something to show: going around
    /// opens nothing.
    pub(super) fn go_to_neighbour(&mut self, direction: Direction) {
        if self.pane == Pane::Lesson && self.lesson.go_to_column(direction, &mut self.shared) {
            return;
        }
        let steps = match direction {
            Direction::Forward => 1,
            Direction::Back => Pane::ALL.len() - 1,
        };
        let here = Pane::ALL.iter().position(|pane| *pane == self.pane);
        let mut place = here.unwrap_or_default();
        loop {
            place = (place + steps) % Pane::ALL.len();
            match Pane::ALL[place] {
                Pane::Lesson if self.lesson.reader.is_none() => {}
                Pane::Course if self.course.list.is_none() => {}
                pane => return self.go(pane),
            }
        }
    }

    /// Goes to a screen as its key does.
    pub(super) fn go_to_pane(&mut self, pane: Pane) {
        match pane {
            Pane::Progress | Pane::Review => {
                if matches!(self.pane, Pane::Catalog | Pane::Course | Pane::Lesson) {
                    self.navigation.left = self.pane;
                }
                self.go(pane);
            }
            Pane::Catalog => self.go(pane),
            Pane::Course => self.go_course(),
            Pane::Lesson => self.go_lesson(),
        }
    }

    /// The course that is selected in the catalog or read in the lesson, where that is on screen; else the one that
    /// was shown last.
    pub(super) fn go_course(&mut self) {
        match (self.screen().course(), self.course.shown()) {
            (Some(here), shown) if shown != Some(here) => self.open_course(here.clone(), None),
            (_, Some(_)) => self.go(Pane::Course),
            (_, None) => self.shared.say("Select a course first"),
        }
    }

    /// Goes to the lesson that is open, or resumes a course that was joined: a key that goes to a screen joins none.
    pub(super) fn go_lesson(&mut self) {
        if self.lesson.reader.is_some() {
            return self.go(Pane::Lesson);
        }
        let here = self.screen().course_to_continue().cloned();
        let here = here.filter(|course| self.catalog.courses.is_joined(course));
        match here.or_else(|| self.catalog.courses.last_read().cloned()) {
            Some(course) => self.resume(course),
            None => self
                .shared
                .say("No lesson is open: open one from its course"),
        }
    }

    /// Whether a lesson is open, or was read before.
    pub(in crate::app) fn has_lesson(&self) -> bool {
        self.lesson.reader.is_some() || self.catalog.courses.last_read().is_some()
    }

    /// Resumes the course on screen.
    fn continue_course(&mut self) {
        match self.screen().course_to_continue().cloned() {
            Some(course) => self.resume(course),
            None => self.shared.say("Select a course first"),
        }
    }

    fn resume(&mut self, course: CourseId) {
        self.open_lesson(LessonWish {
            course,
            lesson: LessonChoice::ToResume,
            begin: Begin::Left,
        });
    }

    /// Shows a course's outline, once it was read; what was to be opened before is no longer wanted.
    pub(super) fn open_course(&mut self, course: CourseId, module: Option<ModuleId>) {
        self.navigation.cancel(&mut self.shared);
        let purpose = OutlineFor::Show(module);
        let outlines = &mut self.navigation.outlines;
        outlines.ask(ReadOutline(course), purpose, &mut self.shared);
    }

    /// Opens a lesson of a course, once its outline and text were read.
    pub(super) fn open_lesson(&mut self, wish: LessonWish) {
        self.navigation.cancel(&mut self.shared);
        // What was read so far is part of the figures that the outline brings.
        self.stop_reading();
        let purpose = OutlineFor::Lesson(wish.lesson, wish.begin);
        let outlines = &mut self.navigation.outlines;
        outlines.ask(ReadOutline(wish.course), purpose, &mut self.shared);
    }

    /// Finds out which lesson of the course that is selected in the catalog would be resumed.
    pub(super) fn look_up_resumed(&mut self) {
        if self.pane != Pane::Catalog {
            return;
        }
        if let Some(course) = self.catalog.course_to_look_up() {
            let outlines = &mut self.navigation.outlines;
            outlines.cancel(|purpose| *purpose == OutlineFor::Resume, &mut self.shared);
            outlines.ask(ReadOutline(course), OutlineFor::Resume, &mut self.shared);
        }
    }

    /// Reads newer figures of a course that may be on screen.
    pub(super) fn refresh_outline(&mut self, course: CourseId) {
        let purpose = OutlineFor::Refresh(course.clone());
        let outlines = &mut self.navigation.outlines;
        outlines.ask(ReadOutline(course), purpose, &mut self.shared);
    }
}
