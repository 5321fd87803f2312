//! Opens courses and lessons once they are read, and refreshes the figures of those on screen.

use std::sync::Arc;

use super::Model;
use super::navigation::OutlineFor;
use crate::app::frame::notices::Notice;
use crate::app::overlay::Overlay;
use crate::app::pane::Pane;
use crate::app::request::courses::ReadOutline;
use crate::app::request::lesson::{Extent, ReadLesson};
use crate::app::request::{Answered, Reply};
use crate::app::screen::lesson::opening::{Found, Opened};
use crate::app::screen::lesson::reload::Reloaded;
use crate::app::wish::{Begin, LessonChoice};
use crate::domain::{LessonEntry, ModuleId, Outline, Percent};

impl Model {
    pub(super) fn take_outline(&mut self, answered: Answered<ReadOutline>) {
        let Some((purpose, reply)) = self.navigation.outlines.take(answered) else {
            return;
        };
        let outline = match reply {
            Reply::Progress(_) => return,
            Reply::Failed(failure) => return self.shared.tell(failure.notice),
            Reply::Done(None) => return self.gone("This course was removed"),
            Reply::Done(Some(outline)) => outline,
        };
        match purpose {
            OutlineFor::Show(module) => self.show_course(outline, module),
            OutlineFor::Lesson(lesson, begin) => self.read_lesson(outline, &lesson, begin),
            OutlineFor::Refresh(_) => self.take_figures(outline),
            OutlineFor::Resume => self.catalog.resumed = Some(outline),
        }
    }

    fn gone(&mut self, what: &str) {
        self.shared.tell(Notice::warning(what));
        self.catalog.read(&mut self.shared);
    }

    fn show_course(&mut self, outline: Arc<Outline>, module: Option<ModuleId>) {
        self.catalog.select(&outline.course.id, &self.shared);
        self.course.show(outline, &self.shared);
        self.go(Pane::Course);
        let rows = self.course.rows(&self.shared);
        if let (Some(list), Some(module)) = (&mut self.course.list, module) {
            list.select_module(&module, rows);
        }
    }

    /// The outline is known: reads the lesson's text.
    fn read_lesson(&mut self, outline: Arc<Outline>, choice: &LessonChoice, begin: Begin) {
        let number = match choice {
            LessonChoice::ToResume => outline.to_resume().map(|(number, _)| number),
            LessonChoice::Number(number) => Some(*number),
            LessonChoice::Id(id) => outline.number_of(id),
        };
        let lesson = number.and_then(|number| Some((number, outline.lesson(number)?.clone())));
        let Some((number, lesson)) = lesson else {
            let title = &outline.course.title;
            return self.shared.tell(Notice::warning(match choice {
                LessonChoice::ToResume => format!("{title} has no lessons"),
                LessonChoice::Number(number) => format!("{title} has no lesson {number}"),
                LessonChoice::Id(_) => format!("This lesson was removed from {title}"),
            }));
        };
        let found = Found {
            outline,
            number,
            lesson,
        };
        self.ask_for_text(found, begin);
    }

    fn ask_for_text(&mut self, found: Found, begin: Begin) {
        let question = ReadLesson {
            extent: extent(&found.lesson, &begin),
            lesson: Box::new(found.lesson.clone()),
        };
        let texts = &mut self.navigation.texts;
        texts.ask(question, (found, begin), &mut self.shared);
    }

    /// A lesson's text came: of one that is being opened, or of the one that is open.
    pub(super) fn take_lesson(&mut self, answered: Answered<ReadLesson>) {
        if !self.navigation.waits_for(answered.id()) {
            return self.take_reloaded(answered);
        }
        match self.navigation.texts.take(answered) {
            Some(((found, begin), Reply::Done(Some(document)))) => {
                self.stop_reading();
                let laid_out = self.lesson.lay_out(found, document, &begin, &self.shared);
                match laid_out {
                    Ok(opened) => self.show_lesson(opened, begin),
                    Err(found) => self.ask_for_text(*found, Begin::Top),
                }
            }
            Some((_, Reply::Done(None))) => self.gone("This lesson was removed"),
            Some((_, Reply::Failed(failure))) => self.shared.tell(failure.notice),
            _ => {}
        }
    }

    /// The text is here: shows it where the learner left it.
    fn show_lesson(&mut self, opened: Opened, begin: Begin) {
        let Found {
            outline, lesson, ..
        } = opened.found().clone();
        self.pane = Pane::Lesson;
        self.close_overlay();
        self.course.show(Arc::clone(&outline), &self.shared);
        self.catalog.select(&outline.course.id, &self.shared);
        let rows = self.course.rows(&self.shared);
        if let Some(list) = &mut self.course.list {
            list.select(&lesson.head.id, rows);
        }
        self.lesson.show(opened, begin, &mut self.shared);
        self.join(&outline);
    }

    fn take_reloaded(&mut self, answered: Answered<ReadLesson>) {
        match self.lesson.take_reloaded(answered, &mut self.shared) {
            Reloaded::Done(next) => self.after_screen(next),
            Reloaded::Gone(next) => {
                self.after_screen(next);
                self.gone("This lesson was removed");
            }
            Reloaded::Edited(document) => {
                if let Some(Overlay::Contents(contents)) = &mut self.overlay {
                    contents.follow(document, &self.shared);
                }
            }
        }
    }

    pub(super) fn close_lesson(&mut self) {
        self.stop_reading();
        self.lesson.reader = None;
        // What was typed for it means something else elsewhere.
        self.typed_ahead.clear();
        if self.pane == Pane::Lesson {
            self.go(Pane::Course);
        }
    }

    /// Newer figures of a course came.
    fn take_figures(&mut self, outline: Arc<Outline>) {
        let id = &outline.course.id;
        let before = match (&self.lesson.reader, &self.course.list) {
            (Some(reader), _) if reader.outline.course.id == *id => reader.outline.percent(),
            (_, Some(list)) if list.outline.course.id == *id => list.outline.percent(),
            _ => return,
        };
        if before < Percent::FULL && outline.percent() == Percent::FULL {
            let title = &outline.course.title;
            self.shared.say(&format!("{title} completed. Well done!"));
        }
        let rows = self.lesson.outline_rows(&self.shared);
        let reader = self.lesson.reader.as_mut();
        if let Some(reader) = reader.filter(|reader| reader.outline.course.id == *id)
            && reader.follow(Arc::clone(&outline), rows)
        {
            self.lesson.reload(&mut self.shared);
        }
        if self.course.shown() == Some(id) {
            self.course.show(outline, &self.shared);
        }
    }
}

/// A lesson begins with what is there where it is opened, unless only the whole lesson knows where.
fn extent(lesson: &LessonEntry, begin: &Begin) -> Extent {
    match begin {
        Begin::Left => {
            let left = lesson.progress.position;
            Extent::FirstFrame(left.map(|(position, _)| position))
        }
        Begin::Top => Extent::FirstFrame(None),
        _ => Extent::Whole,
    }
}
