//! The links of lessons that lead nowhere: a warning each, for the reader would only refuse them.

use std::collections::HashMap;

use super::lesson::Draft;
use super::letters::{Letters, OtherLetters};
use crate::content::source::Source;
use crate::domain::diagnostic::{Code, Finding, closest, shown_part};
use crate::domain::path_in_course;
use crate::lesson::{Link, Target};

/// The most names that one which is wrong is compared with.
const MOST_COMPARED: usize = 50;

/// The targets that links may have.
pub(super) struct Course<'c> {
    source: &'c Source,
    lessons: HashMap<&'c str, &'c Draft>,
    letters: Letters<'c>,
    /// The names of the lessons' files, by folder.
    names: HashMap<&'c str, Vec<&'c str>>,
}

/// The part of an address that is shown; one may hold a whole file.
fn shown(address: &str) -> &str {
    shown_part(address, 1)
}

impl<'c> Course<'c> {
    pub(super) fn of(source: &'c Source, lessons: &[&'c Draft]) -> Course<'c> {
        let by_path = lessons
            .iter()
            .map(|lesson| (lesson.head.path.as_str(), *lesson));
        let mut names: HashMap<&str, Vec<&str>> = HashMap::new();
        for lesson in lessons {
            let (folder, name) = parted(&lesson.head.path);
            names.entry(folder).or_default().push(name);
        }
        Course {
            source,
            names,
            lessons: by_path.collect(),
            letters: Letters::of(lessons.iter().map(|lesson| lesson.head.path.as_str())),
        }
    }

    /// The links of a lesson that lead nowhere.
    pub(super) fn faults(&self, lesson: &Draft) -> impl Iterator<Item = Finding> {
        let letters = OtherLetters::of(&lesson.text);
        let links = lesson.links.iter();
        links.filter_map(move |link| self.fault(lesson, link, &letters))
    }

    fn fault(&self, lesson: &Draft, link: &Link, letters: &OtherLetters<'_>) -> Option<Finding> {
        let say = |code, message| Finding::new(link.source, code, message);
        match &link.target {
            Target::Web(_) | Target::Mail(_) | Target::Footnote(_) | Target::Back(_) => None,
            Target::Refused(address) => {
                let address = shown(address);
                let message = format!("only web pages, e-mail and lessons open, not `{address}`");
                Some(say(Code::RefusedLink, message))
            }
            Target::Heading(anchor) => self.heading(link, &lesson.head.path, anchor),
            Target::Lesson { path, heading } => {
                let Some(there) = path_in_course(&lesson.head.path, path) else {
                    let message = "this link leaves the course's folder, and nothing there opens";
                    return Some(say(Code::OutsideLink, message.to_owned()));
                };
                if !self.lessons.contains_key(there.as_str()) {
                    return Some(self.no_lesson(link, &there, letters));
                }
                self.heading(link, &there, heading.as_deref()?)
            }
        }
    }

    fn no_lesson(&self, link: &Link, path: &str, letters: &OtherLetters<'_>) -> Finding {
        if let Some(right) = self.letters.other(path) {
            let message =
                format!("the lesson's file is `{right}`: some systems tell the letters apart");
            return letters.finding(link.source, right, message);
        }
        let shown_path = shown(path);
        let message = match self.source.has(path) {
            true => format!("`{shown_path}` isn't a lesson of the course, and only lessons open"),
            false => format!("there is no lesson `{shown_path}` in the course"),
        };
        let hint = self.meant(path).map(|path| meant(&path));
        Finding::new(link.source, Code::NoLesson, message).with_hint(hint)
    }

    /// The lesson of a folder whose name is nearly the one that is written.
    fn meant(&self, path: &str) -> Option<String> {
        let (folder, name) = parted(path);
        let names = self.names.get(folder)?.iter().take(MOST_COMPARED);
        let name = closest(name, names.copied())?;
        Some(match folder.is_empty() {
            true => name.to_owned(),
            false => format!("{folder}/{name}"),
        })
    }

    /// The problem of a link to a heading; none where the heading is there.
    fn heading(&self, link: &Link, path: &str, anchor: &str) -> Option<Finding> {
        let lesson = self.lessons.get(path)?;
        if lesson.anchors.lead(&lesson.head.title, anchor) {
            return None;
        }
        let message = format!("there is no heading `#{}` in {path}", shown(anchor));
        let hint = closest(anchor, lesson.anchors.names().take(MOST_COMPARED));
        let hint = hint.map(|name| meant(&format!("#{name}")));
        Some(Finding::new(link.source, Code::NoHeading, message).with_hint(hint))
    }
}

/// The folder and the name of a file.
fn parted(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

fn meant(name: &str) -> String {
    format!("did you mean `{name}`?")
}
