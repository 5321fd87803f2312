//! Opening lessons where the learner left them, and showing them as they are now.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::course::CourseView;
use super::effect::Question;
use super::list::ListCursor;
use super::model::{Model, Pane};
use super::notice::Notice;
use super::picture::Pictures;
use super::purpose::{Landing, Purpose, Which};
use super::reader::{Part, Reader, Search};
use super::text_view::TextView;
use crate::domain::{CourseId, LessonEntry, LessonId, LessonNumber, Mark, Outline};
use crate::lesson::{Document, Edit};

impl Model {
    /// Opens a lesson of a course, once its outline and text were read.
    pub(super) fn open_lesson(&mut self, course: CourseId, which: Which, landing: Landing) {
        self.requests.cancel(Purpose::is_navigation);
        // What was read so far is part of the figures that the outline brings.
        self.stop_reading();
        self.ask(
            Purpose::FindLesson(which, landing),
            Question::Outline(course),
        );
    }

    /// The outline is known: reads the lesson's text.
    pub(super) fn lesson_found(&mut self, outline: Arc<Outline>, which: &Which, landing: Landing) {
        let found = match which {
            Which::Next => outline.next_to_read().map(|(number, _)| number),
            Which::Number(number) => outline.lesson(*number).map(|_| *number),
            Which::Lesson(id) => outline.number_of(id),
        };
        let Some((number, lesson)) = found.and_then(|n| outline.lesson(n).map(|l| (n, l))) else {
            let title = &outline.course.title;
            let said = match which {
                Which::Next => format!("{title} has no lessons"),
                Which::Number(number) => format!("{title} has no lesson {number}"),
                Which::Lesson(_) => format!("This lesson is no longer part of {title}"),
            };
            self.notices.push(Notice::warning(said), self.now);
            return;
        };
        let question = opening(lesson, &landing);
        self.ask(Purpose::OpenLesson(outline, number, landing), question);
    }

    /// The text is here: shows it where the learner left it.
    pub(super) fn show_lesson(
        &mut self,
        outline: Arc<Outline>,
        number: LessonNumber,
        document: Arc<Document>,
        landing: Landing,
    ) {
        self.stop_reading();
        let Some(lesson) = outline.lesson(number).cloned() else {
            return;
        };
        let options = self.lesson_options();
        let mut text = TextView::new(document, options, self.lesson_lines());
        let kept = lesson.progress.position.map(|(position, _)| position);
        if let Some(position) = kept.filter(|_| landing != Landing::Beginning) {
            text.return_to(&position);
        }
        if landing == Landing::Kept && text.at_end() && lesson.progress.mark() == Mark::Done {
            if text.layout().document().is_excerpt() {
                let (landing, question) =
                    (Landing::Beginning, opening(&lesson, &Landing::Beginning));
                return self.ask(Purpose::OpenLesson(outline, number, landing), question);
            }
            text.to_top();
        }
        self.forget_pictures();
        self.pane = Pane::Lesson;
        self.overlay = None;
        self.show_outline(Arc::clone(&outline));
        let rows = self.list_rows();
        self.catalog.select(&outline.course.id, rows);
        if let Some(view) = &mut self.course {
            view.select(&lesson.id, rows);
        }
        let beside = CourseView::beside(Arc::clone(&outline), &lesson.id, self.beside_rows());
        self.reader = Some(Reader {
            outline,
            beside,
            part: Part::default(),
            headings: ListCursor::default(),
            under: None,
            number,
            lesson,
            text,
            written: kept,
            search: None,
            hints: None,
            flags: BTreeSet::new(),
            pictures: Pictures::default(),
            began_at: 0,
            waiting: Vec::new(),
            reload_again: false,
        });
        self.flag_bookmarks();
        self.land(landing);
        if let Some(reader) = &mut self.reader {
            reader.began_at = reader.text.words_above();
        }
        self.enroll_reader();
        if self.reader.as_ref().is_some_and(Reader::is_excerpt) {
            self.reload_lesson();
        }
    }

    /// The open lesson's text may have changed, or only a part of it is there: all of it is shown as it is now, and
    /// the place stays. Where it is being read already, it is read again behind that: changes that don't end must not
    /// keep it from coming.
    pub(super) fn reload_lesson(&mut self) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let purpose = Purpose::ReloadLesson(reader.lesson.id.clone());
        reader.reload_again = self.requests.any(|waiting| *waiting == purpose);
        if reader.reload_again {
            return;
        }
        let question = Question::Lesson(Box::new(reader.entry().clone()));
        self.ask(purpose, question);
    }

    /// A reading of the lesson's text ended: begins the one that was asked for meanwhile.
    pub(super) fn reloaded(&mut self, lesson: &LessonId) {
        let is_open = |reader: &&Reader| reader.lesson.id == *lesson;
        if self
            .reader
            .as_ref()
            .filter(is_open)
            .is_some_and(|reader| reader.reload_again)
        {
            self.reload_lesson();
        }
    }

    pub(super) fn take_reloaded(&mut self, lesson: &LessonId, document: Arc<Document>) {
        let is_open = |reader: &&mut Reader| reader.lesson.id == *lesson;
        if let Some(reader) = self.reader.as_mut().filter(is_open)
            && **reader.text.layout().document() != *document
        {
            reader.hints = None;
            reader.under = None;
            if reader.is_excerpt() {
                reader.text.complete(document);
                self.shows_other_text();
                self.do_what_waited();
            } else {
                let old = Arc::clone(reader.text.layout().document());
                let edit = Edit::between(&old, &document);
                reader.follow_edit(Arc::clone(&document), &edit);
                self.shows_other_text();
                self.follow_in_contents(&old, &edit);
                self.find_matches();
                self.say("This lesson was updated");
            }
        }
    }

    /// The blocks and images of the lesson are others.
    fn shows_other_text(&mut self) {
        self.flag_bookmarks();
        self.forget_pictures();
        // The colours that are on their way are those of the text before.
        self.requests
            .cancel(|waiting| matches!(waiting, Purpose::Highlight(..)));
    }

    /// Brings the place to the top that the learner asked for.
    fn land(&mut self, landing: Landing) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        match landing {
            Landing::Kept | Landing::Beginning => {}
            Landing::At(position) => reader.text.return_to(&position),
            Landing::Search(words) => {
                reader.search = Some(Search::of(&words));
                self.find_in_lesson();
            }
            Landing::Heading(anchor) => {
                let block = reader.text.layout().document().block_of_anchor(&anchor);
                match block {
                    Some(block) => reader.text.jump_to_block(block),
                    None => self.say("The heading that this link names is not in the lesson"),
                }
            }
        }
    }

    /// Puts an outline into the Course pane; the same course keeps its place and folded modules.
    pub(super) fn show_outline(&mut self, outline: Arc<Outline>) {
        let rows = self.list_rows();
        match &mut self.course {
            Some(view) if view.outline.course.id == outline.course.id => {
                view.refresh(outline, rows);
            }
            _ => self.course = Some(CourseView::new(outline, rows)),
        }
    }

    /// Asks for the colours of the code blocks on screen.
    pub(super) fn ask_for_colours(&mut self) {
        if !self.settings.highlight || self.pane != Pane::Lesson {
            return;
        }
        // The blocks of an excerpt get other numbers in a moment.
        let Some(reader) = self.reader.as_ref().filter(|reader| !reader.is_excerpt()) else {
            return;
        };
        let lesson = reader.lesson.id.clone();
        let document = Arc::clone(reader.text.layout().document());
        for block in reader.text.blocks_without_colour() {
            let purpose = Purpose::Highlight(lesson.clone(), block);
            if self.requests.any(|waiting| *waiting == purpose) {
                continue;
            }
            let Some(code) = document.code(block) else {
                continue;
            };
            let language = code.language.unwrap_or_default().into_owned();
            self.ask(
                purpose,
                Question::Highlight {
                    language,
                    code: code.text.into_owned(),
                },
            );
        }
    }
}

/// What to ask for: a lesson begins with what is there where it is opened, unless only the whole lesson knows where.
fn opening(lesson: &LessonEntry, landing: &Landing) -> Question {
    let kept = lesson.progress.position.map(|(position, _)| position);
    let position = match landing {
        Landing::Kept => kept,
        Landing::Beginning => None,
        _ => return Question::Lesson(Box::new(lesson.clone())),
    };
    Question::Opening {
        lesson: Box::new(lesson.clone()),
        position,
    }
}
