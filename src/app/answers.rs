//! What an answer changes. One that nobody waits for any more is dropped and traced.

use std::sync::Arc;

use super::effect::{Effect, Outcome, Question, Write};
use super::lesson_pane::copied;
use super::model::{Model, Pane};
use super::notice::Notice;
use super::picture::Unshown;
use super::purpose::{AndThen, Purpose};
use super::request::RequestId;
use crate::domain::{CourseId, LessonId, Outline, Percent};
use crate::lesson::Highlight;

impl Model {
    pub(super) fn done(&mut self, request: RequestId, outcome: Outcome) {
        let Some(purpose) = self.requests.finish(request) else {
            self.outbox.push(Effect::Trace(format!(
                "dropped the answer to request {}",
                request.0
            )));
            return;
        };
        let reloaded = match &purpose {
            Purpose::ReloadLesson(lesson) => Some(lesson.clone()),
            _ => None,
        };
        match outcome {
            Outcome::Failed(notice) => self.failed(purpose, notice),
            Outcome::Written => self.written(purpose),
            Outcome::Counted { date, seconds } => self.calendar.add(date, seconds),
            answer => self.answered(purpose, answer),
        }
        if let Some(lesson) = reloaded {
            self.reloaded(&lesson);
        }
    }

    fn answered(&mut self, purpose: Purpose, answer: Outcome) {
        match (purpose, answer) {
            (_, Outcome::Preferences(preferences)) => {
                self.preferences = preferences;
                self.catalog.rearrange(preferences.sort, self.list_rows());
            }
            (_, Outcome::Catalog(courses)) => {
                self.catalog
                    .set_courses(courses, self.preferences.sort, self.list_rows());
                self.start_where_asked();
            }
            (_, Outcome::Bookmarks(bookmarks)) => self.take_bookmarks(bookmarks),
            (Purpose::ReloadLesson(lesson), Outcome::Lesson(Some(document))) => {
                self.take_reloaded(&lesson, document);
            }
            (_, Outcome::Calendar(calendar)) => self.calendar = calendar,
            (_, Outcome::Joined(courses)) => {
                self.take_joined(courses);
            }
            (Purpose::ShowOutline(module), Outcome::Outline(Some(outline))) => {
                self.catalog.select(&outline.course.id, self.list_rows());
                self.show_outline(outline);
                self.go(Pane::Course);
                let rows = self.list_rows();
                if let (Some(view), Some(module)) = (&mut self.course, module) {
                    view.select_module(&module, rows);
                }
            }
            (Purpose::RefreshOutline(_), Outcome::Outline(Some(outline))) => {
                self.refresh_outline(outline);
            }
            (Purpose::FindLesson(which, landing), Outcome::Outline(Some(outline))) => {
                self.lesson_found(outline, &which, landing);
            }
            (Purpose::OpenLesson(outline, number, landing), Outcome::Lesson(Some(document))) => {
                self.show_lesson(outline, number, document, landing);
            }
            (Purpose::Highlight(lesson, block), Outcome::Highlight(colours)) => {
                self.take_colours(&lesson, block, colours.unwrap_or_default());
            }
            (Purpose::Picture(lesson, image, grid), Outcome::Picture(picture)) => {
                self.take_picture(&lesson, image, grid, picture);
            }
            (Purpose::Find(lesson), Outcome::Matches(matches)) => {
                if self
                    .reader
                    .as_ref()
                    .is_some_and(|reader| reader.lesson.id == lesson)
                {
                    self.take_matches(matches);
                }
            }
            (Purpose::Copy(lines), Outcome::Copied(to)) => self.say(&copied(lines, to)),
            (_, Outcome::Hits(hits)) => self.take_hits(&hits),
            (_, Outcome::Outline(None)) => self.gone("This course is no longer here"),
            (purpose, Outcome::Lesson(None)) => {
                if let Purpose::ReloadLesson(lesson) = purpose {
                    self.close_excerpt(&lesson);
                }
                self.gone("This lesson is no longer here");
            }
            (purpose, answer) => {
                self.outbox
                    .push(Effect::Trace(format!("{answer:?} answers {purpose:?}")));
            }
        }
    }

    fn gone(&mut self, what: &str) {
        self.notices.push(Notice::warning(what), self.now);
        self.ask(Purpose::Catalog, Question::Catalog);
    }

    fn take_colours(&mut self, lesson: &LessonId, block: usize, colours: Arc<Highlight>) {
        if let Some(reader) = self
            .reader
            .as_mut()
            .filter(|reader| reader.lesson.id == *lesson)
        {
            reader.text.edit(|layout| layout.highlight(block, colours));
        }
    }

    fn failed(&mut self, purpose: Purpose, notice: Notice) {
        match purpose {
            Purpose::Keep(write) => self.keep_for_later(*write),
            // Asked for again at once, it would fail again at once.
            Purpose::Highlight(lesson, block) => {
                self.take_colours(&lesson, block, Arc::default());
            }
            Purpose::Picture(lesson, image, grid) => {
                self.take_picture(&lesson, image, grid, Err(Unshown::Unread));
            }
            Purpose::Enroll(course) => drop(self.joined.remove(&course)),
            Purpose::ReloadLesson(lesson) => self.close_excerpt(&lesson),
            Purpose::Catalog => self.miss_start(),
            _ => {}
        }
        self.notices.push(notice, self.now);
    }

    fn written(&mut self, purpose: Purpose) {
        match purpose {
            Purpose::Enroll(_) => self.ask(Purpose::Catalog, Question::Catalog),
            Purpose::Complete(subject, then) => {
                self.refresh_figures(&subject.course);
                let is_open = self
                    .reader
                    .as_ref()
                    .is_some_and(|r| r.lesson.id == subject.lesson);
                if then == AndThen::GoOn && is_open && self.pane == Pane::Lesson {
                    self.go_on();
                }
                self.say_done(&subject);
            }
            Purpose::Reopen(subject) => {
                self.refresh_figures(&subject.course);
                self.notices
                    .push(Notice::information("No longer marked as done"), self.now);
            }
            _ => {}
        }
    }

    fn refresh_figures(&mut self, course: &CourseId) {
        self.ask(
            Purpose::RefreshOutline(course.clone()),
            Question::Outline(course.clone()),
        );
        self.ask(Purpose::Catalog, Question::Catalog);
        if self.pane == Pane::Progress {
            self.ask(Purpose::Joined, Question::Joined);
        }
    }

    fn refresh_outline(&mut self, outline: Arc<Outline>) {
        let id = &outline.course.id;
        let before = match (&self.reader, &self.course) {
            (Some(reader), _) if reader.outline.course.id == *id => reader.outline.percent(),
            (_, Some(view)) if view.outline.course.id == *id => view.outline.percent(),
            _ => return,
        };
        if before < Percent::FULL && outline.percent() == Percent::FULL {
            let said = format!("{} is complete: well done", outline.course.title);
            self.notices.push(Notice::information(said), self.now);
        }
        let height = self.beside_rows();
        if let Some(reader) = self.reader.as_mut().filter(|r| r.outline.course.id == *id)
            && reader.follow(Arc::clone(&outline), height)
        {
            self.reload_lesson();
        }
        if self
            .course
            .as_ref()
            .is_some_and(|view| view.outline.course.id == *id)
        {
            self.show_outline(outline);
        }
    }

    /// Keeps what the learner chose.
    pub(super) fn choose(&mut self) {
        self.write(Purpose::Choose, Write::Preferences(self.preferences));
    }
}
