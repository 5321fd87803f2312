//! The state of the program, and how messages reach the screen or overlay that they are for.

mod answers;
mod count;
mod keys;
mod learning;
mod mouse;
mod navigation;
mod opening;
mod previewing;
mod signing_in;
mod start;
mod studying;
mod syncing;
mod type_ahead;
mod update;

use std::collections::{BTreeSet, VecDeque};

use super::frame::geometry::{self, Area, Around, Bands, Size};
use super::image::RenderingId;
use super::lesson_ref::LessonRef;
use super::overlay::Overlay;
use super::pane::Pane;
use super::request::RequestId;
use super::request::learning::{CompleteLesson, JoinCourse, ReopenLesson};
use super::request::waiting::Waiting;
use super::screen::Screen;
use super::screen::catalog::CatalogScreen;
use super::screen::course::CourseScreen;
use super::screen::lesson::LessonScreen;
use super::screen::progress::ProgressScreen;
use super::screen::review::ReviewScreen;
use super::settings::{Settings, Start};
use super::shared::Shared;
use super::study::Study;
use super::study::clock::Millis;
use super::wish::AfterCompletion;
use crate::domain::CourseId;
use crate::keymap::{Action, Keymap};
use count::Typed;
use navigation::Navigation;
use start::Beginning;
use type_ahead::Input;
pub use update::update;

/// The state of the program.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The state that all screens share.
    pub shared: Shared,
    /// The screen that is shown.
    pub pane: Pane,
    /// The overlay over it.
    pub overlay: Option<Overlay>,
    /// The action that opened the overlay, where a key did.
    pub(super) opener: Option<Action>,
    /// The Catalog screen.
    pub catalog: CatalogScreen,
    /// The Course screen.
    pub course: CourseScreen,
    /// The Lesson screen.
    pub lesson: LessonScreen,
    /// The Progress screen.
    pub progress: ProgressScreen,
    /// The Review screen.
    pub review: ReviewScreen,
    /// Keys that wait for those after them.
    pub typed: Typed,
    /// Study time.
    pub study: Study,
    /// False where the store can't be written and a copy stands in for it.
    pub is_kept: bool,
    /// False while another window has the keyboard.
    has_focus: bool,
    /// True from when the program was asked to suspend or to leave until it goes on.
    is_away: bool,
    beginning: Beginning,
    navigation: Navigation,
    /// What was typed before its turn.
    typed_ahead: VecDeque<Input>,
    /// Courses joined in this sitting: the catalog learns of it a moment later.
    joined: BTreeSet<CourseId>,
    joining: Waiting<JoinCourse, CourseId>,
    completing: Waiting<CompleteLesson, (LessonRef, AfterCompletion)>,
    reopening: Waiting<ReopenLesson, LessonRef>,
}

impl Model {
    /// The state before anything happened.
    pub fn new(settings: Settings, keymap: Keymap, size: Size, start: Option<Start>) -> Self {
        Self {
            shared: Shared::new(settings, keymap, size),
            pane: Pane::Catalog,
            overlay: None,
            opener: None,
            catalog: CatalogScreen::default(),
            course: CourseScreen::default(),
            lesson: LessonScreen::default(),
            progress: ProgressScreen::default(),
            review: ReviewScreen::default(),
            typed: Typed::default(),
            study: Study::default(),
            is_kept: true,
            has_focus: true,
            is_away: false,
            beginning: Beginning::at(start),
            navigation: Navigation::default(),
            typed_ahead: VecDeque::new(),
            joined: BTreeSet::new(),
            joining: Waiting::default(),
            completing: Waiting::default(),
            reopening: Waiting::default(),
        }
    }

    /// The screen that is shown.
    pub(super) fn screen(&self) -> &dyn Screen {
        match self.pane {
            Pane::Catalog => &self.catalog,
            Pane::Course => &self.course,
            Pane::Lesson => &self.lesson,
            Pane::Progress => &self.progress,
            Pane::Review => &self.review,
        }
    }

    fn screen_mut(&mut self) -> (&mut dyn Screen, &mut Shared) {
        let screen: &mut dyn Screen = match self.pane {
            Pane::Catalog => &mut self.catalog,
            Pane::Course => &mut self.course,
            Pane::Lesson => &mut self.lesson,
            Pane::Progress => &mut self.progress,
            Pane::Review => &mut self.review,
        };
        (screen, &mut self.shared)
    }

    /// The screen that has the keys: the one that is shown, unless something lies over it.
    pub fn uncovered(&self) -> Option<Pane> {
        self.overlay.is_none().then_some(self.pane)
    }

    /// Header, body and footer. While only the text is shown, what is said takes its line from the end of the body,
    /// and covers nothing of it.
    fn bands(&self) -> Bands {
        let only_text = self.shared.preferences.focus && self.pane == Pane::Lesson;
        let asks = self.overlay.is_some()
            || self.typed.count.is_some()
            || self
                .lesson
                .reader
                .as_ref()
                .is_some_and(|reader| reader.search.is_some() || reader.hints.is_some());
        let around = match (only_text, asks, self.shared.notices.current()) {
            (true, false, None) => Around::Nothing,
            (true, false, Some(_)) => Around::Footer,
            _ => Around::Both,
        };
        geometry::bands(self.shared.size, around)
    }

    /// Fits everything on screen where header, body and footer are others now.
    fn arrange(&mut self) {
        let bands = self.bands();
        if bands != self.shared.bands {
            self.shared.bands = bands;
            self.fit();
        }
    }

    /// Fits everything on screen to the size of its area.
    fn fit(&mut self) {
        self.shared.bands = self.bands();
        self.catalog.fit(&mut self.shared);
        self.course.fit(&mut self.shared);
        self.lesson.fit(&mut self.shared);
        self.review.fit(&mut self.shared);
        if self.pane == Pane::Progress {
            self.progress.fit(&mut self.shared);
        }
        if let Some(overlay) = &mut self.overlay {
            overlay.panel_mut().fit(&self.shared);
        }
    }

    /// Where the filter of the list that has the keys is; of no height where none is shown.
    pub fn filter_area(&self) -> Area {
        let list = match self.pane {
            Pane::Catalog => Some(self.catalog.in_list(&self.shared)),
            Pane::Course => Some(self.course.in_list(&self.shared)),
            Pane::Lesson => self.lesson.in_outline(&self.shared),
            Pane::Progress | Pane::Review => None,
        };
        list.unwrap_or_default().filter
    }

    /// The renderings that the model has, of those that were made.
    pub fn renderings(&self) -> impl Iterator<Item = RenderingId> {
        let reader = self.lesson.reader.as_ref();
        reader
            .into_iter()
            .flat_map(|reader| reader.renderings.all())
    }

    /// Whether somebody still waits for an answer.
    pub fn awaits(&self, request: RequestId) -> bool {
        self.shared.requests.awaits(request)
    }

    /// True while the learner waits for something long enough to be told so.
    pub fn is_working(&self) -> bool {
        let oldest = self.shared.requests.oldest();
        oldest.is_some_and(|since| self.shared.now.saturating_sub(since) >= PATIENCE)
    }

    /// When the model next has to look at the time; never where nothing on screen depends on it.
    pub fn next_look(&self) -> Option<Millis> {
        let now = self.shared.now;
        let working = match self.shared.requests.oldest() {
            Some(since) if now < since + PATIENCE => Some(since + PATIENCE),
            Some(_) => Some(now + SPINNER_STEP),
            None => None,
        };
        let clock = self.study.clock.next_look(now);
        let sync = self.shared.sync.next_try().filter(|_| !self.is_away);
        [working, clock, sync, self.shared.notices.next_look()]
            .into_iter()
            .flatten()
            .min()
    }
}

/// How long an answer may take before the screen says that it is being waited for, in milliseconds.
const PATIENCE: Millis = 300;

/// How long each picture of the spinner stays, in milliseconds.
pub(super) const SPINNER_STEP: Millis = 120;
