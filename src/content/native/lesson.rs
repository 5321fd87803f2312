//! One lesson: front matter, then Markdown.

use super::missing_id;
use crate::content::fields::{Fields, Located};
use crate::content::front_matter::front_matter;
use crate::content::identity;
use crate::content::number::Numbered;
use crate::content::outline::{Declared, LessonOutline};
use crate::content::page::LineMap;
use crate::content::reading::Reading;
use crate::content::text::Text;
use crate::domain::{CourseId, Lesson, Minutes};

/// The lesson in a file; none where it can't be read, which is in the problems then.
pub(super) fn read(
    reading: &mut Reading<'_>,
    course: Option<&CourseId>,
    path: &str,
    file: &str,
) -> Option<LessonOutline> {
    let read = reading
        .source
        .text(path, Lesson::MAX_BYTES)
        .and_then(|text| front_matter(&text).map(|above| (text, above)));
    let (text, above) = read
        .map_err(|problem| reading.problems.push(problem))
        .ok()?;
    let mut fields = Fields::yaml(&text, above.keys.clone());
    let lesson = lesson(&text, above.end, &mut fields, path, file);
    let found = fields.finish();
    let is_readable = found.is_empty();
    reading.problems.extend(found);
    if let Some(course) = course.filter(|_| lesson.id.is_none() && is_readable) {
        let id = identity::of_part(course, path);
        missing_id::in_lesson(reading, &text, &above, &id);
    }
    Some(lesson)
}

fn lesson(
    text: &Text,
    start: usize,
    fields: &mut Fields<'_>,
    path: &str,
    file: &str,
) -> LessonOutline {
    let above = text.slice(0..start);
    let markdown = text.slice(start..text.as_str().len());
    let named = fields.path("path").filter(|named| named != path);
    let minutes = minutes(fields);
    LessonOutline {
        file: named.is_some().then(|| path.to_owned()),
        path: named.unwrap_or_else(|| path.to_owned()),
        listed_at: None,
        aliases: Vec::new(),
        id: fields.id().map(|id| Declared {
            place: text.place(id.at),
            id: id.value,
        }),
        title: fields.title(),
        name: name(file),
        kind: fields.parsed("kind"),
        minutes: minutes.as_ref().map(|minutes| minutes.value),
        minutes_at: minutes.map(|minutes| text.place(minutes.at)),
        video: fields.address("video"),
        resource: fields.address("resource"),
        objectives: fields.sentences("objectives"),
        draft: fields.flag("draft"),
        behind: false,
        markdown: markdown.replace("\r\n", "\n").into(),
        lines: LineMap::below(above.matches('\n').count()),
    }
}

fn minutes(fields: &mut Fields<'_>) -> Option<Located<Minutes>> {
    let minutes = fields.number("minutes", "a whole number of minutes")?;
    if minutes.value == 0 {
        fields.problem("minutes", minutes.at, "a lesson takes a minute at least");
        return None;
    }
    Some(Located {
        value: Minutes(minutes.value),
        at: minutes.at,
    })
}

/// A title made of a file's name.
fn name(file: &str) -> String {
    let stem = file.strip_suffix(".md").unwrap_or(file);
    Numbered::parse(stem).map_or_else(|| stem.to_owned(), |name| name.title())
}
