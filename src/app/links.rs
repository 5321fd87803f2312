//! Following links: to headings, to other lessons, outside after asking; and the way back.

use super::effect::Effect;
use super::model::{Model, Overlay};
use super::notice::Notice;
use super::purpose::{Landing, Which};
use super::reader::{Goal, Spot};
use crate::domain::{LessonEntry, LessonId, path_in_course};
use crate::lesson::Target;

impl Model {
    /// A letter of a hint was typed; escape from another key is the layer's business.
    pub(super) fn type_hint(&mut self, letter: char) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Some(hints) = &mut reader.hints else {
            return;
        };
        if let Some(goal) = hints.type_letter(letter) {
            reader.hints = None;
            self.reach(goal);
        }
    }

    /// Opens a link, folds what folds, copies code.
    pub(super) fn reach(&mut self, goal: Goal) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        match goal {
            Goal::Fold(place) => reader.text.toggle(place),
            Goal::Copy(block) => self.copy_block(block),
            Goal::Link(link) => {
                let target = reader
                    .text
                    .layout()
                    .document()
                    .links()
                    .get(link)
                    .map(|l| l.target.clone());
                if let Some(target) = target {
                    self.follow(target);
                }
            }
        }
    }

    fn follow(&mut self, target: Target) {
        match target {
            Target::Heading(anchor) => self.jump(|document| document.block_of_anchor(&anchor)),
            Target::Footnote(number) => self.jump(|document| document.block_of_footnote(number)),
            Target::Back(block) => self.jump(|_| Some(block)),
            Target::Lesson { path, heading } => self.follow_to_lesson(&path, heading),
            Target::Web(_) | Target::Mail(_) => {
                self.overlay = Some(Overlay::Confirm(target.address()));
            }
            Target::Refused(address) if address.is_empty() => self.say("This link has no address"),
            Target::Refused(address) => {
                let why = format!("Only web pages, e-mail and lessons open, not `{address}`.");
                self.refuse("This link is not opened", why);
            }
        }
    }

    fn refuse(&mut self, what: &str, why: String) {
        let notice = Notice::warning(what).with_detail(why);
        self.notices.push(notice, self.now);
    }

    /// Goes to a block of the same lesson and remembers the way back.
    fn jump(&mut self, find: impl FnOnce(&crate::lesson::Document) -> Option<usize>) {
        let Some(reader) = &self.reader else { return };
        let Some(block) = find(reader.text.layout().document()) else {
            return self.say("The place that this link names is not in the lesson");
        };
        self.remember_spot();
        if let Some(reader) = &mut self.reader {
            reader.text.jump_to_block(block);
        }
    }

    fn follow_to_lesson(&mut self, path: &str, heading: Option<String>) {
        let Some(reader) = &self.reader else { return };
        let Some(file) = path_in_course(&reader.lesson.path, path) else {
            let why = format!("Nothing outside of a course's folder is opened, and `{path}` is.");
            return self.refuse("This link leads out of the course", why);
        };
        let is_it = |(_, lesson): &(_, &LessonEntry)| lesson.path == file;
        let Some((_, lesson)) = reader.outline.lessons().find(is_it) else {
            let why = format!("Only lessons of the course open, and `{file}` is none.");
            return self.refuse("This link leads to no lesson of the course", why);
        };
        let id = lesson.id.clone();
        let course = reader.outline.course.id.clone();
        self.remember_spot();
        let landing = heading.map_or(Landing::Kept, Landing::Heading);
        self.open_lesson(course, Which::Lesson(id), landing);
    }

    /// The question whether to leave was answered with yes.
    pub(super) fn open_outside(&mut self) {
        if let Some(Overlay::Confirm(address)) = self.overlay.take() {
            self.outbox.push(Effect::OpenOutside(address));
        }
    }

    fn spot(&mut self) -> Option<Spot> {
        let reader = self.reader.as_mut()?;
        Some(Spot {
            subject: reader.subject(),
            position: reader.text.position(),
        })
    }

    /// Somebody jumps: there is a way back to here.
    pub(super) fn remember_spot(&mut self) {
        if let Some(spot) = self.spot() {
            self.trail.leave(spot);
        }
    }

    /// Brings a heading that was picked to the top.
    pub(super) fn jump_to_heading(&mut self, index: usize) {
        self.remember_spot();
        if let Some(reader) = &mut self.reader {
            reader.go_to_heading(index);
        }
    }

    /// Goes back to where one jumped from, or forward again.
    pub(super) fn walk_trail(&mut self, forward: bool) {
        let Some(here) = self.spot() else { return };
        let open: LessonId = here.subject.lesson.clone();
        let spot = if forward {
            self.trail.forward(here)
        } else {
            self.trail.back(here)
        };
        match spot {
            None if forward => self.say("There is nowhere to go forward to"),
            None => self.say("There is nowhere to go back to"),
            Some(Spot { subject, position }) if subject.lesson == open => {
                if let Some(reader) = self.reader.as_mut().filter(|_| subject.lesson == open) {
                    reader.text.return_to(&position);
                }
            }
            Some(Spot { subject, position }) => {
                let which = Which::Lesson(subject.lesson);
                self.open_lesson(subject.course, which, Landing::At(position));
            }
        }
    }
}
