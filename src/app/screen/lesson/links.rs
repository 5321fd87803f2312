//! Following links: to headings, to other lessons, outside after asking.

use super::LessonScreen;
use crate::app::frame::notices::Notice;
use crate::app::overlay::Overlay;
use crate::app::overlay::confirm::Confirm;
use crate::app::screen::Next;
use crate::app::shared::Shared;
use crate::app::wish::{Begin, LessonChoice, LessonWish, Wish};
use crate::domain::{LessonEntry, path_in_course};
use crate::lesson::{Document, Target};

impl LessonScreen {
    pub(super) fn follow_link(&mut self, target: Target, shared: &mut Shared) -> Next {
        match target {
            Target::Heading(anchor) => {
                self.jump(|document| document.block_of_anchor(&anchor), shared);
            }
            Target::Footnote(number) => {
                self.jump(|document| document.block_of_footnote(number), shared);
            }
            Target::Back(block) => self.jump(|_| Some(block), shared),
            Target::Lesson { path, heading } => {
                return self.follow_to_lesson(&path, heading, shared);
            }
            Target::Web(_) | Target::Mail(_) => {
                let address = target.address();
                return Next::Show(Overlay::Confirm(Confirm { address }));
            }
            Target::Refused(address) if address.is_empty() => {
                shared.say("This link has no address");
            }
            Target::Refused(address) => {
                let why = format!("Only web pages, e-mail and lessons open, not `{address}`.");
                refuse("This link is not opened", why, shared);
            }
        }
        Next::Stay
    }

    /// Goes to a block of the same lesson and remembers the way back.
    fn jump(&mut self, find: impl FnOnce(&Document) -> Option<usize>, shared: &mut Shared) {
        let Some(reader) = &self.reader else { return };
        let Some(block) = find(reader.text.layout().document()) else {
            return shared.say("The place that this link names is not in the lesson");
        };
        self.remember_spot();
        if let Some(reader) = &mut self.reader {
            reader.text.jump_to_block(block);
        }
    }

    fn follow_to_lesson(
        &mut self,
        path: &str,
        heading: Option<String>,
        shared: &mut Shared,
    ) -> Next {
        let Some(reader) = &self.reader else {
            return Next::Stay;
        };
        let Some(file) = path_in_course(&reader.lesson.head.path, path) else {
            let why = format!("Nothing outside of a course's folder is opened, and `{path}` is.");
            refuse("This link leads out of the course", why, shared);
            return Next::Stay;
        };
        let is_it = |(_, lesson): &(_, &LessonEntry)| lesson.head.path == file;
        let Some((_, lesson)) = reader.outline.lessons().find(is_it) else {
            let why = format!("Only lessons of the course open, and `{file}` is none.");
            refuse("This link leads to no lesson of the course", why, shared);
            return Next::Stay;
        };
        Next::Wish(Wish::JumpToLesson(LessonWish {
            course: reader.outline.course.id.clone(),
            lesson: LessonChoice::Id(lesson.head.id.clone()),
            begin: heading.map_or(Begin::Left, Begin::Heading),
        }))
    }
}

fn refuse(what: &str, why: String, shared: &mut Shared) {
    shared.tell(Notice::warning(what).with_detail(why));
}
