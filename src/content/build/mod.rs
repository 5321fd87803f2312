//! An outline becomes a course: what holds whatever the format is. Ids, titles, kinds and durations are decided here,
//! links rewritten, images read, and everything is checked. Each lesson is parsed once.

mod images;
mod lesson;
mod links;
mod places;
mod quizzes;
mod rewrite;
mod title;
mod unique;

use super::identity;
use super::outline::{CourseOutline, Declared, ModuleOutline, Outline};
use super::source::{Source, error, warning};
use crate::domain::{Course, CourseId, CourseTree, Diagnostic, Location, Module, ModuleId};
use lesson::Draft;
pub(super) use title::title_problem;
pub(super) use unique::Unique;

/// The course that an outline makes; none where its metadata is missing. Everything is checked all the same.
pub(super) fn build(
    source: &Source,
    mut outline: Outline,
    problems: &mut Vec<Diagnostic>,
) -> Option<CourseTree> {
    rewrite::links(&mut outline);
    let course = outline.course.take().map(course);
    let unknown = CourseId::new("");
    let id = course.as_ref().map_or(&unknown, |course| &course.id);
    let mut ids = Ids::default();
    let drafts: Vec<DraftModule> = std::mem::take(&mut outline.modules)
        .into_iter()
        .filter_map(|module| ids.module(source, id, module, problems))
        .collect();
    if drafts.is_empty() && !problems.iter().any(Diagnostic::is_error) {
        let message = "the course has no lesson: write one as modules/01-first/01-first.md";
        problems.push(error(source.shown("modules"), "empty", message));
    }
    let lessons = || drafts.iter().flat_map(|module| &module.lessons);
    let images = images::read(source, lessons(), problems);
    links::check(source, lessons(), problems);
    quizzes::check(source, lessons(), problems);
    // A file beside the lessons that one of them shows is no stray file.
    let is_shown = |path: &str| images.iter().any(|image| image.path == path);
    let stray = outline
        .left_out
        .into_iter()
        .filter(|(path, _)| !is_shown(path));
    problems.extend(stray.map(|(_, warning)| warning));
    let modules = drafts.into_iter().map(DraftModule::finish).collect();
    Some(CourseTree::new(course?, modules, images))
}

fn course(outline: CourseOutline) -> Course {
    let id = outline.id.map(CourseId::new);
    Course {
        id: id.unwrap_or_else(|| identity::of_course(&outline.slug)),
        slug: outline.slug,
        title: outline.title,
        description: outline.description,
        difficulty: outline.difficulty,
        price: outline.price,
        language: outline.language.unwrap_or_else(|| "en".to_owned()),
        license: outline.license,
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
}

impl Ids {
    /// A module with its lessons; none where it has none, which is a warning.
    fn module(
        &mut self,
        source: &Source,
        course: &CourseId,
        outline: ModuleOutline,
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
        let lessons = outline.lessons.into_iter().map(|mut lesson| {
            let (declared, path) = (lesson.id.take(), &lesson.path);
            let id = claimed(&mut self.lessons, source, course, declared, path, problems);
            Draft::new(id, lesson)
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
