//! An outline becomes a course: what holds whatever the format is. Ids, titles, kinds and durations are decided here,
//! links rewritten, images read, and everything is checked. Each lesson is parsed once.

mod drafts;
mod images;
mod lesson;
mod links;
mod places;
mod quizzes;
mod rewrite;
mod title;
mod unique;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

use super::fetch::licence;
use super::identity;
use super::memo::Memo;
use super::options::{Drafts, Options};
use super::outline::{CourseOutline, Declared, LessonOutline, ModuleOutline, Outline};
use super::report::Report;
use super::source::{Source, error, warning};
use crate::domain::{
    Course, CourseId, CourseTree, Diagnostic, LessonId, LineMap, Location, Minutes, Module,
    ModuleId,
};
use lesson::Draft;
pub(super) use lesson::Parsed;
pub(super) use rewrite::Addresses;
pub(super) use title::title_problem;
pub(super) use unique::Unique;

/// Images that stand in no file of their own, by path.
type Made = BTreeMap<String, Vec<u8>>;

/// A course that was built.
pub(super) struct Built {
    pub(super) tree: CourseTree,
    pub(super) report: Report,
    /// The paths that each lesson may be known by from another time.
    pub(super) known_as: BTreeMap<LessonId, Vec<String>>,
    /// What is said of each lesson to its author.
    pub(super) about: HashMap<LessonId, AboutLesson>,
}

/// What is said of a lesson to its author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutLesson {
    /// Its file, as messages name it.
    pub file: PathBuf,
    /// Its text's lines in the file.
    pub lines: LineMap,
    /// The words of its text.
    pub words: usize,
    /// Whether its author says that it isn't to be shown yet.
    pub draft: bool,
}

/// The course that an outline makes; none where its metadata is missing. Everything is checked all the same. What the
/// memo has isn't parsed again.
pub(super) fn build(
    source: &Source,
    options: &Options,
    made: &Made,
    mut outline: Outline,
    mut memo: Option<&mut Memo>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Built> {
    if options.drafts == Drafts::LeftOut {
        drafts::leave_out(source, &mut outline, problems);
    }
    let repository = options.repository.as_ref();
    let links_rewritten = rewrite::links(source, repository, &mut outline, memo.as_deref_mut());
    let course = outline.course.take().map(|outline| course(source, outline));
    let unknown = CourseId::new("");
    let id = course.as_ref().map_or(&unknown, |course| &course.id);
    let mut ids = Ids::default();
    let drafts: Vec<DraftModule> = std::mem::take(&mut outline.modules)
        .into_iter()
        .filter_map(|module| ids.module(source, id, module, memo.as_deref_mut(), problems))
        .collect();
    if drafts.is_empty() && !problems.iter().any(Diagnostic::is_error) {
        let message = "the course has no lesson: write one as modules/01-first/01-first.md";
        problems.push(error(source.shown(""), "empty", message));
    }
    let lessons = || drafts.iter().flat_map(|module| &module.lessons);
    let images = images::read(source, made, lessons(), memo, problems);
    let mut report = Report {
        modules: drafts.len(),
        images: images.len(),
        links_rewritten,
        links_broken: links::check(source, lessons(), problems),
        ..Report::default()
    };
    lessons().for_each(|lesson| count(lesson, &mut report));
    quizzes::check(source, lessons(), problems);
    // A file beside the lessons that one of them shows is no stray file.
    let is_shown = |path: &str| images.iter().any(|image| image.path == path);
    let stray = outline
        .left_out
        .into_iter()
        .filter(|(path, _)| !is_shown(path));
    problems.extend(stray.map(|(_, warning)| warning));
    let known_as = lessons().map(|lesson| (lesson.head.id.clone(), lesson.known_as.clone()));
    let known_as = known_as.collect();
    let about = lessons().map(|lesson| (lesson.head.id.clone(), about(source, lesson)));
    let about = about.collect();
    let modules = drafts.into_iter().map(DraftModule::finish).collect();
    Some(Built {
        tree: CourseTree::new(course?, modules, images),
        report,
        known_as,
        about,
    })
}

fn about(source: &Source, lesson: &Draft) -> AboutLesson {
    AboutLesson {
        file: source.shown(lesson.file.as_deref().unwrap_or(&lesson.head.path)),
        lines: lesson.lines.clone(),
        words: lesson.words,
        draft: lesson.draft,
    }
}

fn count(lesson: &Draft, report: &mut Report) {
    *report.lessons.entry(lesson.head.kind).or_default() += 1;
    report.words += lesson.words;
    let minutes: &mut Minutes = match lesson.head.estimated {
        true => &mut report.minutes_estimated,
        false => &mut report.minutes_declared,
    };
    minutes.0 = minutes.0.saturating_add(lesson.head.minutes.0);
}

fn course(source: &Source, outline: CourseOutline) -> Course {
    let id = outline.id.map(CourseId::new);
    Course {
        id: id.unwrap_or_else(|| identity::of_course(&outline.slug)),
        slug: outline.slug,
        title: outline.title,
        description: outline.description,
        difficulty: outline.difficulty,
        price: outline.price,
        language: outline.language.unwrap_or_else(|| "en".to_owned()),
        license: outline.license.or_else(|| licence(source)),
        objectives: outline.objectives,
        prerequisites: outline.prerequisites,
    }
}

/// A module whose lessons are parsed.
struct DraftModule {
    id: ModuleId,
    title: String,
    description: String,
    lessons: Vec<Draft>,
}

impl DraftModule {
    fn finish(self) -> Module {
        Module {
            id: self.id,
            title: self.title,
            description: self.description,
            lessons: self.lessons.into_iter().map(Draft::finish).collect(),
        }
    }
}

/// The ids that are taken in a course.
#[derive(Default)]
struct Ids {
    modules: Unique<String>,
    lessons: Unique<String>,
    /// The files of lessons without an id of their own.
    paths: HashSet<String>,
}

impl Ids {
    /// A module with its lessons; none where it has none, which is a warning.
    fn module(
        &mut self,
        source: &Source,
        course: &CourseId,
        outline: ModuleOutline,
        mut memo: Option<&mut Memo>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<DraftModule> {
        let path = outline.path;
        let id = claimed(
            &mut self.modules,
            source,
            course,
            outline.id,
            &path,
            problems,
        );
        if outline.lessons.is_empty() && !has_error_in(source, &path, problems) {
            let message = "the module has no lesson and is left out";
            problems.push(warning(source.shown(&path), "empty-module", message));
        }
        let lessons = outline.lessons.into_iter().filter_map(|mut lesson| {
            if lesson.id.is_none() && self.is_here(source, &lesson.path, problems) {
                return None;
            }
            let (declared, path) = (lesson.id.take(), &lesson.path);
            let known_as = match declared {
                Some(_) => Vec::new(),
                None => known_as(&lesson),
            };
            let id = claimed(&mut self.lessons, source, course, declared, path, problems);
            Some(Draft::new(id, known_as, lesson, memo.as_deref_mut()))
        });
        let lessons: Vec<Draft> = lessons.collect();
        (!lessons.is_empty()).then(|| DraftModule {
            id: ModuleId::new(id),
            title: outline.title,
            description: outline.description,
            lessons,
        })
    }
}

impl Ids {
    /// Whether a page is in the course already, which is a warning; a table of contents may name one twice.
    fn is_here(&mut self, source: &Source, path: &str, problems: &mut Vec<Diagnostic>) -> bool {
        let is_here = !self.paths.insert(path.to_owned());
        if is_here {
            let message = "left out here: the page is in the course already";
            problems.push(warning(source.shown(path), "page-twice", message));
        }
        is_here
    }
}

/// The path of a lesson, and those that it had before; a page is published as HTML.
fn known_as(lesson: &LessonOutline) -> Vec<String> {
    let before = lesson
        .aliases
        .iter()
        .map(|alias| match alias.strip_suffix(".html") {
            Some(stem) => format!("{stem}.md"),
            None => alias.clone(),
        });
    std::iter::once(lesson.path.clone()).chain(before).collect()
}

/// The id of a module or lesson, declared or made; one that is taken already is a problem.
fn claimed(
    taken: &mut Unique<String>,
    source: &Source,
    course: &CourseId,
    declared: Option<Declared>,
    path: &str,
    problems: &mut Vec<Diagnostic>,
) -> String {
    let (id, place) = match declared {
        Some(Declared { id, place }) => (id, place),
        None => {
            let id = identity::of_part(course, path);
            (id, Location::File(source.shown(path)))
        }
    };
    if let Some(other) = taken.claim(id.clone(), path) {
        let message = format!("the id `{id}` is the id of {other} already");
        problems.push(Diagnostic::new(place, message).with_code("duplicate-id"));
    }
    id
}

/// Whether something in a folder is wrong, so that it isn't just empty.
fn has_error_in(source: &Source, folder: &str, problems: &[Diagnostic]) -> bool {
    let folder = source.shown(folder);
    let inside = |problem: &Diagnostic| {
        let path = problem.place.path();
        path.is_some_and(|path| path.starts_with(&folder))
    };
    problems
        .iter()
        .any(|problem| problem.is_error() && inside(problem))
}
