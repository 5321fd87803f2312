//! The links of lessons that lead nowhere: a warning each, for the reader would only refuse them.

use std::collections::HashMap;

use super::lesson::Draft;
use super::places::Places;
use crate::content::source::Source;
use crate::domain::diagnostic::shown_part;
use crate::domain::{Diagnostic, path_in_course};
use crate::lesson::Target;

/// Looks at every link of every lesson; gives how many lead nowhere.
pub(super) fn check<'d>(
    source: &Source,
    lessons: impl Iterator<Item = &'d Draft>,
    problems: &mut Vec<Diagnostic>,
) -> usize {
    let lessons: Vec<&Draft> = lessons.collect();
    let paths = lessons
        .iter()
        .map(|lesson| (lesson.head.path.as_str(), *lesson));
    let course = Course {
        source,
        lessons: paths.collect(),
    };
    let mut broken = 0;
    for lesson in &lessons {
        let mut places = Places::of(source, lesson);
        for link in &lesson.links {
            if let Some((code, message)) = course.fault(lesson, &link.target) {
                places.warn(link.source, code, message, problems);
                broken += 1;
            }
        }
        places.finish(problems);
    }
    broken
}

/// The part of an address that is shown; one may hold a whole file.
fn shown(address: &str) -> &str {
    shown_part(address, 1)
}

/// The targets that links may have.
struct Course<'c> {
    source: &'c Source,
    lessons: HashMap<&'c str, &'c Draft>,
}

impl Course<'_> {
    /// The fault of a link, as a code and a message; none where it leads somewhere.
    fn fault(&self, lesson: &Draft, target: &Target) -> Option<(&'static str, String)> {
        match target {
            Target::Web(_) | Target::Mail(_) | Target::Footnote(_) | Target::Back(_) => None,
            Target::Refused(address) => Some((
                "refused-link",
                format!(
                    "only web pages, e-mail and lessons open, not `{}`",
                    shown(address)
                ),
            )),
            Target::Heading(anchor) => self.missing_heading(&lesson.head.path, anchor),
            Target::Lesson { path, heading } => {
                let Some(path) = path_in_course(&lesson.head.path, path) else {
                    let message = "this link leaves the course's folder, and nothing there opens";
                    return Some(("outside", message.to_owned()));
                };
                if !self.lessons.contains_key(path.as_str()) {
                    return Some(("no-lesson", self.no_lesson(&path)));
                }
                self.missing_heading(&path, heading.as_deref()?)
            }
        }
    }

    fn no_lesson(&self, path: &str) -> String {
        let is_file = self.source.has(path);
        let path = shown(path);
        match is_file {
            true => format!("`{path}` isn't a lesson of the course, and only lessons open"),
            false => format!("there is no lesson `{path}` in the course"),
        }
    }

    fn missing_heading(&self, path: &str, anchor: &str) -> Option<(&'static str, String)> {
        let lesson = self.lessons.get(path)?;
        let message = || format!("there is no heading `#{}` in {path}", shown(anchor));
        let found = lesson.anchors.lead(&lesson.head.title, anchor);
        (!found).then(|| ("no-heading", message()))
    }
}
