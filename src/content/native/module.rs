//! The folders of lessons, in the order of their numbers.

use super::course::MAX_BYTES;
use super::lesson;
use super::unique::Unique;
use crate::content::fields::{Fields, Located};
use crate::content::identity;
use crate::content::number::Numbered;
use crate::content::problem::{Problem, Severity};
use crate::content::source::{Entry, Source, error, warning};
use crate::content::text::Text;
use crate::domain::{CourseId, Module, ModuleId};

const FOLDER: &str = "modules";
const FILE: &str = "module.toml";
/// The code of the warning about a file that is neither lesson nor module.
pub(super) const LEFT_OUT: &str = "left-out";

/// What is unique within one course.
#[derive(Debug, Default)]
pub(super) struct Seen {
    modules: Unique<String>,
    pub(super) lessons: Unique<String>,
}

/// The modules that have lessons. Without a course's id every file is checked all the same.
pub(super) fn read_all(
    source: &Source,
    course: Option<&CourseId>,
    problems: &mut Vec<Problem>,
) -> Vec<Module> {
    let unknown = CourseId::new("");
    let course = course.unwrap_or(&unknown);
    if !source.has(FOLDER) {
        return Vec::new();
    }
    let mut seen = Seen::default();
    let folders = numbered(source, FOLDER, Kind::Folder, problems);
    folders
        .iter()
        .filter_map(|folder| read(source, course, folder, &mut seen, problems))
        .collect()
}

fn read(
    source: &Source,
    course: &CourseId,
    folder: &str,
    seen: &mut Seen,
    problems: &mut Vec<Problem>,
) -> Option<Module> {
    let path = format!("{FOLDER}/{folder}");
    let about = about(source, &path, folder, problems);
    let id = match about.id {
        Some(id) => id,
        None => identity::of_part(course, &path),
    };
    if let Some(other) = seen.modules.claim(id.clone(), &path) {
        let message = format!("the id `{id}` is the id of {other} already");
        problems.push(error(source.shown(&path), "duplicate-id", message));
    }
    let before = problems.len();
    let files = numbered(source, &path, Kind::Lesson, problems);
    let lessons: Vec<_> = files
        .iter()
        .filter_map(|file| {
            let path = format!("{path}/{file}");
            lesson::read(source, course, &path, file, seen, problems)
        })
        .collect();
    let failed = |problem: &Problem| problem.severity == Severity::Error;
    if lessons.is_empty() && !problems.iter().skip(before).any(failed) {
        let message = "the module has no lesson and is left out";
        problems.push(warning(source.shown(&path), "empty-module", message));
    }
    (!lessons.is_empty()).then(|| Module {
        id: ModuleId::new(id),
        title: about.title,
        description: about.description,
        lessons,
    })
}

/// What a module says of itself, or its folder's name says for it.
struct About {
    id: Option<String>,
    title: String,
    description: String,
}

fn about(source: &Source, path: &str, folder: &str, problems: &mut Vec<Problem>) -> About {
    let from_name = Numbered::parse(folder).map(|name| name.title());
    let mut about = About {
        id: None,
        title: from_name.unwrap_or_else(|| folder.to_owned()),
        description: String::new(),
    };
    let file = format!("{path}/{FILE}");
    if !source.has(&file) {
        return about;
    }
    let text = source
        .read(&file, MAX_BYTES)
        .and_then(|bytes| Text::decode(source.shown(&file), bytes));
    let text = match text {
        Ok(text) => text,
        Err(problem) => {
            problems.push(problem);
            return about;
        }
    };
    let mut fields = Fields::toml(&text);
    about.id = fields.id().map(|Located { value, .. }| value);
    about.title = fields.title().unwrap_or(about.title);
    let description = fields.text("description").map(|text| text.value);
    about.description = description.unwrap_or_default();
    problems.extend(fields.finish());
    about
}

/// What a folder may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    Lesson,
}

impl Kind {
    fn fits(self, entry: &Entry) -> bool {
        match self {
            Kind::Folder => entry.is_folder,
            Kind::Lesson => !entry.is_folder && entry.name.ends_with(".md"),
        }
    }
}

/// The names in a folder that begin with a number, in its order; the others are reported.
fn numbered(source: &Source, folder: &str, kind: Kind, problems: &mut Vec<Problem>) -> Vec<String> {
    let entries = match source.list(folder) {
        Ok(entries) => entries,
        Err(problem) => {
            problems.push(problem);
            return Vec::new();
        }
    };
    let mut numbers = Unique::default();
    let mut found = Vec::new();
    for entry in entries {
        let shown = source.shown(&format!("{folder}/{}", entry.name));
        match Numbered::parse(&entry.name) {
            _ if kind == Kind::Lesson && entry.name == FILE => {}
            Some(Numbered { number, .. }) if kind.fits(&entry) => {
                if let Some(other) = numbers.claim(number, &entry.name) {
                    let message = format!("{other} has the number {number} already");
                    problems.push(error(shown, "duplicate-number", message));
                }
                found.push((number, entry.name));
            }
            _ => problems.push(left_out(shown, kind)),
        }
    }
    found.sort();
    found.into_iter().map(|(_, name)| name).collect()
}

fn left_out(shown: String, kind: Kind) -> Problem {
    let message = match kind {
        Kind::Folder => "left out: a module is a folder whose name begins with its number, 01-name",
        Kind::Lesson => {
            "left out: a lesson is a file whose name begins with its number, 01-name.md"
        }
    };
    warning(shown, LEFT_OUT, message)
}
