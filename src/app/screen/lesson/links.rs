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
                let why = format!(
                    "Only web pages, e-mail addresses and lessons can be opened, not `{address}`."
                );
                refuse("This link can't be opened", why, shared);
            }
        }
        Next::Stay
    }

    /// Goes to a block of the same lesson and remembers the way back.
    fn jump(&mut self, find: impl FnOnce(&Document) -> Option<usize>, shared: &mut Shared) {
        let Some(reader) = &self.reader else { return };
        let Some(block) = find(reader.text.layout().document()) else {
            return shared.say("The link's target isn't in this lesson");
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
            let why =
                format!("`{path}` is outside the course's folder; only files in it can be opened.");
            refuse("This link points outside the course", why, shared);
            return Next::Stay;
        };
        let is_it = |(_, lesson): &(_, &LessonEntry)| lesson.head.path == file;
        let Some((_, lesson)) = reader.outline.lessons().find(is_it) else {
            let why = format!("`{file}` isn't a lesson of this course.");
            refuse("This link doesn't point to a lesson", why, shared);
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
