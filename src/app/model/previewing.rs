//! The preview of a course's folder: what its author sees beyond the reader, and the editor.

use std::sync::Arc;

use super::{Model, Pane};
use crate::app::effect::{Effect, FilePlace};
use crate::app::frame::notices::Notice;
use crate::app::overlay::Overlay;
use crate::app::overlay::problems::Problems;
use crate::app::overlay::structure::Structure;
use crate::app::preview::Folder;
use crate::app::request::preview::ViewFolder;
use crate::app::widget::outline::OutlineRow;
use crate::app::wish::{Begin, LessonChoice, LessonWish};
use crate::domain::LessonId;

impl Model {
    /// The folder was read: its course opens when it is first there.
    pub(super) fn take_folder(&mut self, folder: &Arc<Folder>) {
        let Some(preview) = &mut self.shared.preview else {
            return;
        };
        let as_learner = preview.as_learner;
        let before = std::mem::replace(&mut preview.folder, Arc::clone(folder));
        if folder.is_behind && !before.is_behind {
            self.shared
                .say("The course can't be read: you see it as it was before");
        }
        let open = self.lesson.reader.as_ref();
        let is_open_gone = open.is_some_and(|reader| {
            let id = &reader.lesson.head.id;
            !folder.lessons.contains_key(id)
        });
        if as_learner && is_open_gone {
            self.close_lesson();
            self.shared.say("Learners don't see this lesson");
        }
        if before.course != folder.course {
            self.open_previewed(folder);
        }
        if folder.course.is_none() && self.overlay.is_none() {
            self.open(Overlay::Problems(Problems::default()));
        }
        if let Some(overlay) = &mut self.overlay {
            overlay.panel_mut().fit(&self.shared);
        }
    }

    fn open_previewed(&mut self, folder: &Folder) {
        let Some(course) = folder.course.clone() else {
            return;
        };
        match &folder.first {
            Some(lesson) => self.open_lesson(LessonWish {
                course,
                lesson: LessonChoice::Id(lesson.clone()),
                begin: Begin::Left,
            }),
            None => self.open_course(course, None),
        }
    }

    /// Shows the problems, or closes them.
    pub(super) fn toggle_problems(&mut self) {
        match self.overlay {
            Some(Overlay::Problems(_)) => self.close_overlay(),
            _ => self.open(Overlay::Problems(Problems::default())),
        }
    }

    /// Shows the modules with their figures.
    pub(super) fn open_structure(&mut self) {
        let outline = self.course.list.as_ref().map(|list| &list.outline);
        match outline {
            Some(outline) => {
                let structure = Structure::of(Arc::clone(outline));
                self.open(Overlay::Structure(structure));
            }
            None => self.shared.say("No course yet"),
        }
    }

    /// Looks as a learner does, or as the author again.
    pub(super) fn toggle_learner(&mut self) {
        let Some(preview) = &mut self.shared.preview else {
            return;
        };
        let as_learner = !preview.as_learner;
        preview.as_learner = as_learner;
        self.shared.say(match as_learner {
            true => "As learners see it: without drafts and problems",
            false => "With drafts and problems",
        });
        self.view_folder();
    }

    fn view_folder(&mut self) {
        if let Some(preview) = &self.shared.preview {
            let as_learner = preview.as_learner;
            self.shared.ask(ViewFolder { as_learner });
        }
    }

    /// Edits the file of the lesson that is read, at the line on top of the screen, or of the one that is selected.
    pub(super) fn edit_here(&mut self) {
        let Some((lesson, line)) = self.lesson_here() else {
            return self.shared.say("Select a lesson to edit its file");
        };
        let preview = self.shared.preview.as_ref();
        let about = preview.and_then(|preview| preview.folder.lessons.get(&lesson));
        if let Some(about) = about {
            let place = FilePlace {
                path: about.file.clone(),
                line: line.map_or(1, |line| about.lines.in_file(line)),
            };
            self.edit(place);
        }
    }

    /// The lesson that one is at, and the line of its text.
    fn lesson_here(&mut self) -> Option<(LessonId, Option<usize>)> {
        match self.pane {
            Pane::Lesson => {
                let reader = self.lesson.reader.as_mut()?;
                Some((reader.lesson.head.id.clone(), Some(reader.line_on_top())))
            }
            Pane::Course => match self.course.list.as_ref()?.selected()? {
                OutlineRow::Lesson(_, lesson) => Some((lesson.head.id.clone(), None)),
                OutlineRow::Module(..) => None,
            },
            _ => None,
        }
    }

    /// Opens a file in the editor.
    pub(super) fn edit(&mut self, place: FilePlace) {
        self.shared.outbox.push(Effect::Edit(place));
    }

    /// The editor ended, or couldn't be started: where nothing tells of changes, this is when to look.
    pub(super) fn edited(&mut self, failed: Option<Notice>) {
        if let Some(notice) = failed {
            self.shared.tell(notice);
        }
        self.view_folder();
    }
}
