//! An outline becomes a course: what holds whatever the format is. Ids, titles, kinds and durations are decided here,
//! links rewritten, images read, and everything is checked. Each lesson is parsed once.

mod addresses;
mod drafts;
mod ids;
mod images;
mod kept;
mod lesson;
mod letters;
mod links;
mod places;
mod rewrite;
mod title;
mod unique;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use super::fetch::licence;
use super::identity;
use super::options::{Drafts, Options, Purpose};
use super::outline::{CourseOutline, Outline};
use super::page_cache::Memo;
use super::report::Report;
use super::source::{Source, error};
use crate::domain::diagnostic::Code;
use crate::domain::{
    Course, CourseId, CourseImage, CourseTree, Diagnostic, LessonId, LineMap, Minutes, Module,
    ModuleId,
};
pub(super) use addresses::Addresses;
use ids::Ids;
pub(super) use kept::Kept;
use lesson::Draft;
use places::Places;
pub(super) use rewrite::encoded;
pub(super) use title::title_problem;
pub(super) use unique::Unique;

/// Images that stand in no file of their own, by path.
type Made = BTreeMap<String, Vec<u8>>;

/// A course whose lessons are parsed and checked.
pub(super) struct Built {
    /// None where its metadata is missing.
    course: Option<Course>,
    modules: Vec<DraftModule>,
    images: Vec<CourseImage>,
    pub(super) report: Report,
}

/// The remarks on a lesson for its author.
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
    /// Whether its file can't be read any more, and it is as it was before.
    pub behind: bool,
}

/// A module whose lessons are parsed.
struct DraftModule {
    id: ModuleId,
    title: String,
    description: String,
    lessons: Vec<Arc<Draft>>,
}

/// The input of a build: the files, the options, the outline.
pub(super) struct Building<'b> {
    pub(super) source: &'b Source,
    pub(super) options: &'b Options,
    pub(super) purpose: Purpose,
    /// The images that stand in no file of their own.
    pub(super) made: &'b Made,
}

/// The course that an outline makes, with its problems. Lessons that are kept from before aren't parsed anew.
pub(super) fn build(
    of: &Building<'_>,
    mut outline: Outline,
    kept: &mut Kept,
    problems: &mut Vec<Diagnostic>,
) -> Built {
    let source = of.source;
    if of.options.drafts == Drafts::LeftOut {
        drafts::leave_out(source, &mut outline, problems);
    }
    let repository = of.options.repository.as_ref();
    let links_rewritten = rewrite::links(source, repository, &mut outline, kept.memo.as_mut());
    let course = outline.course.take().map(|outline| course(source, outline));
    let modules = parsed(of, course.as_ref(), &mut outline, kept, problems);
    if modules.is_empty() && !problems.iter().any(Diagnostic::is_error) {
        let message = "the course has no lesson: write one as modules/01-first/01-first.md";
        problems.push(error(source.shown(""), Code::EmptyCourse, message));
    }
    let lessons: Vec<&Draft> = modules.iter().flat_map(DraftModule::lessons).collect();
    let mut report = Report {
        modules: modules.len(),
        links_rewritten,
        ..Report::default()
    };
    lessons.iter().for_each(|lesson| count(lesson, &mut report));
    let memo = kept.memo.as_mut();
    let images = check(of, &lessons, memo, &mut report, problems);
    // A file beside the lessons that one of them shows is no stray file.
    let is_shown = |path: &str| images.iter().any(|image| image.path == path);
    let stray = outline.left_out.into_iter();
    let stray = stray.filter(|(path, _)| !is_shown(path));
    problems.extend(stray.map(|(_, warning)| warning));
    Built {
        course,
        modules,
        images,
        report,
    }
}

/// The modules of an outline, with the lessons parsed on all processors.
fn parsed(
    of: &Building<'_>,
    course: Option<&Course>,
    outline: &mut Outline,
    kept: &mut Kept,
    problems: &mut Vec<Diagnostic>,
) -> Vec<DraftModule> {
    let unknown = CourseId::new("");
    let id = course.map_or(&unknown, |course| &course.id);
    let mut ids = Ids::new(of.source, id);
    let mut modules = Vec::new();
    let mut named = Vec::new();
    for mut module in std::mem::take(&mut outline.modules) {
        let (id, lessons) = ids.module(&mut module, problems);
        modules.push((id, module.title, module.description, lessons.len()));
        named.extend(lessons);
    }
    let mut drafts = kept
        .parsed(named, |named| Draft::new(named, of.purpose))
        .into_iter();
    let modules = modules.into_iter().map(|(id, title, description, count)| {
        let lessons = drafts.by_ref().take(count).collect();
        DraftModule {
            id,
            title,
            description,
            lessons,
        }
    });
    modules
        .filter(|module| !module.lessons.is_empty())
        .collect()
}

/// Says what is wrong with the lessons; gives their images.
fn check(
    of: &Building<'_>,
    lessons: &[&Draft],
    memo: Option<&mut Memo>,
    report: &mut Report,
    problems: &mut Vec<Diagnostic>,
) -> Vec<CourseImage> {
    let links = links::Course::of(of.source, lessons);
    let mut images = images::Images::new(of.source, of.made, memo);
    for lesson in lessons {
        problems.extend(lesson.implausible.clone());
        let mut places = Places::of(of.source, lesson, problems);
        for finding in &lesson.findings {
            places.say(finding.clone());
        }
        for finding in links.faults(lesson) {
            report.links_broken += 1;
            places.say(finding);
        }
        images.read(lesson, &mut places);
        places.finish();
    }
    let images = images.finish();
    report.images = images.len();
    images
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

impl DraftModule {
    fn lessons(&self) -> impl Iterator<Item = &Draft> {
        self.lessons.iter().map(|lesson| &**lesson)
    }

    fn finish(self) -> Module {
        let lessons = self.lessons.into_iter().map(Draft::finish);
        Module {
            id: self.id,
            title: self.title,
            description: self.description,
            lessons: lessons.collect(),
        }
    }
}

impl Built {
    /// The paths that each lesson may be known by from another time.
    pub(super) fn known_as(&self) -> BTreeMap<LessonId, Vec<String>> {
        let lessons = self.modules.iter().flat_map(DraftModule::lessons);
        let known = lessons.map(|lesson| (lesson.head.id.clone(), lesson.known_as.clone()));
        known.collect()
    }

    /// The remarks on each lesson for its author.
    pub(super) fn about(&self, source: &Source) -> HashMap<LessonId, AboutLesson> {
        let lessons = self.modules.iter().flat_map(DraftModule::lessons);
        let about = lessons.map(|lesson| {
            let file = lesson.file.as_deref().unwrap_or(&lesson.head.path);
            let about = AboutLesson {
                file: source.shown(file),
                lines: lesson.lines.clone(),
                words: lesson.words,
                draft: lesson.draft,
                behind: lesson.behind,
            };
            (lesson.head.id.clone(), about)
        });
        about.collect()
    }

    /// The course; none where its metadata is missing.
    pub(super) fn finish(self) -> Option<CourseTree> {
        let modules = self.modules.into_iter().map(DraftModule::finish);
        Some(CourseTree::new(
            self.course?,
            modules.collect(),
            self.images,
        ))
    }
}
