//! The files that a new course, module or lesson begins with. They pass every check.

use std::path::Path;

use uuid::Uuid;

use super::build::title_problem;
use super::number::Numbered;
use super::source::{Source, error};
use crate::domain::diagnostic::Code;
use crate::domain::{Diagnostic, LessonKind, Slug};

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Relative to the course's folder.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// Why nothing can be made.
#[derive(Debug, thiserror::Error)]
pub enum CantMake {
    /// The title breaks the rule for titles.
    #[error("{0}")]
    Title(String),
    /// The folder has no course of ours.
    #[error("{0}")]
    NoCourse(Box<Diagnostic>),
    /// There is no module with that number.
    #[error("there is no module {wanted}: {known}")]
    NoModule {
        /// As it was asked for.
        wanted: u64,
        /// The numbers that there are.
        known: String,
    },
}

/// The files of a course with one lesson.
///
/// # Errors
/// The title can't be one.
pub fn new_course(title: &str, slug: &Slug) -> Result<Vec<NewFile>, CantMake> {
    let title = titled(title)?;
    let course = format!(
        "id = \"{}\"\nslug = \"{slug}\"\ntitle = {}\ndescription = \"\"\"\nSay here in a sentence or two who this course is for, and what they will be able to do.\"\"\"\n\
         difficulty = \"beginner\"\nlanguage = \"en\"\n# license = \"CC-BY-4.0\"\n# objectives = [\"Say what a token is\", \"Count them\"]\n",
        Uuid::new_v4(),
        quoted(title),
    );
    let mut files = vec![NewFile {
        path: "course.toml".to_owned(),
        text: course,
    }];
    files.extend(module_files("modules/01-first-steps", "First steps"));
    Ok(files)
}

/// The files of a module with one lesson, behind the modules of the course in a folder.
///
/// # Errors
/// The title can't be one, or there is no course in the folder.
pub fn new_module(folder: &Path, title: &str) -> Result<Vec<NewFile>, CantMake> {
    let title = titled(title)?;
    let source = course_in(folder)?;
    let name = next_name(&numbered(&source, MODULES, true), title, "module");
    Ok(module_files(&format!("{MODULES}/{name}"), title))
}

/// The file of a lesson, behind the lessons of a module: the one with that number, or the last one.
///
/// # Errors
/// The title can't be one, or there is no such module in the folder.
pub fn new_lesson(
    folder: &Path,
    module: Option<u64>,
    title: &str,
    kind: LessonKind,
) -> Result<Vec<NewFile>, CantMake> {
    let title = titled(title)?;
    let source = course_in(folder)?;
    let modules = numbered(&source, MODULES, true);
    let wanted = module.or(modules.last().map(|(number, _)| *number));
    let found = modules.iter().find(|(number, _)| Some(*number) == wanted);
    let Some((_, module)) = found else {
        let numbers = modules.iter().map(|(number, _)| number.to_string());
        let numbers: Vec<String> = numbers.collect();
        return Err(CantMake::NoModule {
            wanted: wanted.unwrap_or(1),
            known: match &numbers[..] {
                [] => "make one with `lyceum new module`".to_owned(),
                [only] => format!("there is only {only}"),
                _ => format!("there are {}", numbers.join(", ")),
            },
        });
    };
    let module = format!("{MODULES}/{module}");
    let name = next_name(&numbered(&source, &module, false), title, "lesson");
    Ok(vec![lesson_file(
        &format!("{module}/{name}.md"),
        title,
        kind,
    )])
}

const MODULES: &str = "modules";

fn titled(title: &str) -> Result<&str, CantMake> {
    let title = title.trim();
    match title_problem(title) {
        _ if title.is_empty() => Err(CantMake::Title("the title is empty".to_owned())),
        Some(reason) => Err(CantMake::Title(reason)),
        None => Ok(title),
    }
}

fn course_in(folder: &Path) -> Result<Source, CantMake> {
    let no_course = |problem| CantMake::NoCourse(Box::new(problem));
    let source = Source::folder(folder).map_err(no_course)?;
    if source.has("course.toml") {
        return Ok(source);
    }
    let message =
        "there is no course.toml: `lyceum new course` makes one, `--course` names its folder";
    Err(no_course(error(source.shown(""), Code::NoCourse, message)))
}

/// The folders or files whose names begin with a number, in that order.
fn numbered(source: &Source, folder: &str, folders: bool) -> Vec<(u64, String)> {
    if !source.has(folder) {
        return Vec::new();
    }
    let entries = source.list(folder, &mut Vec::new()).into_iter();
    let entries = entries.filter(|entry| entry.is_folder == folders);
    let numbered = entries.filter_map(|entry| {
        let number = Numbered::parse(&entry.name)?.number;
        Some((number, entry.name))
    });
    let mut numbered: Vec<(u64, String)> = numbered.collect();
    numbered.sort();
    numbered
}

/// The name of what comes behind all others: its number as wide as theirs, and its title.
fn next_name(others: &[(u64, String)], title: &str, otherwise: &str) -> String {
    let number = others
        .last()
        .map_or(1, |(number, _)| number.saturating_add(1));
    let digits = |name: &String| name.bytes().take_while(u8::is_ascii_digit).count();
    let width = others
        .iter()
        .map(|(_, name)| digits(name))
        .max()
        .unwrap_or(2);
    let name = Slug::made_of(title).map_or_else(|| otherwise.to_owned(), String::from);
    format!("{number:0width$}-{name}")
}

fn module_files(folder: &str, title: &str) -> Vec<NewFile> {
    let text = format!(
        "id = \"{}\"\ntitle = {}\ndescription = \"Say here what this module is about.\"\n",
        Uuid::new_v4(),
        quoted(title),
    );
    vec![
        NewFile {
            path: format!("{folder}/module.toml"),
            text,
        },
        lesson_file(
            &format!("{folder}/01-welcome.md"),
            "Welcome",
            LessonKind::Text,
        ),
    ]
}

fn lesson_file(path: &str, title: &str, kind: LessonKind) -> NewFile {
    let begin = match kind {
        LessonKind::Quiz => QUIZ,
        _ => "Write here. A blank line ends a paragraph, and `##` begins a heading.\n",
    };
    let text = format!(
        "---\nid: {}\ntitle: {}\nkind: {kind}\n---\n\n{begin}",
        Uuid::new_v4(),
        quoted(title),
    );
    NewFile {
        path: path.to_owned(),
        text,
    }
}

const QUIZ: &str = "\
## What does a box with an `x` say?

<!-- q id=box -->

1. [x] That this answer is right
2. [ ] That this answer is wrong

> Each heading begins a question.
";

/// A text as TOML and YAML write it alike.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
