//! Advice on a lesson for whoever writes it. Nobody who imports a course hears of it.

mod code;
mod minutes;
mod names;

use super::outline::LessonOutline;
use crate::domain::Lesson;
use crate::domain::diagnostic::{Code, Finding};
use crate::lesson::Document;
pub(super) use minutes::implausible;
pub(super) use names::alike;

/// A lesson that is looked at.
pub(super) struct Looked<'l> {
    outline: &'l LessonOutline,
    document: &'l Document,
}

/// Every kind of advice.
const ALL: [fn(&Looked<'_>, &mut Vec<Finding>); 5] =
    [size, empty, headings, images, code::languages];

/// The advice on a lesson.
pub(super) fn on(outline: &LessonOutline, document: &Document) -> Vec<Finding> {
    let looked = Looked { outline, document };
    let mut found = Vec::new();
    ALL.iter().for_each(|look| look(&looked, &mut found));
    found
}

/// An academy is narrower than a reader.
fn size(lesson: &Looked<'_>, found: &mut Vec<Finding>) {
    let text = lesson.document.source();
    if text.len() > Lesson::MAX_PUBLISHED {
        let most = Lesson::MAX_PUBLISHED / 1024 / 1024;
        let message = format!(
            "from here on the lesson has more than {most} MB of text, the most that an academy takes"
        );
        let at = text.floor_char_boundary(Lesson::MAX_PUBLISHED);
        let finding = Finding::new(at, Code::TooLarge, message);
        found.push(finding.with_hint(Some("split it into several lessons".to_owned())));
    }
}

fn empty(lesson: &Looked<'_>, found: &mut Vec<Finding>) {
    let outline = lesson.outline;
    let leads_on = outline.video.is_some() || outline.resource.is_some();
    let blocks = lesson.document.block_count();
    let headings = lesson.document.headings().len();
    if blocks <= headings && !leads_on {
        let message = "the lesson has no text, no video and no resource";
        let hint = "write it, or set `draft: true` until it is written".to_owned();
        let finding = Finding::new(0, Code::EmptyLesson, message);
        found.push(finding.with_hint(Some(hint)));
    }
}

fn headings(lesson: &Looked<'_>, found: &mut Vec<Finding>) {
    // The title stands above the text, as a heading of the first level.
    let mut above = 1;
    for heading in lesson.document.headings() {
        if heading.level > above + 1 {
            let message = format!(
                "a heading of level {} follows one of level {above}",
                heading.level
            );
            let hint = format!("write it as `{}`", "#".repeat(usize::from(above) + 1));
            let finding = Finding::new(heading.source, Code::HeadingJump, message);
            found.push(finding.with_hint(Some(hint)));
        }
        above = heading.level;
    }
}

fn images(lesson: &Looked<'_>, found: &mut Vec<Finding>) {
    for image in lesson.document.images() {
        if image.alt.trim().is_empty() {
            let message = "the image has no description: who can't see it learns nothing of it";
            let hint = "say what it shows: `![A curve that falls](curve.png)`".to_owned();
            let finding = Finding::new(image.source, Code::ImageAlt, message);
            found.push(finding.with_hint(Some(hint)));
        }
    }
}
