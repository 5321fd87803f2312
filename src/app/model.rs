//! Everything that the screen shows and the keys act on.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::bookmarks::Bookmark;
use super::catalog::Catalog;
use super::clock::{Millis, StudyClock};
use super::contents::Contents;
use super::course::CourseView;
use super::effect::{Effect, Write};
use super::find::Find;
use super::geometry::{
    self, Area, Around, Bands, InList, ListAndDetails, ListKind, ReaderColumns, Sides, Size,
};
use super::help::Help;
use super::list::ListCursor;
use super::notice::Notices;
use super::picture::ImageMode;
use super::preferences::Preferences;
use super::progress::Progress;
use super::purpose::Purpose;
use super::reader::{Reader, Trail};
use super::request::Requests;
use super::start::Beginning;
use super::text_view::TextView;
use crate::domain::study::DEFAULT_WORDS_PER_MINUTE;
use crate::domain::{CourseId, LessonNumber, Seconds, Slug, StudyCalendar};
use crate::keymap::{Key, Keymap};

/// What the configuration says about the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// The widest that text is set, in columns.
    pub measure: u16,
    /// Reading speed in words per minute, where the learner said it; else it is measured.
    pub words_per_minute: Option<u32>,
    /// Whether code is coloured.
    pub highlight: bool,
    /// How images are shown; none: they are their alternative text.
    pub images: Option<ImageMode>,
}

/// Where to begin, as the command line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The course to open.
    pub course: Slug,
    /// The lesson to open in it; the one to be read next where none is named.
    pub lesson: Option<LessonNumber>,
}

/// One of the four places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pane {
    /// All courses.
    #[default]
    Catalog,
    /// A course's outline.
    Course,
    /// A lesson's text.
    Lesson,
    /// Study days and how far each course is.
    Progress,
}

impl Pane {
    /// The four panes in their order.
    pub const ALL: [Pane; 4] = [Pane::Catalog, Pane::Course, Pane::Lesson, Pane::Progress];
}

/// What lies over a pane and takes the keys.
#[derive(Debug, Clone, PartialEq)]
pub enum Overlay {
    /// The keys that apply.
    Help(Help),
    /// A text that scrolls, under a title.
    Text(String, Box<TextView>),
    /// The lesson's headings.
    Contents(Contents),
    /// The search across all courses.
    Find(Find),
    /// The bookmarks.
    Bookmarks(ListCursor),
    /// The question whether to open an address outside.
    Confirm(String),
}

/// The state of the program.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The terminal's size.
    pub size: Size,
    /// What the configuration says.
    pub settings: Settings,
    /// What the learner chose.
    pub preferences: Preferences,
    /// Which key does what.
    pub keymap: Keymap,
    /// Keys of a sequence that was begun.
    pub pending: Vec<Key>,
    /// The pane on screen.
    pub pane: Pane,
    /// The pane that a course was come to from, and is left for: the Catalog or the Progress.
    pub(super) came_from: Pane,
    /// What lies over it.
    pub overlay: Option<Overlay>,
    /// The Catalog pane.
    pub catalog: Catalog,
    /// The Course pane; none until a course was opened.
    pub course: Option<CourseView>,
    /// The Lesson pane; none until a lesson was opened.
    pub reader: Option<Reader>,
    /// The Progress pane.
    pub progress: Progress,
    /// The places that the learner wants to find again, the oldest first.
    pub bookmarks: Vec<Bookmark>,
    /// The number before the next movement, where digits were typed.
    pub count: Option<usize>,
    /// Until when digits wait for a movement, on the boot's clock.
    pub(super) count_until: Millis,
    /// True while the scroll bar is held: from a click on it to one elsewhere.
    pub(super) drags_bar: bool,
    /// Time studied per day, as far as it is written down.
    pub calendar: StudyCalendar,
    /// What counts as reading.
    pub clock: StudyClock,
    /// What the program says.
    pub notices: Notices,
    /// The boot's clock at the last message.
    pub now: Millis,
    /// The wall clock at the last message, with the learner's offset.
    pub local: DateTime<FixedOffset>,
    /// Until when another offset from UTC held, and which: before the clocks were changed, or a flight.
    pub offset_before: Option<(Millis, FixedOffset)>,
    /// What could not be written down yet; it is tried again with the next write.
    pub unsaved: Vec<Write>,
    /// False where the store can't be written and a copy stands in for it.
    pub kept: bool,
    /// False while another window has the keyboard.
    pub(super) focused: bool,
    /// True from when the program was asked to suspend or to leave until it goes on.
    pub(super) away: bool,
    /// What was searched last in a lesson.
    pub(super) searched: String,
    /// The way that was taken by jumps.
    pub(super) trail: Trail,
    pub(super) beginning: Beginning,
    /// Courses joined in this sitting: the catalog learns of it a moment later.
    pub(super) joined: BTreeSet<CourseId>,
    pub(super) requests: Requests<Purpose>,
    pub(super) outbox: Vec<Effect>,
}

impl Model {
    /// The state before anything happened.
    pub fn new(settings: Settings, keymap: Keymap, size: Size, start: Option<Start>) -> Self {
        Self {
            size,
            settings,
            keymap,
            beginning: Beginning::at(start),
            joined: BTreeSet::new(),
            preferences: Preferences::default(),
            pending: Vec::new(),
            pane: Pane::Catalog,
            came_from: Pane::Catalog,
            overlay: None,
            catalog: Catalog::default(),
            course: None,
            reader: None,
            progress: Progress::default(),
            bookmarks: Vec::new(),
            count: None,
            count_until: 0,
            drags_bar: false,
            calendar: StudyCalendar::default(),
            clock: StudyClock::default(),
            notices: Notices::default(),
            now: 0,
            local: DateTime::UNIX_EPOCH.fixed_offset(),
            offset_before: None,
            unsaved: Vec::new(),
            kept: true,
            focused: true,
            away: false,
            searched: String::new(),
            trail: Trail::default(),
            requests: Requests::default(),
            outbox: Vec::new(),
        }
    }

    /// Where header, body and footer are; while only the text is shown, what is said takes its line from the end of
    /// the body, and covers nothing of it.
    pub fn bands(&self) -> Bands {
        let only_text = self.preferences.focus && self.pane == Pane::Lesson;
        let asks = self.overlay.is_some()
            || self.count.is_some()
            || self
                .reader
                .as_ref()
                .is_some_and(|reader| reader.search.is_some() || reader.hints.is_some());
        let around = match (only_text, asks, self.notices.current()) {
            (true, false, None) => Around::Nothing,
            (true, false, Some(_)) => Around::Footer,
            _ => Around::Both,
        };
        geometry::bands(self.size, around)
    }

    /// Reading speed in words per minute: as the learner said, else as measured, else as most people read.
    pub fn words_per_minute(&self) -> u32 {
        let measured = self.preferences.words_per_minute;
        self.settings
            .words_per_minute
            .or(measured)
            .unwrap_or(DEFAULT_WORDS_PER_MINUTE)
    }

    /// How many rows of the terminal a line of a lesson takes: the layout has the free ones.
    pub fn line_height(&self) -> u16 {
        1
    }

    /// How many lines of a lesson are on screen.
    pub fn lesson_lines(&self) -> usize {
        usize::from(
            self.reader_columns()
                .text
                .height
                .div_ceil(self.line_height()),
        )
    }

    /// Where a list and its details are, in the Catalog and Course panes.
    pub fn list_and_details(&self) -> ListAndDetails {
        let kind = match self.pane {
            Pane::Course => ListKind::Outline,
            _ => ListKind::Courses,
        };
        geometry::list_and_details(self.bands().body, kind)
    }

    /// How many rows of a list are on screen in the Catalog and Course panes.
    pub fn list_rows(&self) -> usize {
        usize::from(self.list_rows_area().height)
    }

    /// What is inside of the list in the Catalog and Course panes; the Catalog's filter is always shown.
    fn in_list(&self) -> InList {
        let shows_filter = match self.pane {
            Pane::Catalog => true,
            _ => self.course.as_ref().is_some_and(CourseView::shows_filter),
        };
        geometry::in_list(self.list_and_details().list, shows_filter)
    }

    /// What is inside of the outline beside a lesson; none where it isn't on screen.
    fn in_beside(&self) -> Option<InList> {
        let list = self.reader_columns().outline?;
        let reader = self.reader.as_ref();
        let shows_filter = reader.is_some_and(|reader| reader.beside.shows_filter());
        Some(geometry::in_list(list, shows_filter))
    }

    /// Where the rows of the list are in the Catalog and Course panes.
    pub fn list_rows_area(&self) -> Area {
        self.in_list().rows
    }

    /// Where the filter of the pane's list is, or of the outline beside a lesson; of no height where none is shown.
    pub fn filter_area(&self) -> Area {
        let list = match self.pane {
            Pane::Catalog | Pane::Course => Some(self.in_list()),
            Pane::Lesson => self.in_beside(),
            Pane::Progress => None,
        };
        list.unwrap_or_default().filter
    }

    /// Where outline, text and contents are in the Lesson pane.
    pub fn reader_columns(&self) -> ReaderColumns {
        let Preferences {
            outline,
            contents,
            focus,
            ..
        } = self.preferences;
        let wanted = Sides {
            outline: outline && !focus,
            contents: contents && !focus,
        };
        let measure = self.preferences.measure.unwrap_or(self.settings.measure);
        geometry::reader_columns(self.bands().body, measure, wanted)
    }

    /// Where the rows of the outline beside a lesson are; none where it isn't on screen.
    pub fn beside_rows_area(&self) -> Option<Area> {
        self.in_beside().map(|list| list.rows)
    }

    /// How many rows of the outline beside a lesson are on screen.
    pub fn beside_rows(&self) -> usize {
        self.beside_rows_area().map_or(0, |area| area.height.into())
    }

    /// How many rows of the contents beside a lesson are on screen.
    pub fn contents_rows(&self) -> usize {
        let area = self.reader_columns().contents;
        area.map_or(0, |area| area.inside_border().height.into())
    }

    /// Where an overlay is, border included.
    pub fn overlay_area(&self) -> Area {
        let body = self.bands().body;
        match self.overlay {
            Some(Overlay::Contents(_)) => body.centred(60, body.height.saturating_sub(2).max(10)),
            Some(Overlay::Confirm(_)) => body.centred(70, 7),
            _ => body.centred(84, body.height),
        }
    }

    /// Where the rows of an overlay are: what is typed takes the first line.
    pub fn overlay_rows_area(&self) -> Area {
        let inside = self.overlay_area().inside_border();
        match self.overlay {
            Some(Overlay::Help(_) | Overlay::Contents(_) | Overlay::Find(_)) => {
                inside.split_top(1).1
            }
            Some(Overlay::Text(..)) => inside.padded(1),
            _ => inside,
        }
    }

    /// Where the rows of the Progress pane are.
    pub fn progress_rows_area(&self) -> Area {
        self.bands().body.inside_border().padded(1)
    }

    /// The learner's date.
    pub fn today(&self) -> NaiveDate {
        self.local.date_naive()
    }

    /// Time studied today, with what counts at this moment.
    pub fn today_seconds(&self) -> Seconds {
        self.calendar.on(self.today()) + Seconds(self.clock.unwritten(self.now) / 1000)
    }

    /// True while the learner waits for something long enough to be told so.
    pub fn is_working(&self) -> bool {
        self.requests
            .oldest()
            .is_some_and(|since| self.now.saturating_sub(since) >= PATIENCE)
    }

    /// When the model next has to look at the time; never where nothing on screen depends on it.
    pub fn next_look(&self) -> Option<Millis> {
        let working = match self.requests.oldest() {
            Some(since) if self.now < since + PATIENCE => Some(since + PATIENCE),
            Some(_) => Some(self.now + SPINNER_STEP),
            None => None,
        };
        let clock = self.clock.next_look(self.now);
        let digits = self.count.map(|_| self.count_until);
        [working, clock, digits, self.notices.next_look()]
            .into_iter()
            .flatten()
            .min()
    }
}

/// How long an answer may take before the screen says that it is being waited for, in milliseconds.
const PATIENCE: Millis = 300;

/// How long each picture of the spinner stays, in milliseconds.
pub const SPINNER_STEP: Millis = 120;
