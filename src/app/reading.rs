//! Opening lessons, keeping the place, and writing down the time that counts.

use std::sync::Arc;

use super::clock::{Counted, Subject};
use super::course::CourseView;
use super::effect::{Effect, Question, Write};
use super::model::{Model, Overlay, Pane};
use super::notice::Notice;
use super::picture::Pictures;
use super::purpose::{AndThen, Landing, Purpose, Which};
use super::reader::{Reader, Search};
use super::stretch::split_at_midnight;
use super::text_view::TextView;
use super::unsaved::Batch;
use crate::domain::study::{longest_counted_gap, words_per_minute};
use crate::domain::{CourseId, LessonId, LessonNumber, Mark, Outline};
use crate::lesson::{Document, Place};

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
        let (lesson, title) = (lesson.id.clone(), lesson.title.clone());
        self.ask(
            Purpose::OpenLesson(outline, number, landing),
            Question::Lesson { lesson, title },
        );
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
        self.pane = Pane::Lesson;
        self.overlay = None;
        let options = self.lesson_options();
        let mut text = TextView::new(document, options, self.lesson_lines());
        let kept = lesson.progress.position.map(|(position, _)| position);
        if let Some(position) = kept {
            text.return_to(&position);
            // A lesson that was read to its end and completed is read again from its beginning.
            if text.at_end() && lesson.progress.mark() == Mark::Done {
                text.to_top();
            }
        }
        self.show_outline(Arc::clone(&outline));
        let rows = self.list_rows();
        if let Some(view) = &mut self.course {
            view.select(&lesson.id, rows);
        }
        self.reader = Some(Reader {
            outline,
            number,
            lesson,
            text,
            written: kept,
            search: None,
            hints: None,
            pictures: Pictures::default(),
            offset: 0,
            began_at: 0,
        });
        self.land(landing);
        if let Some(reader) = &mut self.reader {
            reader.began_at = reader.text.words_above();
        }
        self.enroll_reader();
    }

    /// The open lesson's text may have changed: it is shown as it is now, and the place stays.
    pub(super) fn reload_lesson(&mut self) {
        let Some(reader) = &self.reader else { return };
        let (lesson, title) = (reader.lesson.id.clone(), reader.lesson.title.clone());
        self.ask(
            Purpose::ReloadLesson(lesson.clone()),
            Question::Lesson { lesson, title },
        );
    }

    pub(super) fn take_reloaded(&mut self, lesson: &LessonId, document: Arc<Document>) {
        let is_open = |reader: &&mut Reader| reader.lesson.id == *lesson;
        if let Some(reader) = self.reader.as_mut().filter(is_open)
            && **reader.text.layout().document() != *document
        {
            reader.text.replace(document);
            reader.search = None;
            reader.hints = None;
            self.forget_pictures();
            self.say("This lesson was updated");
        }
    }

    /// A lesson that was read to its end in one sitting says how fast its reader reads.
    pub(super) fn measure_speed(&mut self) {
        let Some(reader) = self.reader.as_ref().filter(|reader| reader.text.at_end()) else {
            return;
        };
        let words = reader.text.layout().document().words();
        let words = words.saturating_sub(reader.began_at);
        let sitting = self.clock.sitting(&reader.lesson.id, self.now);
        if let Some(measured) = words_per_minute(words, sitting) {
            let known = self.words_per_minute();
            // One lesson is one opinion: it moves the figure by a quarter.
            self.preferences.words_per_minute = Some((3 * known + measured) / 4);
            self.choose();
        }
    }

    /// Brings the place to the top that the learner asked for.
    fn land(&mut self, landing: Landing) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        match landing {
            Landing::Kept => {}
            Landing::At(position) => reader.text.return_to(&position),
            Landing::Search(words) => {
                reader.search = Some(Search::of(&words, Place::default()));
                self.find_in_lesson();
            }
            Landing::Heading(anchor) => {
                let block = reader.text.layout().document().block_of_anchor(&anchor);
                match block.map(|block| reader.text.layout().place_of_block(block)) {
                    Some(place) => reader.text.go_to(place),
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

    /// Opening a lesson of a free or local course joins it (design 5).
    fn enroll_reader(&mut self) {
        let Some(reader) = &self.reader else { return };
        let course = reader.outline.course.id.clone();
        let joined = self
            .catalog
            .course(&course)
            .is_none_or(|c| c.enrolled_at.is_some());
        if joined || !self.joined.insert(course.clone()) {
            return;
        }
        let notice = Notice::information(format!("You joined {}", reader.outline.course.title));
        self.notices.push(notice, self.now);
        let stamp = self.stamp();
        let purpose = Purpose::Enroll(course.clone());
        self.write(purpose, Write::Enroll { course, stamp });
    }

    /// Marks the lesson that is open as done and goes on; a lesson that is done already just goes on.
    pub(super) fn complete_and_go_on(&mut self) {
        let Some(reader) = &self.reader else { return };
        if reader.entry().progress.completion.is_some() {
            self.go_on();
            return;
        }
        let subject = reader.subject();
        self.measure_speed();
        self.complete(subject, AndThen::GoOn);
    }

    /// Marks a lesson as done.
    pub(super) fn complete(&mut self, subject: Subject, then: AndThen) {
        let purpose = Purpose::Complete(subject.clone(), then);
        if self.requests.any(|waiting| *waiting == purpose) {
            return;
        }
        let stamp = self.stamp();
        self.write(purpose, Write::Complete { subject, stamp });
    }

    /// Takes back the mark of a lesson that is done.
    pub(super) fn reopen(&mut self, subject: Subject, outline: &Outline) {
        let progress = outline
            .number_of(&subject.lesson)
            .and_then(|n| outline.lesson(n));
        let Some(completion) = progress.and_then(|lesson| lesson.progress.completion) else {
            self.notices.push(
                Notice::information("This lesson is not marked as done"),
                self.now,
            );
            return;
        };
        let purpose = Purpose::Reopen(subject.clone());
        if self.requests.any(|waiting| *waiting == purpose) {
            return;
        }
        let stamp = self.stamp();
        self.write(
            purpose,
            Write::Reopen {
                subject,
                completion: completion.record,
                stamp,
            },
        );
    }

    /// Opens the lesson after the one that is open; after the last, shows the outline.
    pub(super) fn go_on(&mut self) {
        let Some(reader) = &self.reader else { return };
        let course = reader.outline.course.id.clone();
        match reader.neighbour(true).map(|lesson| lesson.id.clone()) {
            Some(next) => self.open_lesson(course, Which::Lesson(next), Landing::Kept),
            None => self.go(Pane::Course),
        }
    }

    /// True while somebody can be reading: a lesson is on screen and nothing covers it.
    fn is_reading(&self) -> bool {
        let uncovered = matches!(self.overlay, None | Some(Overlay::Contents(_)));
        let present = self.focused && !self.away;
        self.pane == Pane::Lesson && present && uncovered && !self.size.is_too_small()
    }

    /// Lets the clock follow what happened, and writes down what it counted.
    pub(super) fn count_time(&mut self, is_activity: bool) {
        let counted = match self.reader.as_ref().filter(|_| self.is_reading()) {
            None => self.clock.pause(self.now),
            Some(_) if !is_activity => self.clock.advance(self.now),
            Some(reader) => {
                let words = reader.text.words_on_screen();
                let gap = longest_counted_gap(words, self.words_per_minute());
                self.clock.activity(&reader.subject(), self.now, gap)
            }
        };
        self.write_counted(counted);
    }

    /// Reading stops: place and time become records, and what could not be written is tried once more.
    pub(super) fn stop_reading(&mut self) {
        let mut counted = self.clock.pause(self.now);
        if counted.is_empty() && (self.has_moved() || !self.unsaved.is_empty()) {
            counted.push(Counted::Stopped);
        }
        self.write_counted(counted);
    }

    fn write_counted(&mut self, counted: Vec<Counted>) {
        if counted.is_empty() {
            return;
        }
        let mut batch = Batch::of(std::mem::take(&mut self.unsaved));
        for counted in counted {
            match counted {
                Counted::Stretch { subject, from, to } => {
                    for (from, to, stamp) in split_at_midnight(from, to, self.now, self.local) {
                        let subject = subject.clone();
                        self.add(
                            &mut batch,
                            Write::Study {
                                subject,
                                from,
                                to,
                                stamp,
                            },
                        );
                    }
                    self.add_position(&mut batch);
                }
                Counted::Stopped => {
                    self.add_position(&mut batch);
                    self.add(&mut batch, Write::SealStudy);
                }
            }
        }
        for write in batch.into_writes() {
            self.write(Purpose::Keep(Box::new(write.clone())), write);
        }
    }

    /// True where the learner is elsewhere in the lesson than is written down.
    fn has_moved(&mut self) -> bool {
        self.reader
            .as_mut()
            .is_some_and(|reader| reader.written != Some(reader.text.position()))
    }

    fn add_position(&mut self, batch: &mut Batch) {
        if !self.has_moved() {
            return;
        }
        let stamp = self.stamp();
        let Some(reader) = &mut self.reader else {
            return;
        };
        let position = reader.text.position();
        reader.written = Some(position);
        let subject = reader.subject();
        self.add(
            batch,
            Write::Position {
                subject,
                position,
                stamp,
            },
        );
    }

    fn add(&mut self, batch: &mut Batch, write: Write) {
        if !batch.add(write) {
            let line = "gave up a write: too many wait already".to_owned();
            self.outbox.push(Effect::Trace(line));
        }
    }

    /// What could not be written down waits for the next try.
    pub(super) fn keep_for_later(&mut self, write: Write) {
        let mut batch = Batch::of(std::mem::take(&mut self.unsaved));
        self.add(&mut batch, write);
        self.unsaved = batch.into_writes();
    }

    /// Asks for the colours of the code blocks on screen.
    pub(super) fn ask_for_colours(&mut self) {
        if !self.settings.highlight || self.pane != Pane::Lesson {
            return;
        }
        let Some(reader) = &self.reader else { return };
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
