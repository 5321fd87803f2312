//! One lesson: front matter, then Markdown.

use crate::content::fields::Fields;
use crate::content::front_matter::FrontMatter;
use crate::content::number::Numbered;
use crate::content::outline::{Declared, LessonOutline};
use crate::content::page::LineMap;
use crate::content::source::Source;
use crate::content::text::Text;
use crate::domain::{Diagnostic, Lesson, Minutes};

/// The lesson in a file; none where it is a draft or can't be read, which is in the problems then.
pub(super) fn read(
    source: &Source,
    path: &str,
    file: &str,
    problems: &mut Vec<Diagnostic>,
) -> Option<LessonOutline> {
    let read = source
        .text(path, Lesson::MAX_BYTES)
        .and_then(|text| FrontMatter::find(&text).map(|found| (text, found)));
    let (text, front_matter) = read.map_err(|problem| problems.push(problem)).ok()?;
    let mut fields = Fields::yaml(&text, front_matter.yaml.clone());
    let draft = fields.flag("draft");
    let lesson = lesson(&text, &front_matter, &mut fields, path, file);
    problems.extend(fields.finish());
    if draft {
        let message = "left out: the lesson is a draft";
        problems.push(text.error("draft", 0, message).as_warning());
        return None;
    }
    Some(lesson)
}

fn lesson(
    text: &Text,
    front_matter: &FrontMatter,
    fields: &mut Fields<'_>,
    path: &str,
    file: &str,
) -> LessonOutline {
    let above = text.slice(0..front_matter.end);
    let markdown = text.slice(front_matter.end..text.as_str().len());
    let named = fields.path("path").filter(|named| named != path);
    LessonOutline {
        file: named.is_some().then(|| path.to_owned()),
        path: named.unwrap_or_else(|| path.to_owned()),
        aliases: Vec::new(),
        id: fields.id().map(|id| Declared {
            place: text.place(id.at),
            id: id.value,
        }),
        title: fields.title(),
        name: name(file),
        kind: fields.parsed("kind"),
        minutes: minutes(fields),
        video: fields.address("video"),
        resource: fields.address("resource"),
        objectives: fields.sentences("objectives"),
        markdown: markdown.replace("\r\n", "\n"),
        lines: LineMap::below(above.matches('\n').count()),
    }
}

fn minutes(fields: &mut Fields<'_>) -> Option<Minutes> {
    let minutes = fields.number("minutes", "a whole number of minutes")?;
    if minutes.value == 0 {
        fields.problem("minutes", minutes.at, "a lesson takes a minute at least");
        return None;
    }
    Some(Minutes(minutes.value))
}

/// A title made of a file's name.
fn name(file: &str) -> String {
    let stem = file.strip_suffix(".md").unwrap_or(file);
    Numbered::parse(stem).map_or_else(|| stem.to_owned(), |name| name.title())
}
