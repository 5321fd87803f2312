//! One lesson: front matter, then Markdown.

use std::ops::Range;

use super::measure;
use super::module::Seen;
use crate::content::fields::{Fields, title_problem};
use crate::content::identity;
use crate::content::number::Numbered;
use crate::content::problem::Problem;
use crate::content::source::Source;
use crate::content::text::Text;
use crate::domain::{Body, CourseId, Lesson, LessonHead, LessonId, LessonNumber, Minutes};
use crate::lesson::Document;

/// The lesson in a file; none where it is a draft or can't be read, which is in `problems` then.
pub(super) fn read(
    source: &Source,
    course: &CourseId,
    path: &str,
    file: &str,
    seen: &mut Seen,
    problems: &mut Vec<Problem>,
) -> Option<Lesson> {
    let read = source
        .read(path, Lesson::MAX_BYTES)
        .and_then(|bytes| Text::decode(source.shown(path), bytes))
        .and_then(|text| FrontMatter::find(&text).map(|found| (text, found)));
    let (text, front_matter) = match read {
        Ok(read) => read,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    let mut fields = Fields::yaml(&text, front_matter.yaml.clone());
    let content = text.slice(front_matter.end..text.as_str().len());
    let (lesson, draft) = lesson(&mut fields, course, path, file, content);
    if let Some(other) = seen.lessons.claim(lesson.head.id.as_str().to_owned(), path) {
        let message = format!("the id `{}` is the id of {other} already", lesson.head.id);
        fields.problem("duplicate-id", front_matter.yaml.start, message);
    }
    problems.extend(fields.finish());
    if draft {
        problems.push(text.warning("draft", 0, "left out: the lesson is a draft"));
        return None;
    }
    Some(lesson)
}

fn lesson(
    fields: &mut Fields<'_>,
    course: &CourseId,
    path: &str,
    file: &str,
    content: &str,
) -> (Lesson, bool) {
    let content = content.replace("\r\n", "\n");
    let id = fields.id().map(|id| id.value);
    let title = fields.title();
    let kind = fields.parsed("kind").unwrap_or_default();
    let declared = declared_minutes(fields);
    let video = fields.address("video");
    let resource = fields.address("resource");
    let objectives = fields.sentences("objectives");
    let draft = fields.flag("draft");
    let head = LessonHead {
        id: LessonId::new(id.unwrap_or_else(|| identity::of_part(course, path))),
        number: LessonNumber::default(),
        title: title.unwrap_or_else(|| own_title(&content, file)),
        kind,
        minutes: declared.unwrap_or_else(|| measure::minutes(&content)),
        estimated: declared.is_none(),
        video,
        resource,
        objectives,
        path: path.to_owned(),
    };
    let body = Body::Text(content);
    (Lesson { head, body }, draft)
}

fn declared_minutes(fields: &mut Fields<'_>) -> Option<Minutes> {
    let minutes = fields.number("minutes", "a whole number of minutes")?;
    if minutes.value == 0 {
        fields.problem("minutes", minutes.at, "a lesson takes a minute at least");
        return None;
    }
    Some(Minutes(minutes.value))
}

/// The title of a lesson that declares none: its first heading of the first level, or its file's name.
fn own_title(content: &str, file: &str) -> String {
    let document = Document::parse(content);
    let mut headings = document.headings().iter();
    let heading = headings
        .find(|heading| heading.level == 1 && !heading.title.is_empty())
        .map(|heading| heading.title.clone())
        .filter(|title| title_problem(title).is_none());
    let stem = file.strip_suffix(".md").unwrap_or(file);
    heading
        .or_else(|| Numbered::parse(stem).map(|name| name.title()))
        .unwrap_or_else(|| stem.to_owned())
}

/// Where the front matter stands in a file; empty at the beginning where there is none.
struct FrontMatter {
    yaml: Range<usize>,
    /// Where the Markdown begins.
    end: usize,
}

const FENCE: &str = "---";

impl FrontMatter {
    fn find(text: &Text) -> Result<FrontMatter, Problem> {
        let mut lines = text.as_str().split_inclusive('\n');
        let first = lines.next().unwrap_or_default();
        if first.trim_end() != FENCE {
            return Ok(FrontMatter { yaml: 0..0, end: 0 });
        }
        let start = first.len();
        let mut end = start;
        for line in lines {
            if line.trim_end() == FENCE {
                return Ok(FrontMatter {
                    yaml: start..end,
                    end: end + line.len(),
                });
            }
            end += line.len();
        }
        let message = "the front matter that begins here is never closed: end it with a line `---`";
        Err(text.error("front-matter", 0, message))
    }
}
