//! The links of lessons that lead nowhere: a warning each, for the reader would only refuse them.

use std::collections::HashMap;

use super::at::Places;
use crate::content::problem::Problem;
use crate::content::source::Source;
use crate::domain::mistake::shown_part;
use crate::domain::{Lesson, Module, path_in_course};
use crate::lesson::{Document, Target};

/// Looks at every link of every lesson.
pub(super) fn check(source: &Source, modules: &[Module], problems: &mut Vec<Problem>) {
    let lessons = modules.iter().flat_map(|module| &module.lessons);
    let mut course = Course {
        source,
        lessons: lessons
            .map(|lesson| (lesson.head.path.as_str(), lesson))
            .collect(),
        texts: HashMap::new(),
    };
    for lesson in modules.iter().flat_map(|module| &module.lessons) {
        if !may_have_links(lesson.body.markdown()) {
            continue;
        }
        let mut places = Places::of(source, lesson);
        for link in Document::parse(lesson.body.markdown()).links() {
            if let Some((code, message)) = course.fault(lesson, &link.target) {
                places.warn(link.source, code, message, problems);
            }
        }
        places.finish(problems);
    }
}

/// What is shown of an address, which may hold a whole file.
fn shown(address: &str) -> &str {
    shown_part(address, 1)
}

/// A quick look, so that texts without links aren't parsed; a plain address leads out and is fine.
fn may_have_links(content: &str) -> bool {
    content.contains(['[', '<'])
}

/// What links may lead to.
struct Course<'c> {
    source: &'c Source,
    lessons: HashMap<&'c str, &'c Lesson>,
    /// The texts of which headings were looked for.
    texts: HashMap<&'c str, Document>,
}

impl<'c> Course<'c> {
    /// What is wrong with a link of the lesson: a code, and the message.
    fn fault(&mut self, lesson: &Lesson, target: &Target) -> Option<(&'static str, String)> {
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
            true => format!("`{path}` is no lesson of the course, and only lessons open"),
            false => format!("there is no lesson `{path}` in the course"),
        }
    }

    fn missing_heading(&mut self, path: &str, anchor: &str) -> Option<(&'static str, String)> {
        let (path, lesson) = self.lessons.get_key_value(path)?;
        // A lesson that doesn't begin with its title is shown below it.
        let titled = || {
            Document::parse(format!(
                "# {}\n\n{}",
                lesson.head.title,
                lesson.body.markdown()
            ))
        };
        let text = self.texts.entry(path).or_insert_with(titled);
        let message = || format!("there is no heading `#{}` in {path}", shown(anchor));
        (text.block_of_anchor(anchor).is_none()).then(|| ("no-heading", message()))
    }
}
